/** What a step of an actor is made of: where it stood, what it did, where it stands. All of it is plain data. */
import type { Message, Option, Send, Spawn, Stop } from '../machines/effects.ts';

/** What a state value looks like: the name of a state, or one for each region. */
export type StateValue = string | { readonly [region: string]: StateValue };

/** Where an actor stands. Opaque but for what is listed here. */
export interface Snapshot {
  readonly status: 'active' | 'done';
  readonly value: StateValue;
  readonly context: Readonly<Record<string, unknown>>;
}

/** A timer to start. One with the same id, if it runs, is replaced. */
export interface StartTimer {
  readonly type: 'timer.start';
  readonly id: string;
  /** Milliseconds, or the name of a delay that the scenario draws. */
  readonly delay: number | string;
  readonly event: Message;
}

export interface CancelTimer {
  readonly type: 'timer.cancel';
  readonly id: string;
}

export type StepEffect = Send | Spawn | Stop | StartTimer | CancelTimer;

export interface Outcome {
  readonly snapshot: Snapshot;
  readonly effects: readonly StepEffect[];
  /** Values chosen, in order, when the machine left something open. */
  readonly choices: readonly unknown[];
  /** False when the machine has no transition for the event, as it stands. */
  readonly handled: boolean;
}

/** Decides a choice: the index of one of the options. */
export type Chooser = (options: readonly Option[]) => number;

/** A run cannot go on: a machine did at a step what no machine may do, or threw, or left the bounds of time or chance. */
export class StepError extends Error {
  override readonly name = 'StepError';
}
