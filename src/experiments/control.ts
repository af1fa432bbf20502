/**
 * Control variates: takes out of an estimate what is known to be the luck of the draw.
 *
 * A run whose jobs happened to be longer than they are on average has longer waits too. How much
 * longer the jobs were is known exactly, so that part of the deviation can be subtracted, and fewer
 * runs do (Lavenberg and Welch, Management Science 27:3, 1981).
 */
import { confidenceInterval } from './confidence.ts';
import type { Estimate } from './replicate.ts';

/** A quantity whose mean is known beforehand. */
export interface Control {
  /** As it turned out in each replication. */
  readonly values: readonly number[];
  readonly expected: number;
  /** How much the estimate moves with it, for each unit. A bad guess costs precision, never correctness. */
  readonly weight: number;
}

/**
 * The estimate without what its controls explain. It keeps its mean whatever the weights are, if
 * they are fixed beforehand, because what is subtracted is zero on average.
 */
export function withControls(estimate: Estimate, controls: readonly Control[]): Estimate {
  const values = estimate.values.map((value, run) =>
    controls.reduce((left, { values: seen, expected, weight }) => left - weight * ((seen[run] ?? Number.NaN) - expected), value),
  );
  return { ...estimate, ...confidenceInterval(values, estimate.confidence), values };
}
