/**
 * Confidence intervals of a mean, by Student's t: how far off a figure may be that was estimated
 * from a few independent runs.
 */
import jstat from 'jstat';
import { mean, sampleStandardDeviation } from 'simple-statistics';

/** In the unit of the values. */
export interface Interval {
  readonly mean: number;
  readonly halfWidth: number;
  readonly low: number;
  readonly high: number;
  /** Probability that an interval made in this way covers the true mean, as 0.95. */
  readonly confidence: number;
  /** Number of values. */
  readonly count: number;
}

/** In use unless another one is asked for. */
export const CONFIDENCE = 0.95;

/**
 * mean ± t(1 − (1 − confidence)/2; n − 1) · s/√n. Exact where the values are independent and
 * normal, and good where each is itself the mean of many (Law, Simulation Modeling and Analysis, §4.5).
 *
 * @throws if there are fewer than two values, one is not finite, or the confidence is not between 0 and 1
 */
export function confidenceInterval(values: readonly number[], confidence = CONFIDENCE): Interval {
  const count = values.length;
  if (count < 2) throw new Error(`a confidence interval needs at least 2 values, but there are ${count}; run more replications`);
  const odd = values.find((value) => !Number.isFinite(value));
  if (odd !== undefined) throw new Error(`a confidence interval needs finite values, but one of them is ${odd}`);
  if (!(confidence > 0 && confidence < 1)) throw new Error(`a confidence lies between 0 and 1, but this one is ${confidence}`);
  const middle = mean([...values]);
  const quantile = jstat.studentt.inv(1 - (1 - confidence) / 2, count - 1);
  const halfWidth = (quantile * sampleStandardDeviation([...values])) / Math.sqrt(count);
  return { mean: middle, halfWidth, low: middle - halfWidth, high: middle + halfWidth, confidence, count };
}

/**
 * The interval of the mean of a − b, where the values stand in pairs: runs of two variants on the
 * same random numbers. Much narrower than the two intervals apart, because what both met cancels.
 *
 * @throws if the lists are not of the same length, or as confidenceInterval does
 */
export function differenceInterval(a: readonly number[], b: readonly number[], confidence = CONFIDENCE): Interval {
  if (a.length !== b.length) throw new Error(`a difference needs pairs, but there are ${a.length} values and ${b.length}`);
  return confidenceInterval(
    a.map((value, index) => value - (b[index] ?? Number.NaN)),
    confidence,
  );
}

/** Whether a value is one of those that the interval leaves possible. */
export function covers({ low, high }: Interval, value: number): boolean {
  return low <= value && value <= high;
}
