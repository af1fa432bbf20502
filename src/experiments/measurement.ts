/**
 * What is measured in one run of an experiment: a fold over the rows of its jobs, one row at a
 * time, so that no run has to be held in memory.
 */
import type { Row } from '../scenarios/scenario.ts';

/** Takes the rows of one run, in order, and says one number of it. */
export interface Fold {
  add(row: Row): void;
  /** NaN while there is nothing to tell. */
  value(): number;
}

/** Begins a fold, anew for each run. */
export type Measurement = () => Fold;

/** The mean of a number that each row has; rows that give null are left out. */
export function meanOf(number: (row: Row) => number | null): Measurement {
  return () => {
    let count = 0;
    let sum = 0;
    return {
      add(row) {
        const value = number(row);
        if (value === null) return;
        count += 1;
        sum += value;
      },
      value: () => sum / count,
    };
  };
}

/**
 * The number in a column of a row, or null where it is empty.
 *
 * @throws if the row has no such column, or text in it
 */
export function numberIn(row: Row, column: string): number | null {
  const value = row[column];
  if (value === null || typeof value === 'number') return value;
  const seen = value === undefined ? `only the columns ${Object.keys(row).join(', ')}` : `the text "${value}" there`;
  throw new Error(`a measurement needs a number in the column ${column}, but a row has ${seen}`);
}
