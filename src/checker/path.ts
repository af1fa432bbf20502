/** A path through the model: what happened, step by step, and what each step led to. What a counterexample is made of. */
import type { Message } from '../machines/effects.ts';
import type { Snapshot, StartTimer } from '../actors/step.ts';
import type { Place } from '../actors/system.ts';
import type { TraceEvent } from '../actors/trace.ts';

/** What one step of the model begins with. */
export type Happening =
  | { readonly type: 'delivery'; readonly from: string; readonly to: string; readonly message: Message }
  /** Delivered, and still on its way: it will come again. */
  | { readonly type: 'duplicate'; readonly from: string; readonly to: string; readonly message: Message }
  | { readonly type: 'loss'; readonly from: string; readonly to: string; readonly message: Message }
  | { readonly type: 'timer'; readonly actor: string; readonly timer: string; readonly event: Message }
  /** Work from outside of the system. */
  | { readonly type: 'arrival'; readonly to: string | Place; readonly message: Message }
  /** A fault of the scenario, or what ends it. */
  | { readonly type: 'fault'; readonly name: string; readonly to: string | Place; readonly message: Message }
  | { readonly type: 'split'; readonly groups: readonly (readonly string[])[] }
  | { readonly type: 'heal' }
  /** Only where timers go off in order of time. */
  | { readonly type: 'passing'; readonly ms: number };

/** A step of one actor, or a message that nobody got, as a part of a step of the model. */
export interface PathEvent {
  /** As a run would tell of it. `n` counts over the whole path; times and lengths of timers are 0, since the model has none. */
  readonly event: TraceEvent;
  /** Where the actor stood before; null: it was not there, or nobody got the message. */
  readonly before: Snapshot | null;
  /** The timers that it started, with their lengths as the machine gave them. */
  readonly timers: readonly StartTimer[];
  readonly sends: readonly { readonly to: string; readonly message: Message }[];
}

export interface PathStep {
  readonly happening: Happening;
  /** One for each actor that took a step at once: more than one where a place was told, or an actor created. */
  readonly events: readonly PathEvent[];
}

export interface Path {
  /** The start of the actors that are there from the beginning. */
  readonly start: readonly PathEvent[];
  readonly steps: readonly PathStep[];
  /** Of a path without end: the number of steps after which it goes round; the last step leads back there. */
  readonly loopsTo?: number;
}
