/** Bars of an actor: from the step with which it came into a state, over all steps that left it there, to the one that led out of it. */
import { NONE } from '../../protocol/columns.ts';
import { countUpTo, type EventTable } from '../model/event-table.ts';
import { laneSteps } from './lane-steps.ts';

export interface Bar {
  readonly actor: number;
  /** A number of `events.states`. */
  readonly state: number;
  /** Its first and its last step, as places in `events.stepsOf(actor)`. */
  readonly first: number;
  readonly last: number;
  /** The event with which it begins. */
  readonly event: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The bar that a step is in; undefined: there is no such step, or the actor was gone after it. */
export function barOfStep(events: EventTable, actor: number, step: number, endMs: number): Bar | undefined {
  const { atMs, states, length } = laneSteps(events, actor);
  const state = step < 0 || step >= length ? NONE : (states[step] ?? NONE);
  if (state === NONE) return undefined;
  let first = step;
  while (first > 0 && states[first - 1] === state) first -= 1;
  let last = step;
  while (last + 1 < length && states[last + 1] === state) last += 1;
  const fromMs = atMs[first] ?? 0;
  return {
    actor,
    state,
    first,
    last,
    event: events.stepsOf(actor).numbers[first] ?? 0,
    fromMs,
    toMs: last + 1 < length ? (atMs[last + 1] ?? 0) : Math.max(endMs, fromMs),
  };
}

/** The bar of an actor at a time. */
export function barAt(events: EventTable, actor: number, atMs: number, endMs: number): Bar | undefined {
  if (atMs > endMs) return undefined;
  const steps = laneSteps(events, actor);
  return barOfStep(events, actor, countUpTo(steps.atMs, steps.length, atMs) - 1, endMs);
}

/** The bar of an actor after an event; undefined: it is not there. */
export function barAtEvent(events: EventTable, actor: number, n: number, endMs: number): Bar | undefined {
  const { numbers, length } = events.stepsOf(actor);
  return barOfStep(events, actor, countUpTo(numbers, length, n) - 1, endMs);
}
