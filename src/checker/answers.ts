/**
 * Answers to a question, by what some columns of a row hold: by fingerprints of it, or, where it must be exact, by the values themselves. Once
 * there are many, what was asked lately stands in addition in a table where every combination of values has two bits, which a cache holds.
 */
import type { Fingerprints } from './fingerprint.ts';
import { PairTable } from './pair-table.ts';

/** Answers from which on the table is worth its while. */
const ANSWERS_MIN = 1 << 12;

/** Combinations of values up to which there is a table: four megabytes. */
const COMBINATIONS_MAX = 1 << 24;

/** Values up to which a column has room for just those that were met; beyond, for half as many again. */
const EXACT_MAX = 8;

export interface AnswersOptions {
  readonly columns: readonly number[];
  readonly fingerprints: Fingerprints;
  readonly isExact: boolean;
}

export class Answers {
  readonly #columns: Int32Array;
  readonly #fingerprints: Fingerprints;
  readonly #isExact: boolean;
  readonly #hashed = new PairTable();
  readonly #exact = new Map<string, boolean>();
  #given = 0;
  /** Sixteen combinations a number, of each: 0 if it was not asked for lately, 1 no, 2 yes. */
  #bits: Int32Array | undefined;
  /** By column, for how many values there is room, and what a value counts in the number of a combination. */
  #sizes: Int32Array;
  #weights: Int32Array;

  constructor({ columns, fingerprints, isExact }: AnswersOptions) {
    this.#columns = Int32Array.from(columns);
    this.#fingerprints = fingerprints;
    this.#isExact = isExact;
    this.#sizes = new Int32Array(columns.length).fill(1);
    this.#weights = new Int32Array(columns.length).fill(1);
  }

  /** The answer of rows that hold the same there; undefined if none was given. */
  get(row: Int32Array): boolean | undefined {
    if (this.#bits === undefined) return this.#known(row);
    const combination = this.#combination(row);
    if (combination < 0) {
      this.#makeRoom(row);
      return this.#known(row);
    }
    const answer = (this.#bits[combination >> 4]! >> ((combination & 15) << 1)) & 3;
    if (answer !== 0) return answer === 2;
    const known = this.#known(row);
    if (known !== undefined) this.#bits[combination >> 4]! |= (known ? 2 : 1) << ((combination & 15) << 1);
    return known;
  }

  set(row: Int32Array, answer: boolean): void {
    if (this.#isExact) this.#exact.set(this.#keyOf(row), answer);
    else this.#hashed.set(this.#low(row), this.#fingerprints.high, answer ? 1 : 0);
    this.#given += 1;
    if (this.#given === ANSWERS_MIN) this.#bits = new Int32Array(1);
  }

  #known(row: Int32Array): boolean | undefined {
    if (this.#isExact) return this.#exact.get(this.#keyOf(row));
    const known = this.#hashed.get(this.#low(row), this.#fingerprints.high);
    return known < 0 ? undefined : known === 1;
  }

  /** The number of what the columns hold together; -1 if there is no room for it. */
  #combination(row: Int32Array): number {
    const columns = this.#columns;
    const sizes = this.#sizes;
    const weights = this.#weights;
    let combination = 0;
    for (let at = 0; at < columns.length; at += 1) {
      const value = row[columns[at]!]!;
      if (value >= sizes[at]!) return -1;
      combination += value * weights[at]!;
    }
    return combination;
  }

  /** Makes an empty table with room for what a row holds; none at all, if it would be too large. */
  #makeRoom(row: Int32Array): void {
    this.#sizes = this.#sizes.map((size, at) => roomFor(row[this.#columns[at]!]!, size));
    let combinations = 1;
    this.#weights = this.#sizes.map((size) => {
      const weight = combinations;
      combinations = Math.min(combinations * size, COMBINATIONS_MAX + 1);
      return weight;
    });
    this.#bits = combinations > COMBINATIONS_MAX ? undefined : new Int32Array((combinations >> 4) + 1);
  }

  #low(row: Int32Array): number {
    this.#fingerprints.sumOf(row, this.#columns);
    // The table has -1 for an empty place.
    return this.#fingerprints.low === -1 ? -2 : this.#fingerprints.low;
  }

  #keyOf(row: Int32Array): string {
    return Array.from(this.#columns, (column) => row[column]).join();
  }
}

function roomFor(value: number, size: number): number {
  if (value < size) return size;
  return value < EXACT_MAX ? value + 1 : Math.max(value + 1, Math.floor(size * 1.5));
}
