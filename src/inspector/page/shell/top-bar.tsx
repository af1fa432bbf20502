/** Above: what is shown, how it stands with it, the views, and how the page looks. */
import type { Signal } from '@preact/signals';
import { useStore } from '../model/context.ts';
import { statusText } from './run-words.ts';
import { nextTheme, theme } from './theme.ts';
import { focusView } from './use-keys.ts';
import { viewsOf } from './views.ts';

interface Props {
  readonly isHelpOpen: Signal<boolean>;
  readonly shown: { readonly actors: Signal<boolean>; readonly event: Signal<boolean> };
}

const MODES = { live: 'live run', trace: 'trace', application: 'application' };
const THEME_SIGNS = { auto: '◐', light: '☀', dark: '☾' };

export function TopBar({ isHelpOpen, shown }: Props) {
  const { source } = useStore();
  const about = source.about.value;
  const toggle = (what: 'actors' | 'event', text: string) => (
    <button type="button" class="shell-toggle" aria-pressed={shown[what].value} onClick={() => (shown[what].value = !shown[what].value)}>
      {text}
    </button>
  );
  return (
    <header class="shell-top">
      <div class="shell-what">
        <h1 title={about ? `${about.title}\n${about.description}` : undefined}>{about?.title ?? 'Chartwright'}</h1>
        {about && (
          <p>
            <span class={`shell-mode shell-mode-${about.mode}`}>{MODES[about.mode]}</span>
            {about.seed !== null && <span>seed {about.seed}</span>}
            <StatusText />
          </p>
        )}
      </div>
      <Tabs />
      <div class="shell-tools">
        <Connected />
        {toggle('actors', 'Actors')}
        {toggle('event', 'Event')}
        <button
          type="button"
          onClick={nextTheme}
          aria-label={`Theme: ${theme.value}`}
          title={`Theme: ${theme.value}. Click for the next one.`}
        >
          {THEME_SIGNS[theme.value]}
        </button>
        <button type="button" onClick={() => (isHelpOpen.value = true)} aria-label="Keys" title="Keys (?)">
          ?
        </button>
      </div>
    </header>
  );
}

function StatusText() {
  const { source } = useStore();
  const about = source.about.value;
  if (!about) return null;
  const text = statusText(about, source.status.value, 'why' in source.connection.value);
  return (
    <span class="shell-status" role="status" title={text}>
      {text}
    </span>
  );
}

function Tabs() {
  const { source, view } = useStore();
  return (
    <nav class="shell-tabs" role="tablist" aria-label="Views">
      {viewsOf(source.about.value).map(({ name, title }, index) => (
        <button
          key={name}
          id={`tab-${name}`}
          type="button"
          role="tab"
          aria-selected={view.value === name}
          aria-controls="view"
          title={`${title} (${index + 1})`}
          onClick={({ detail }) => {
            view.value = name;
            // By keys, one goes on along the tabs.
            if (detail > 0) focusView();
          }}
        >
          {title}
        </button>
      ))}
    </nav>
  );
}

function Connected() {
  const { type } = useStore().source.connection.value;
  if (type === 'file') return null;
  const text = { connecting: 'connecting…', open: 'connected', closed: 'connection closed', failed: 'no connection' }[type];
  return <span class={`shell-connection shell-connection-${type}`} role="img" aria-label={text} title={text} />;
}
