/** An actor of a system: where it stands, and the timers that run for it. */
import type { Message } from '../machines/effects.ts';
import type { Behavior } from './behavior.ts';
import type { Snapshot } from './step.ts';
import type { Task } from './virtual-clock.ts';

export class Actor {
  readonly id: string;
  readonly behavior: Behavior;
  readonly place: string | null;
  snapshot: Snapshot;
  /** Most actors have one timer or none, of which there may be millions. */
  #timer: RunningTimer | undefined;
  #timers: Map<string, RunningTimer> | undefined;

  constructor({ id, behavior, place, snapshot }: Pick<Actor, 'id' | 'behavior' | 'place' | 'snapshot'>) {
    this.id = id;
    this.behavior = behavior;
    this.place = place;
    this.snapshot = snapshot;
  }

  timer(id: string): RunningTimer | undefined {
    if (this.#timers) return this.#timers.get(id);
    return this.#timer?.id === id ? this.#timer : undefined;
  }

  /** Those that run, in the order in which they were started. */
  timers(): Iterable<RunningTimer> {
    return this.#timers?.values() ?? (this.#timer ? [this.#timer] : []);
  }

  /** No timer of the same id runs. */
  addTimer(timer: RunningTimer): void {
    if (this.#timers) this.#timers.set(timer.id, timer);
    else if (this.#timer) {
      this.#timers = new Map([
        [this.#timer.id, this.#timer],
        [timer.id, timer],
      ]);
      this.#timer = undefined;
    } else this.#timer = timer;
  }

  removeTimer({ id }: RunningTimer): void {
    if (this.#timers) this.#timers.delete(id);
    else this.#timer = undefined;
  }
}

/** A timer of an actor; as a task, what is due when it goes off. */
export class RunningTimer implements Task {
  settled: boolean;
  readonly isBackground: boolean;
  readonly actor: Actor;
  readonly id: string;
  /** What the actor is told when it goes off. */
  readonly event: Message;
  /** The number of the step that started it. */
  readonly set: number;
  readonly #goOff: (timer: RunningTimer) => void;

  constructor({ actor, id, event, set }: Pick<RunningTimer, 'actor' | 'id' | 'event' | 'set'>, goOff: (timer: RunningTimer) => void) {
    this.settled = false;
    this.isBackground = false;
    this.actor = actor;
    this.id = id;
    this.event = event;
    this.set = set;
    this.#goOff = goOff;
  }

  run(): void {
    this.#goOff(this);
  }
}
