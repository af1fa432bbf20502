/** Carries out what keys.ts says that keys do. */
import { useEffect } from 'preact/hooks';
import type { Signal } from '@preact/signals';
import { useStore } from '../model/context.ts';
import type { Store } from '../model/store.ts';
import { actionOf, type KeyAction, type KeyPlace } from './keys.ts';
import type { Player } from './player.ts';
import { viewsOf } from './views.ts';

interface Keyed {
  readonly player: Player;
  readonly isHelpOpen: Signal<boolean>;
}

/** Of the field by which one searches for actors. */
export const SEARCH_ID = 'actor-search';

export function useKeys(keyed: Keyed): void {
  const store = useStore();
  useEffect(() => {
    const onKey = (press: KeyboardEvent): void => {
      const place = placeOf(press.target);
      const action = press.defaultPrevented ? null : actionOf(press, place);
      if (!action) return;
      // A browser would empty a field of its own accord, and tell nobody: what it filters would stay filtered.
      if (action.type !== 'escape' || place === 'field') press.preventDefault();
      carryOut(action, store, keyed);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [store, keyed.player, keyed.isHelpOpen]);
}

/** Lets a view that moves by keys have them; it is drawn first. */
export function focusView(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('#view [data-keys]')?.focus({ preventScroll: true }));
}

function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof Element)) return 'page';
  if (target.closest('input, textarea, select, [contenteditable]')) return 'field';
  if (target.closest('[data-keys]')) return 'moving';
  return target.closest('button, a, summary, [role=treeitem]') ? 'button' : 'page';
}

function carryOut(action: KeyAction, store: Store, { player, isHelpOpen }: Keyed): void {
  switch (action.type) {
    case 'play':
      return player.toggle();
    case 'step':
      return player.step(action.by);
    case 'stepSelected':
      return player.stepSelected(action.by);
    case 'start':
      player.stop();
      return store.goTo(0);
    case 'end':
      player.stop();
      return store.follow();
    case 'view': {
      const view = viewsOf(store.source.about.peek())[action.index];
      if (!view) return;
      store.view.value = view.name;
      focusView();
      return;
    }
    case 'search':
      document.getElementById(SEARCH_ID)?.focus();
      return;
    case 'help':
      isHelpOpen.value = !isHelpOpen.peek();
      return;
    case 'escape':
      if (isHelpOpen.peek()) isHelpOpen.value = false;
      else if (document.activeElement instanceof HTMLElement && placeOf(document.activeElement) === 'field') document.activeElement.blur();
      else store.selected.value = null;
  }
}
