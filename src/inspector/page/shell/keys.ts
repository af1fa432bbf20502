/** What keys do in the page, as long as nothing in it wants them for itself. */
export type KeyAction =
  | { readonly type: 'play' | 'start' | 'end' | 'search' | 'help' | 'escape' }
  | { readonly type: 'step' | 'stepSelected'; readonly by: 1 | -1 }
  /** A view by its place among the tabs, from 0. */
  | { readonly type: 'view'; readonly index: number };

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** Where the focus is: where one writes, on what the space bar presses, in a view that moves by keys, or elsewhere. */
export type KeyPlace = 'field' | 'button' | 'moving' | 'page';

/** For the overlay that tells of them. */
export const KEYS_HELP: readonly (readonly [string, string])[] = [
  ['Space', 'play, pause'],
  ['← →', 'one event back, on'],
  ['Shift + ← →', 'to the last, next step of the selected actor'],
  ['Home, End', 'to the first event; to the newest one, and follow'],
  ['1 … 6', 'views, in the order of their tabs'],
  ['/', 'search for actors'],
  ['↑ ↓, Enter', 'in the list of actors: select; open the statechart'],
  ['↑ ↓, C', 'in the sequence: events; the cause'],
  ['W A S D, + − 0', 'in the timeline and the statechart: zoom and move; all of it'],
  ['F, P, ← →', 'in the timeline: focus; pin; bars'],
  ['?', 'this list'],
  ['Esc', 'close; leave a field; select nobody'],
];

export function actionOf({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyPress, place: KeyPlace): KeyAction | null {
  if (ctrlKey || altKey || metaKey) return null;
  if (key === 'Escape') return { type: 'escape' };
  if (place === 'field') return null;
  if (key === '?') return { type: 'help' };
  if (key === '/') return { type: 'search' };
  if (/^[1-9]$/.test(key)) return { type: 'view', index: Number(key) - 1 };
  if (key === ' ' && place !== 'button') return { type: 'play' };
  // A view that moves by keys has taken those that it wants.
  return movement(key, shiftKey);
}

function movement(key: string, shiftKey: boolean): KeyAction | null {
  const type = shiftKey ? 'stepSelected' : 'step';
  switch (key) {
    case 'ArrowLeft':
      return { type, by: -1 };
    case 'ArrowRight':
      return { type, by: 1 };
    case 'Home':
      return { type: 'start' };
    case 'End':
      return { type: 'end' };
    default:
      return null;
  }
}
