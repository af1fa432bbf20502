/**
 * A quantity measured many times, in bounded memory: exact while there are few values, and within
 * 0.5% for the quantiles beyond.
 */
import { DDSketch } from '@datadog/sketches-js';

/** Values that are kept as they are, before the sketch takes over. */
const EXACT_MAX = 10_000;

/** Relative error of a quantile of the sketch (Masson, Rim and Lee, DDSketch, VLDB 2019). */
const RELATIVE_ACCURACY = 0.005;

export class Sample {
  #values: number[] | undefined = [];
  #sketch: DDSketch | undefined;
  #count = 0;
  #sum = 0;
  #max = 0;

  get count(): number {
    return this.#count;
  }

  /** 0 when there are no values. */
  get max(): number {
    return this.#max;
  }

  /** 0 when there are no values. */
  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  /** @param value not negative */
  add(value: number): void {
    this.#count += 1;
    this.#sum += value;
    if (value > this.#max) this.#max = value;
    if (this.#sketch) {
      this.#sketch.accept(value);
      return;
    }
    this.#values?.push(value);
    if (this.#count > EXACT_MAX) this.#pour();
  }

  /** @param q from 0 to 1; of few values, the smallest with at least that share at or below it */
  quantile(q: number): number {
    if (this.#count === 0) return 0;
    if (this.#sketch) return Math.min(this.#max, this.#sketch.getValueAtQuantile(q));
    const sorted = (this.#values ?? []).toSorted((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;
  }

  #pour(): void {
    this.#sketch = new DDSketch({ relativeAccuracy: RELATIVE_ACCURACY });
    for (const value of this.#values ?? []) this.#sketch.accept(value);
    this.#values = undefined;
  }
}
