/** Trace events for tests of what is drawn from them, with nothing in them but what a test is about. */
import type { Snapshot, StateValue } from '../../src/actors/step.ts';
import type { Cause, MissedEvent, StepEvent } from '../../src/actors/trace.ts';
import { kindOf } from '../../src/actors/system.ts';

type Given = Partial<Omit<StepEvent, 'type' | 'kind' | 'snapshot'>> & { readonly actor: string; readonly state: StateValue };

export function step(given: Given): StepEvent {
  const snapshot: Snapshot = { status: given.final ? 'done' : 'active', value: given.state, context: {} };
  return {
    type: 'step',
    n: 0,
    atMs: 0,
    kind: kindOf(given.actor),
    cause: { type: 'start' },
    choices: [],
    sends: [],
    timers: [],
    cancels: [],
    spawns: [],
    stops: [],
    unhandled: false,
    final: false,
    ...given,
    snapshot,
  };
}

export function missed(type: MissedEvent['type'], given: Partial<MissedEvent> = {}): MissedEvent {
  return { type, n: 0, atMs: 0, from: 'a', to: 'b', sent: 0, message: { type: 'ping' }, ...given };
}

/** A message as the cause of a step. */
export function told(from: string, type: string, sent = 0): Cause {
  return { type: 'message', from, sent, message: { type } };
}
