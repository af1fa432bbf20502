/** Paths for tests of what is told of them. */
import type { Happening, Path, PathEvent, PathStep } from '../../src/checker/path.ts';
import type { StateValue } from '../../src/actors/step.ts';
import { missed, step } from './events.ts';

type Message = PathEvent['sends'][number]['message'];

type Given = Omit<Parameters<typeof step>[0], 'sends'> & {
  /** The state before; left out: the actor was not there. */
  readonly from?: StateValue;
  readonly context?: readonly [before: object, after: object];
  readonly sends?: PathEvent['sends'];
};

/** The step of an actor as a part of a step of the model. */
export function part({ from, context: [before, after] = [{}, {}], sends = [], ...given }: Given): PathEvent {
  const event = step(given);
  return {
    event: { ...event, snapshot: { ...event.snapshot, context: { ...after } } },
    before: from === undefined ? null : { status: 'active', value: from, context: { ...before } },
    timers: [],
    sends,
  };
}

/** A message that nobody gets. */
export function miss(type: 'dead letter' | 'lost' | 'partitioned', to = 'b'): PathEvent {
  return { event: missed(type, { to }), before: null, timers: [], sends: [] };
}

export function happens(happening: Happening, ...events: readonly PathEvent[]): PathStep {
  return { happening, events };
}

/** A message that says something. */
export function message(type: string, payload: object): Message {
  return { type, ...payload };
}

/** From a to b, if it says nothing else. */
export function pinged(payload: object = {}): Happening {
  return { type: 'delivery', from: 'a', to: 'b', message: message('ping', payload) };
}

export const ping = pinged();

export function pathOf(...steps: readonly PathStep[]): Path {
  return { start: [part({ actor: 'a', state: 'idle' })], steps };
}
