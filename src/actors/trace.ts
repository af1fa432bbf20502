/**
 * What happened, event by event: the source of truth of a run. Everything measured is a fold over
 * this stream, and a run's hash is the hash of these lines.
 */
import { createHash, type Hash } from 'node:crypto';
import type { Message } from '../machines/effects.ts';
import type { Snapshot, StateValue } from './step.ts';
import type { Loss } from './wire.ts';

/** Why an actor took a step. `sent`, `set` and `by` are the numbers of the events that led to it. */
export type Cause =
  | { readonly type: 'start' }
  | { readonly type: 'spawned'; readonly by: number }
  | { readonly type: 'message'; readonly from: string; readonly sent: number; readonly message: Message }
  /** A message from outside of the system: work that arrives, or a fault. */
  | { readonly type: 'arrival' | 'fault'; readonly message: Message }
  | { readonly type: 'timer'; readonly timer: string; readonly set: number };

/** One actor took one step. */
export interface StepEvent {
  readonly type: 'step';
  /** Number of the event in the trace, from 0. */
  readonly n: number;
  /** Milliseconds of simulated time. */
  readonly atMs: number;
  readonly actor: string;
  readonly kind: string;
  readonly cause: Cause;
  /** What was chosen, where the machine left something open. */
  readonly choices: readonly unknown[];
  /** The state that it entered. */
  readonly state: StateValue;
  readonly sends: readonly { readonly to: string; readonly type: string }[];
  /** Timers started, with their length. */
  readonly timers: readonly { readonly id: string; readonly delayMs: number }[];
  readonly cancels: readonly string[];
  readonly spawns: readonly string[];
  readonly stops: readonly string[];
  /** The machine had no transition for what it was told. */
  readonly unhandled: boolean;
  /** The machine reached its final state, and the actor is gone. */
  readonly final: boolean;
  /** Where the actor stands now, with its context. In the process only; a replay rebuilds it. */
  readonly snapshot: Snapshot;
}

/** A message that no actor got. */
export interface MissedEvent {
  readonly type: 'dead letter' | Loss;
  readonly n: number;
  readonly atMs: number;
  readonly from: string;
  /** The id of an actor; `place NAME` for what was to befall a place where nobody was. */
  readonly to: string;
  readonly sent: number;
  readonly message: Message;
}

export type TraceEvent = StepEvent | MissedEvent;

/** Hashes lines as they come, in chunks; the digest can be asked for at any time. */
export class TraceHash {
  readonly #hash = createHash('sha256');
  #lines: string[] = [];
  #length = 0;

  add(line: string): void {
    this.#lines.push(line);
    this.#length += line.length;
    if (this.#length >= 65_536) this.#flush();
  }

  /** The first 16 hexadecimal digits of the SHA-256 of all lines so far, each with its line end. */
  digest(): string {
    this.#flush();
    return digestOf(this.#hash);
  }

  #flush(): void {
    if (this.#lines.length === 0) return;
    this.#hash.update(`${this.#lines.join('\n')}\n`);
    this.#lines = [];
    this.#length = 0;
  }
}

/** The first 16 hexadecimal digits of a hash, which can go on. */
export function digestOf(hash: Hash): string {
  return hash.copy().digest('hex').slice(0, 16);
}
