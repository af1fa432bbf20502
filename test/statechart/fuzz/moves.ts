/** Draws what happens to a machine: events from outside, its own timers, in time or not, and events that it does not know. */
import fc from 'fast-check';
import type { Event } from './toolbox.ts';

export type Move =
  | { readonly move: 'event'; readonly event: Event }
  /** Something that an active state listens for. */
  | { readonly move: 'heard'; readonly pick: number; readonly by: number | undefined }
  /** The timer that is due first. */
  | { readonly move: 'due' }
  /** Any timer that was started and not cancelled. */
  | { readonly move: 'any timer'; readonly pick: number }
  /** Any event that the chart has a transition for: a timer that was never started, a state that is not done. */
  | { readonly move: 'forged'; readonly pick: number };

const TYPES = ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'r', 'a.x', 'a.x.y', 'b.x', 'woken', 'unknown', 'a.b.c'];
/** What XState treats apart. */
const SPECIAL: readonly Event[] = [
  { type: '*' },
  { type: '' },
  { type: 'xstate.init' },
  { type: 'xstate.stop' },
  Object.freeze({ type: 'xstate.error.actor.none', error: 'of no actor' }),
];

export const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...TYPES).map((type) => ({ type })) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom(...TYPES), by: fc.nat(3) }) },
);

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: event.map((it): Move => ({ move: 'event', event: it })) },
  {
    weight: 40,
    arbitrary: fc
      .record({ pick: fc.nat(30), by: fc.constantFrom(undefined, undefined, 1, 2, 3) })
      .map((it): Move => ({ move: 'heard', ...it })),
  },
  { weight: 8, arbitrary: fc.constant<Move>({ move: 'due' }) },
  { weight: 3, arbitrary: fc.nat(9).map((pick): Move => ({ move: 'any timer', pick })) },
  { weight: 2, arbitrary: fc.nat(30).map((pick): Move => ({ move: 'forged', pick })) },
  { weight: 1, arbitrary: fc.constantFrom(...SPECIAL).map((it): Move => ({ move: 'event', event: it })) },
);

export const moves: fc.Arbitrary<readonly Move[]> = fc.array(move, { minLength: 1, maxLength: 24, size: 'max' });
