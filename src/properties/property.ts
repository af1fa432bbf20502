/** What a scenario promises, over the states of its actors. */
import type { Snapshot, StateValue } from '../actors/step.ts';

export interface Property {
  readonly type: 'always';
  /** A sentence: "at most one job is in memory". */
  readonly name: string;
  /** False where it is violated. */
  holds(state: SystemState): boolean;
}

/** The actors of a system at one moment. */
export interface SystemState {
  /** The actors of a kind, in order of their ids. */
  ofKind(kind: string): readonly ActorState[];
}

export interface ActorState {
  readonly id: string;
  readonly value: StateValue;
  readonly context: Snapshot['context'];
}

export function always(name: string, holds: (state: SystemState) => boolean): Property {
  return { type: 'always', name, holds };
}
