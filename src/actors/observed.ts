/**
 * A stream whose observers cannot fail in silence.
 *
 * RxJS reports what an observer throws by a timer, after the run seems to have ended well. This
 * stream, and every stream piped from it, hands it over at once.
 */
import { Observable, Subscriber, type Observer, type Operator, type Subscription } from 'rxjs';

/** @param fail takes what an observer threw, or an error that no observer took */
export function observed<T>(source: Observable<T>, fail: (cause: unknown) => void): Observable<T> {
  return new Observed<T>(fail, source);
}

class Observed<T> extends Observable<T> {
  readonly #fail: (cause: unknown) => void;

  constructor(fail: (cause: unknown) => void, source?: Observable<T>) {
    super(source ? (subscriber) => source.subscribe(subscriber) : undefined);
    this.#fail = fail;
  }

  override lift<R>(operator?: Operator<T, R>): Observable<R> {
    // A lifted stream is made without a subscribe function, and told its source, as RxJS itself does.
    const lifted = new Observed<R>(this.#fail);
    lifted.source = this;
    lifted.operator = operator;
    return lifted;
  }

  override subscribe(
    observerOrNext?: Partial<Observer<T>> | ((value: T) => void) | null,
    error?: ((cause: unknown) => void) | null,
    complete?: (() => void) | null,
  ): Subscription {
    if (observerOrNext instanceof Subscriber) return super.subscribe(observerOrNext);
    const given: { next?: ((value: T) => void) | null; error?: typeof error; complete?: typeof complete } =
      typeof observerOrNext === 'object' && observerOrNext !== null ? observerOrNext : { next: observerOrNext ?? null, error, complete };
    const guarded =
      <A extends readonly unknown[]>(act: (...args: A) => void) =>
      (...args: A): void => {
        try {
          act(...args);
        } catch (cause) {
          this.#fail(cause);
        }
      };
    return super.subscribe({
      next: guarded((value: T) => given.next?.(value)),
      error: guarded((cause: unknown) => (given.error ? given.error(cause) : this.#fail(cause))),
      complete: guarded(() => given.complete?.()),
    });
  }
}
