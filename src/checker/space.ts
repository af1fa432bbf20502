/** The states of a model as a search sees them: rows and their fingerprints, those that were seen, and how they were come to. */
import type { Judge } from './judge.ts';
import type { Fingerprints } from './fingerprint.ts';
import type { Model } from './model.ts';
import type { Symmetry } from './symmetry.ts';

/** Room for columns that are added while a row is expanded. */
const SLACK = 64;

export interface SpaceOptions {
  readonly model: Model;
  readonly judge: Judge;
  readonly fingerprints: Fingerprints;
  readonly symmetry: Symmetry | undefined;
}

/** One row, its successors one after another, and the fingerprint of what it holds. */
export class Space {
  readonly model: Model;
  readonly judge: Judge;
  readonly #fingerprints: Fingerprints;
  readonly #symmetry: Symmetry | undefined;
  /** The state that is looked at. */
  row: Int32Array;
  /** Its successor that is looked at. */
  next: Int32Array;
  /** The lanes of the fingerprint that was worked out last. */
  low = 0;
  high = 0;
  #rowLow = 0;
  #rowHigh = 0;

  constructor({ model, judge, fingerprints, symmetry }: SpaceOptions) {
    this.model = model;
    this.judge = judge;
    this.#fingerprints = fingerprints;
    this.#symmetry = symmetry;
    this.row = new Int32Array(model.columns.count + SLACK);
    this.next = new Int32Array(model.columns.count + SLACK);
  }

  /** Columns that rows have now. */
  get columns(): number {
    return this.model.columns.count;
  }

  /** Works out the successors of `row`. */
  expand(keepIdle = false): void {
    this.fit();
    if (!this.#symmetry) this.#fingerprintOfRow();
    this.model.expand(this.row, keepIdle);
    this.fit();
  }

  /** Makes room for the columns that there are. */
  fit(): void {
    if (this.row.length >= this.columns) return;
    this.row = widened(this.row, this.columns + SLACK);
    this.next = new Int32Array(this.row.length);
  }

  /** Works out the fingerprint of a successor of `row`; its row only where it takes the row to know. */
  fingerprintOf(step: number): void {
    if (this.#symmetry) {
      this.write(step);
      this.fingerprint(this.next);
      return;
    }
    const { row, model } = this;
    const { writtenColumns, writtenValues } = model;
    const fingerprints = this.#fingerprints;
    let low = this.#rowLow;
    let high = this.#rowHigh;
    const end = model.endOf(step);
    for (let at = model.starts[step]!; at < end; at += 1) {
      const column = writtenColumns[at]!;
      const before = row[column]!;
      const after = writtenValues[at]!;
      low = (low + fingerprints.low(column, after) - fingerprints.low(column, before)) | 0;
      high = (high + fingerprints.high(column, after) - fingerprints.high(column, before)) | 0;
    }
    this.low = low;
    this.high = high;
  }

  /** Writes a successor of `row` into `next`. */
  write(step: number): void {
    const { model, next } = this;
    next.set(this.row);
    const end = model.endOf(step);
    for (let at = model.starts[step]!; at < end; at += 1) next[model.writtenColumns[at]!] = model.writtenValues[at]!;
  }

  /** Works out the fingerprint of any row. */
  fingerprint(row: Int32Array): void {
    if (this.#symmetry) {
      this.#symmetry.fingerprint(row, this);
      return;
    }
    let low = 0;
    let high = 0;
    const { columns } = this;
    for (let column = 0; column < columns; column += 1) {
      const value = row[column]!;
      if (value === 0 || value === undefined) continue;
      low = (low + this.#fingerprints.low(column, value)) | 0;
      high = (high + this.#fingerprints.high(column, value)) | 0;
    }
    this.low = low;
    this.high = high;
  }

  /** Whether the row that was expanded last is at rest: nothing but a fault would change it. */
  get isAtRest(): boolean {
    const { taken, count } = this.model;
    for (let step = 0; step < count; step += 1) if (!taken[step]!.isFault) return false;
    return true;
  }

  #fingerprintOfRow(): void {
    this.fingerprint(this.row);
    this.#rowLow = this.low;
    this.#rowHigh = this.high;
  }
}

function widened(row: Int32Array, length: number): Int32Array {
  const wide = new Int32Array(length);
  wide.set(row);
  return wide;
}
