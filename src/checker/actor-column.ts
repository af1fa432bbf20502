/**
 * One actor of the model: a column of its rows. Knows the local states that the actor was seen in, by number, and what a step leads to
 * from each of them. A local state is where the actor stands, and which of its timers run.
 */
import { canonical } from '../actors/canonical.ts';
import type { Behavior } from '../actors/behavior.ts';
import { outcomesOf } from '../actors/outcomes.ts';
import type { Chooser, Outcome, Snapshot, StartTimer } from '../actors/step.ts';
import type { Message, Send, Spawn, Stop } from '../machines/effects.ts';
import type { ActorState } from '../properties/property.ts';
import { Interner } from './interner.ts';

/** A timer that runs. */
export interface Pending {
  readonly id: string;
  readonly event: Message;
  /** Microseconds until it goes off, where timers go off in order of time. */
  readonly dueUs?: number;
}

export interface LocalState {
  readonly snapshot: Snapshot;
  /** Sorted by id. */
  readonly timers: readonly Pending[];
}

/** One way in which a step of one actor can go. */
export interface LocalOutcome {
  readonly outcome: Outcome;
  /** The local state that it leads to. Of an actor that ends with it, its last one. */
  readonly next: number;
  readonly isFinal: boolean;
  readonly started: readonly StartTimer[];
  readonly cancelled: readonly string[];
  /** What concerns others, in order. */
  readonly effects: readonly (Send | Spawn | Stop)[];
}

export interface ActorColumnOptions {
  readonly id: string;
  readonly behavior: Behavior;
  readonly place: string | null;
  /** In the rows. */
  readonly column: number;
  /** Microseconds that a timer runs; without it, any that runs may go off next. */
  readonly lengthUs?: (kind: string, delay: StartTimer['delay']) => number;
}

export class ActorColumn {
  readonly id: string;
  readonly kind: string;
  readonly place: string | null;
  readonly column: number;
  readonly #behavior: Behavior;
  readonly #lengthUs: ActorColumnOptions['lengthUs'];
  readonly #states = new Interner<LocalState>();
  readonly #views: (ActorState | undefined)[] = [];
  /** Calls of the machine. */
  steps = 0;

  constructor({ id, behavior, place, column, lengthUs }: ActorColumnOptions) {
    this.id = id;
    this.kind = behavior.kind;
    this.place = place;
    this.column = column;
    this.#behavior = behavior;
    this.#lengthUs = lengthUs;
  }

  state(local: number): LocalState {
    return this.#states.value(local);
  }

  /** The actor as properties see it; the same object for the same local state. */
  view(local: number): ActorState {
    const known = this.#views[local];
    if (known) return known;
    const { value, context } = this.state(local).snapshot;
    const view = { id: this.id, value, context };
    this.#views[local] = view;
    return view;
  }

  /** @throws StepError if the machine fails */
  start(input: unknown): readonly LocalOutcome[] {
    return this.#outcomes((choose) => this.#behavior.start(input, choose), []);
  }

  /** @throws StepError if the machine fails */
  told(local: number, message: Message): readonly LocalOutcome[] {
    const { snapshot, timers } = this.state(local);
    return this.#outcomes((choose) => this.#behavior.step(snapshot, message, choose), timers);
  }

  /** What happens when a timer goes off. @throws StepError if the machine fails */
  fired(local: number, timer: Pending): readonly LocalOutcome[] {
    const { snapshot, timers } = this.state(local);
    const left = timers.filter(({ id }) => id !== timer.id);
    return this.#outcomes((choose) => this.#behavior.step(snapshot, timer.event, choose), left);
  }

  /** The local state so many microseconds later. */
  later(local: number, us: number): number {
    const { snapshot, timers } = this.state(local);
    return this.#number({ snapshot, timers: timers.map((it) => ({ ...it, dueUs: (it.dueUs ?? 0) - us })) });
  }

  /** The number of a local state that another actor was in, which was renamed to be this one's; it may never be come to. */
  named(state: LocalState): number {
    return this.#states.reserve(this.#keyOf(state));
  }

  #outcomes(take: (choose: Chooser) => Outcome, timers: readonly Pending[]): readonly LocalOutcome[] {
    this.steps += 1;
    return outcomesOf(take).map((outcome) => {
      const isFinal = outcome.snapshot.status === 'done';
      const running = new Map(timers.map((it) => [it.id, it]));
      const started: StartTimer[] = [];
      const cancelled: string[] = [];
      const effects: (Send | Spawn | Stop)[] = [];
      for (const effect of outcome.effects) {
        if (effect.type === 'timer.start') {
          if (isFinal) continue;
          started.push(effect);
          running.set(effect.id, this.#pending(effect));
        } else if (effect.type === 'timer.cancel') {
          if (running.delete(effect.id)) cancelled.push(effect.id);
        } else effects.push(effect);
      }
      const next = this.#number({
        snapshot: outcome.snapshot,
        timers: isFinal ? [] : [...running.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
      });
      // Of equal snapshots one is kept: there are many more steps than states.
      const { snapshot } = this.state(next);
      return { outcome: { ...outcome, snapshot, effects: [] }, next, isFinal, started, cancelled, effects };
    });
  }

  #pending({ id, event, delay }: StartTimer): Pending {
    return this.#lengthUs ? { id, event, dueUs: this.#lengthUs(this.kind, delay) } : { id, event };
  }

  #number(state: LocalState): number {
    return this.#states.number(this.#keyOf(state), () => state);
  }

  #keyOf({ snapshot, timers }: LocalState): string {
    return `${this.#behavior.keyOf(snapshot)} ${canonical(timers)}`;
  }
}
