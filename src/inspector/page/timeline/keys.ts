/** The keyboard, as other tools for traces have it: W and S go closer and further, A and D along, for as long as they are held. */
import type { Frames } from './frames.ts';
import { focus, moveAcross, moveAlong, pan, showAll, togglePin, zoom } from './moves.ts';
import type { Timeline } from './timeline.ts';

export interface Keys {
  down(event: KeyboardEvent): void;
  up(event: KeyboardEvent): void;
  /** Lets go of all that are held. */
  release(): void;
}

/** In a second: how many times as close, and how much of what is in view. */
const CLOSER = 6;
const ALONG = 0.9;

/** @param pointerMs the time under the pointer; undefined: it is elsewhere */
export function createKeys(timeline: Timeline, frames: Frames, pointerMs: () => number | undefined): Keys {
  const held = new Set<string>();
  const move = (elapsedMs: number): boolean => {
    const s = elapsedMs / 1000;
    const closer = Number(held.has('w')) - Number(held.has('s'));
    const along = Number(held.has('d')) - Number(held.has('a'));
    if (closer !== 0) zoom(timeline, CLOSER ** (-closer * s), pointerMs());
    if (along !== 0) pan(timeline, along * ALONG * s);
    return held.size > 0;
  };
  const press = (key: string): boolean => {
    switch (key) {
      case 'f':
        focus(timeline);
        return true;
      case '0':
        showAll(timeline);
        return true;
      case 'p':
        if (timeline.store.selected.value !== null) togglePin(timeline, timeline.store.selected.value);
        return true;
      case 'arrowleft':
      case 'arrowright':
        moveAlong(timeline, key === 'arrowright' ? 1 : -1);
        return true;
      case 'arrowup':
      case 'arrowdown':
        moveAcross(timeline, key === 'arrowdown' ? 1 : -1);
        return true;
      default:
        return false;
    }
  };
  return {
    down: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const key = event.key.toLowerCase();
      if (['w', 'a', 's', 'd'].includes(key)) {
        held.add(key);
        if (!event.repeat) frames.move(move);
      } else if (!press(key)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    up: ({ key }) => held.delete(key.toLowerCase()),
    release: () => held.clear(),
  };
}
