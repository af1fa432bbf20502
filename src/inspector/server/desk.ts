/**
 * Where the questions of all pages are taken, one at a time. What is asked for is worked out on the thread on which the run goes on: while
 * it plays, questions have a tenth of the time, however many pages ask, and wait for the rest of it.
 */
import { QUESTION_REST, QUESTION_REST_MAX_MS } from './limits.ts';

export class Desk {
  readonly #isPlaying: () => boolean;
  readonly #waiting: (() => void)[] = [];
  #restsUntilMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(isPlaying: () => boolean) {
    this.#isPlaying = isPlaying;
  }

  /** @param ask must not throw */
  take(ask: () => void): void {
    this.#waiting.push(ask);
    this.#goOn();
  }

  #goOn(): void {
    if (this.#timer || this.#waiting.length === 0) return;
    const restMs = this.#isPlaying() ? this.#restsUntilMs - performance.now() : 0;
    // Others have their turn in any case: what a question takes is known only afterwards.
    this.#timer = setTimeout(() => this.#askNext(), Math.max(0, Math.ceil(restMs))).unref();
  }

  #askNext(): void {
    this.#timer = undefined;
    const startMs = performance.now();
    this.#waiting.shift()?.();
    const endMs = performance.now();
    this.#restsUntilMs = endMs + Math.min(QUESTION_REST_MAX_MS, QUESTION_REST * (endMs - startMs));
    this.#goOn();
  }
}
