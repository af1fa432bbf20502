/** A step of the model, worked out once for a local state and what happens to it, and applied to every row in which the two meet. */
import type { ActorColumn, LocalOutcome } from './actor-column.ts';
import type { Happening } from './path.ts';

/** What a step does to a row; each takes a column or a number of a column, and a value. */
export const OP = {
  /** Sets a column to a value. */
  set: 0,
  /** Puts a message into a channel. */
  append: 1,
  /** Sets an actor that must not be there to its first local state. */
  spawn: 2,
  /** Does to the environment what has that number. */
  environment: 3,
} as const;

/** Numbers an operation takes in the list. */
export const OP_WIDTH = 3;

export interface Transition {
  /** Of all that were worked out. */
  readonly number: number;
  readonly happening: Happening;
  readonly ops: Int32Array;
  /** The actors that take a step, in order. Empty where a message is lost, or nobody is there to get it. */
  readonly parts: readonly Part[];
  /** What a machine threw. */
  readonly failure?: string;
  /** The message that a machine has no transition for. */
  readonly unhandled?: string;
  /** It fails, or is unhandled. */
  readonly isWrong: boolean;
  /** Nobody is owed that it happens. */
  readonly isFault: boolean;
  /** What must be served for a path to be fair: one number for a channel, or a timer of an actor; -1: a fault. */
  readonly unit: number;
  /** The kinds of the actors that it may change, a bit each. */
  readonly kinds: number;
}

/** The step of one actor. */
export interface Part {
  readonly actor: ActorColumn;
  /** The local state before; 0: it was not there. */
  readonly before: number;
  readonly local: LocalOutcome;
  readonly cause: PartCause;
}

export type PartCause =
  | { readonly type: 'start' | 'happening' }
  /** Created by an earlier part of the same step. */
  | { readonly type: 'spawned'; readonly by: number };
