/**
 * The method of batch means: observations that follow each other are dependent, but the means of long
 * batches of them hardly are, so that Student's t holds for those (Law, Simulation Modeling and
 * Analysis, §9.5.3). Whether the batches are long enough is judged as Law and Carson do (A sequential
 * procedure for determining the length of a steady-state simulation, Operations Research 27, 1979):
 * where the means of tenths of a batch are correlated by less than 0.4, those of whole batches are by
 * some 0.05, and of the tenths there are enough to tell.
 *
 * What controls leave over is rough within a batch, because a job is late only after others were long, and may be
 * smooth beyond it: tenths do not show what batches then have in common. So halves of batches have to pass as
 * well, and an interval is the widest of those of batches of ten, twenty and forty parts.
 */
import jstat from 'jstat';
import { average, averagesOf, controlled, type Control } from './controls.ts';

export interface BatchMeans {
  readonly mean: number;
  readonly halfWidth: number;
  readonly batches: number;
  /** The last ones that were given: what is over is left out at the start. */
  readonly parts: number;
  /** False where the batches are seen to be too short, or too few to tell. */
  readonly isIndependent: boolean;
}

/**
 * @param values means of equally many observations each, in their order
 * @param level the probability to cover the true mean, were the batch means independent and normal
 * @returns undefined while there are not two batches
 */
export function batchMeans(values: readonly number[], controls: readonly Control[], level: number): BatchMeans | undefined {
  if (values.length < 2 * PARTS_OF_BATCH) return undefined;
  const finest = estimate(values, controls, { partsOfBatch: PARTS_OF_BATCH, level });
  const coarser = controls.length === 0 ? [] : PARTS_OF_LONGER.filter((parts) => values.length >= BATCHES_MIN * parts);
  const widest = coarser
    .map((partsOfBatch) => estimate(values, controls, { partsOfBatch, level }))
    .reduce((wide, next) => (next.halfWidth > wide.halfWidth ? next : wide), finest);
  return { ...widest, isIndependent: finest.isIndependent };
}

const PARTS_OF_BATCH = 10;

/**
 * With controls. Where batches of ten are far too short (100 queues at a load of 0.9, and 170 mean services a batch), those
 * cover the true mean in 79 of 100 runs, and the widest in 38 of 40.
 */
const PARTS_OF_LONGER = [20, 40];

/** Longer batches are not looked at where there would be fewer. */
const BATCHES_MIN = 9;

/** Below it, too little is known of the correlation of parts; its standard error is 1/√300 here, 0.06. */
const PARTS_TRUSTED_MIN = 300;

/** Of neighbouring parts. */
const CORRELATION_MAX = 0.4;

/** Of neighbouring halves of batches, where there are controls: its standard error is some 0.1. */
const CORRELATION_OF_HALVES_MAX = 0.1;

interface EstimateOptions {
  readonly partsOfBatch: number;
  readonly level: number;
}

function estimate(all: readonly number[], controls: readonly Control[], { partsOfBatch, level }: EstimateOptions): BatchMeans {
  const batches = Math.floor(all.length / partsOfBatch);
  const latest = (parts: readonly number[]): readonly number[] => parts.slice(-batches * partsOfBatch);
  const seen = controls.map(({ parts, expected }) => ({ parts: latest(parts), expected }));
  const { parts, used, inflation } = controlled(latest(all), seen, partsOfBatch);
  const means = averagesOf(parts, partsOfBatch);
  const mean = average(means);
  const degreesOfFreedom = batches - 1 - used;
  const variance = (sumOfSquares(means, mean) / degreesOfFreedom) * inflation;
  return {
    mean,
    halfWidth: (jstat.studentt.inv(1 - (1 - level) / 2, degreesOfFreedom) * Math.sqrt(variance)) / Math.sqrt(batches),
    batches,
    parts: parts.length,
    isIndependent:
      parts.length >= PARTS_TRUSTED_MIN &&
      correlation(parts, mean) < CORRELATION_MAX &&
      (used === 0 || correlation(averagesOf(parts, partsOfBatch / 2), mean) < CORRELATION_OF_HALVES_MAX),
  };
}

function sumOfSquares(values: readonly number[], mean: number): number {
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** Of each value with the next one; 0 where all are the same. */
function correlation(values: readonly number[], mean: number): number {
  const squares = sumOfSquares(values, mean);
  if (squares === 0) return 0;
  return values.reduce((sum, value, at) => sum + (value - mean) * ((values[at + 1] ?? mean) - mean), 0) / squares;
}
