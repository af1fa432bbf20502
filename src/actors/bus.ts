/**
 * A stream that whoever holds it can feed, as RxJS's Subject, for values that come by the million: to hand one on makes nothing,
 * and asks nothing but who listens.
 */
import { Observable, Subscriber } from 'rxjs';

export class Bus<T> extends Observable<T> {
  /** Replaced, never changed: a value goes to those who listened when it came. */
  #listeners: readonly Subscriber<T>[] = [];

  constructor() {
    super((listener) => {
      this.#listeners = [...this.#listeners, listener];
      return () => {
        this.#listeners = this.#listeners.filter((it) => it !== listener);
      };
    });
  }

  /** Whether anybody listens. */
  get observed(): boolean {
    return this.#listeners.length > 0;
  }

  next(value: T): void {
    const listeners = this.#listeners;
    for (let at = 0; at < listeners.length; at += 1) listeners[at]?.next(value);
  }
}

/** Takes the values of a stream, without the layers that RxJS puts around a function. */
export class Taker<T> extends Subscriber<T> {
  readonly #take: (value: T) => void;
  readonly #fail: (cause: unknown) => void;

  constructor(take: (value: T) => void, fail: (cause: unknown) => void) {
    super();
    this.#take = take;
    this.#fail = fail;
  }

  protected override _next(value: T): void {
    this.#take(value);
  }

  protected override _error(cause: unknown): void {
    this.#fail(cause);
  }
}
