/**
 * Simulated time, and an RxJS scheduler on it: `delay`, `interval`, `bufferTime`, `debounceTime` and
 * the others run in virtual time when they are given this clock.
 *
 * Times are milliseconds, kept to the microsecond, so that equal times are equal numbers.
 */
import { Subscription, type SchedulerAction, type SchedulerLike } from 'rxjs';
import { EventQueue, type Entry } from './event-queue.ts';
import { StepError } from './step.ts';

/** Something that will happen, once. There are millions: a class of them extends no other, which V8 would make more slowly. */
export interface Task extends Entry {
  /** Of observers: it does not keep a run going. */
  readonly isBackground: boolean;
  run(): void;
}

/** The longest time that is still exact to the microsecond, some 285 years. */
const HORIZON_MS = Number.MAX_SAFE_INTEGER / 1000;

export class VirtualClock implements SchedulerLike {
  readonly #queue = new EventQueue<Task>();
  #nowMs = 0;
  #background = 0;

  get nowMs(): number {
    return this.#nowMs;
  }

  /** The same, as RxJS asks for it. */
  now(): number {
    return this.#nowMs;
  }

  /** Number of tasks ahead, those of observers left out. */
  get pending(): number {
    return this.#queue.size - this.#background;
  }

  /** Whether there are tasks ahead, all of them observers'. */
  get isForObservers(): boolean {
    return this.#background > 0 && this.pending === 0;
  }

  /** Time of the next task in milliseconds, or undefined if there is none. */
  get nextMs(): number | undefined {
    return this.#queue.nextMs;
  }

  /** @param timeMs from now on; rounded to the microsecond */
  at(timeMs: number, act: () => void, isBackground = false): Task {
    const task: Task = { settled: false, isBackground, run: act };
    this.put(timeMs, task);
    return task;
  }

  /** The same, for a task that is there already. */
  put(timeMs: number, task: Task): void {
    if (!(timeMs <= HORIZON_MS))
      throw new StepError(`nothing can happen at ${timeMs / 1000} s: simulated time ends at ${HORIZON_MS / 1000} s, after 285 years`);
    const roundedMs = toMicrosecond(timeMs);
    if (roundedMs < this.#nowMs) throw new Error(`cannot schedule at ${timeMs} ms: it is ${this.#nowMs} ms already`);
    if (task.isBackground) this.#background += 1;
    this.#queue.push(roundedMs, task);
  }

  cancel(task: Task): void {
    if (task.settled) return;
    if (task.isBackground) this.#background -= 1;
    this.#queue.cancel(task);
  }

  /** Runs the next task and moves to its time; false when there is none. */
  tick(): boolean {
    const next = this.#queue.pop();
    if (!next) return false;
    if (next.isBackground) this.#background -= 1;
    this.#nowMs = this.#queue.presentMs;
    next.run();
    return true;
  }

  schedule<T>(work: (this: SchedulerAction<T>, state?: T) => void, delayMs = 0, state?: T): Subscription {
    return new VirtualAction(this, work).schedule(state, delayMs);
  }
}

/** One piece of work of an RxJS operator, which may schedule itself again. */
class VirtualAction<T> extends Subscription implements SchedulerAction<T> {
  readonly #clock: VirtualClock;
  readonly #work: (this: SchedulerAction<T>, state?: T) => void;
  #task: Task | undefined;

  constructor(clock: VirtualClock, work: (this: SchedulerAction<T>, state?: T) => void) {
    super();
    this.#clock = clock;
    this.#work = work;
  }

  schedule(state?: T, delayMs = 0): Subscription {
    if (this.closed) return this;
    this.#forget();
    this.#task = this.#clock.at(
      this.#clock.nowMs + Math.max(0, delayMs),
      () => {
        this.#task = undefined;
        this.#work.call(this, state);
      },
      true,
    );
    return this;
  }

  override unsubscribe(): void {
    this.#forget();
    super.unsubscribe();
  }

  #forget(): void {
    if (this.#task) this.#clock.cancel(this.#task);
    this.#task = undefined;
  }
}

/** The nearest time that the clock can show, in milliseconds. */
export function toMicrosecond(timeMs: number): number {
  return Number.isInteger(timeMs) ? timeMs : Math.round(timeMs * 1000) / 1000;
}
