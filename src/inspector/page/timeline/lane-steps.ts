/**
 * The steps of an actor side by side: when, and into which state. The columns of all events hold the same, but far apart; to search in
 * them for every pixel would be to wait for memory most of the time.
 */
import { FLAG, NONE } from '../../protocol/columns.ts';
import type { EventTable } from '../model/event-table.ts';

export interface LaneSteps {
  /** In order; only the first `length` count. */
  readonly atMs: Float64Array;
  /** Numbers of `events.states`; NONE: the actor is gone. */
  readonly states: Uint32Array;
  readonly length: number;
}

interface Copied {
  atMs: Float64Array<ArrayBuffer>;
  states: Uint32Array<ArrayBuffer>;
  length: number;
}

const copies = new WeakMap<EventTable, Copied[]>();

/** What is new since the last time is copied; the rest is there. */
export function laneSteps(events: EventTable, actor: number): LaneSteps {
  const { numbers, length } = events.stepsOf(actor);
  const all = copies.get(events) ?? [];
  copies.set(events, all);
  const steps = (all[actor] ??= { atMs: new Float64Array(0), states: new Uint32Array(0), length: 0 });
  if (length > steps.atMs.length) {
    const { atMs, states } = steps;
    steps.atMs = new Float64Array(numbers.length);
    steps.states = new Uint32Array(numbers.length);
    steps.atMs.set(atMs);
    steps.states.set(states);
  }
  for (let step = steps.length; step < length; step += 1) {
    const n = numbers[step] ?? 0;
    const isGone = ((events.flags[n] ?? 0) & FLAG.final) !== 0;
    steps.atMs[step] = events.atMs[n] ?? 0;
    steps.states[step] = isGone ? NONE : (events.state[n] ?? NONE);
  }
  steps.length = length;
  return steps;
}
