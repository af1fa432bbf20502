/** Light or dark: as the system has it, or as was chosen; kept for the next time. */
import { computed, effect, signal } from '@preact/signals';

export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'chartwright-theme';
const ORDER: readonly Theme[] = ['auto', 'light', 'dark'];

const system = matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = signal(system.matches);
system.addEventListener('change', ({ matches }) => (systemIsDark.value = matches));

export const theme = signal<Theme>(kept());

export const isDark = computed(() => theme.value === 'dark' || (theme.value === 'auto' && systemIsDark.value));

effect(() => {
  document.documentElement.dataset['theme'] = isDark.value ? 'dark' : 'light';
});

export function nextTheme(): void {
  theme.value = ORDER[(ORDER.indexOf(theme.value) + 1) % ORDER.length] ?? 'auto';
  try {
    localStorage.setItem(KEY, theme.value);
  } catch {
    // Where nothing can be kept, it is chosen anew.
  }
}

function kept(): Theme {
  try {
    return ORDER.find((it) => it === localStorage.getItem(KEY)) ?? 'auto';
  } catch {
    return 'auto';
  }
}
