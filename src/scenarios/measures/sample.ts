/**
 * A quantity measured many times, in bounded memory: exact while there are few values, and within
 * 0.5% for the quantiles beyond.
 */
import { DDSketch } from '@datadog/sketches-js';
import { Mean } from './mean.ts';

/** Values that are kept as they are, before the sketch takes over. */
const EXACT_MAX = 10_000;

/** Relative error of a quantile of the sketch (Masson, Rim and Lee, DDSketch, VLDB 2019). */
const RELATIVE_ACCURACY = 0.005;

export class Sample extends Mean {
  #values: number[] | undefined = [];
  #sketch: DDSketch | undefined;

  override add(value: number): void {
    super.add(value);
    if (this.#sketch) {
      this.#sketch.accept(value);
      return;
    }
    this.#values?.push(value);
    if (this.count > EXACT_MAX) this.#pour();
  }

  /** @param q from 0 to 1; of few values, the smallest with at least that share at or below it */
  quantile(q: number): number {
    if (this.count === 0) return 0;
    if (this.#sketch) return Math.min(this.max, this.#sketch.getValueAtQuantile(q));
    const sorted = (this.#values ?? []).toSorted((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;
  }

  #pour(): void {
    this.#sketch = new DDSketch({ relativeAccuracy: RELATIVE_ACCURACY });
    for (const value of this.#values ?? []) this.#sketch.accept(value);
    this.#values = undefined;
  }
}
