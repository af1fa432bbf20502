/**
 * The method of batch means: observations that follow each other are dependent, but the means of long
 * batches of them hardly are, so that Student's t holds for those (Law, Simulation Modeling and
 * Analysis, §9.5.3). Whether the batches are long enough is judged as Law and Carson do (A sequential
 * procedure for determining the length of a steady-state simulation, Operations Research 27, 1979):
 * where the means of tenths of a batch are correlated by less than 0.4, those of whole batches are by
 * some 0.05, and of the tenths there are enough to tell.
 *
 * What controls leave over is rough within a batch, as a job is late only after others were long, and may be smooth
 * beyond: then the tenths do not show what the batches have in common, and halves of batches have to pass as well.
 */
import { average, averagesOf, controlled, type Control } from './controls.ts';

export interface BatchMeans {
  readonly mean: number;
  /** Of the mean; exact were the batches independent. */
  readonly standardError: number;
  /** Of Student's t. */
  readonly degreesOfFreedom: number;
  readonly batches: number;
  /** The last ones that were given: what is over is left out at the start. */
  readonly parts: number;
  /** False where the batches are seen to be too short, or too few to tell. */
  readonly isIndependent: boolean;
}

/**
 * @param values means of equally many observations each, in their order; a batch is ten of them. Where controls leave
 *   batches that are seen to be dependent, longer ones are taken, as long as there are enough: wider, and nearer to the truth
 * @returns undefined while there are not two batches
 */
export function batchMeans(values: readonly number[], controls: readonly Control[]): BatchMeans | undefined {
  let partsOfBatch = PARTS_OF_BATCH;
  if (values.length < 2 * partsOfBatch) return undefined;
  const finest = estimate(values, controls, partsOfBatch);
  let seen = finest;
  while (seen.used > 0 && !seen.isIndependent && values.length >= 2 * partsOfBatch * BATCHES_MIN) {
    partsOfBatch *= 2;
    seen = estimate(values, controls, partsOfBatch);
  }
  return { ...seen, isIndependent: finest.isIndependent };
}

const PARTS_OF_BATCH = 10;

/** Longer batches than ten parts are not taken where there would be fewer. */
const BATCHES_MIN = 9;

/** Below it, too little is known of the correlation of parts; its standard error is 1/√300 here, 0.06. */
const PARTS_TRUSTED_MIN = 300;

/** Of neighbouring parts. */
const CORRELATION_MAX = 0.4;

/** Of neighbouring halves of batches, where there are controls: theirs has a standard error of 0.08 to 0.13. */
const CORRELATION_OF_HALVES_MAX = 0.1;

interface Estimate extends BatchMeans {
  /** Controls. */
  readonly used: number;
}

function estimate(all: readonly number[], controls: readonly Control[], partsOfBatch: number): Estimate {
  const batches = Math.floor(all.length / partsOfBatch);
  const { parts, used, inflation } = controlled(
    all.slice(-batches * partsOfBatch),
    controls.map((control) => ({ ...control, parts: control.parts.slice(-batches * partsOfBatch) })),
    partsOfBatch,
  );
  const means = averagesOf(parts, partsOfBatch);
  const mean = average(means);
  const degreesOfFreedom = batches - 1 - used;
  return {
    mean,
    standardError: Math.sqrt(((sumOfSquares(means, mean) / degreesOfFreedom) * inflation) / batches),
    degreesOfFreedom,
    batches,
    parts: parts.length,
    used,
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
