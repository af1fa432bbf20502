/** The states of a model as a search sees them: rows and their fingerprints, those that were seen, and how they were come to. */
import type { Judge } from './judge.ts';
import type { Fingerprints } from './fingerprint.ts';
import type { Model } from './model.ts';
import type { Rows } from './rows.ts';
import type { Symmetry } from './symmetry.ts';

/** Room for columns that are added while a row is expanded. */
const SLACK = 8;

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
  /** The states that are looked at in turn. */
  readonly #rows: Int32Array[] = [];
  #turn = 0;
  /** Its successor that is looked at. */
  next: Int32Array;
  /** The lanes of the fingerprint that was worked out last. */
  low = 0;
  high = 0;

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

  /** Takes a row of any width as the successor that is looked at, and works out its fingerprint. */
  take(row: Int32Array): void {
    this.fit();
    this.next.fill(0);
    this.next.set(row);
    this.fingerprint(this.next);
  }

  /** Reads the row that is looked at. */
  read(rows: Rows, number: number): void {
    this.fit();
    rows.read(number, this.row, this.columns);
  }

  /** Works out the successors of `row`. */
  expand(keepIdle = false): void {
    this.fit();
    this.model.expand(this.row, keepIdle);
    this.fit();
  }

  /** Works them out where the lanes of the fingerprint of `row` are known. */
  expandKnown(low: number, high: number): void {
    this.low = low;
    this.high = high;
    this.fit();
    this.model.expand(this.row, false, this);
    this.fit();
  }

  /** Makes room for the columns that there are. */
  fit(): void {
    if (this.next.length < this.columns) this.next = new Int32Array(this.columns + SLACK);
    if (this.row.length < this.next.length) this.row = widened(this.row, this.next.length);
  }

  /** Turns to another row, with the steps that were worked out for it. */
  turnTo(turn: number): void {
    this.#rows[this.#turn] = this.row;
    this.#turn = turn;
    this.row = this.#rows[turn] ?? new Int32Array(this.next.length);
    this.model.turnTo(turn);
    this.fit();
  }

  /** The fingerprints of successors are those of the model itself. */
  get isPlain(): boolean {
    return this.#symmetry === undefined;
  }

  /** Works out the fingerprint of a successor of `row`; its row only where it takes the row to know. */
  fingerprintOf(step: number): void {
    if (this.#symmetry) {
      this.write(step);
      this.fingerprint(this.next);
      return;
    }
    this.low = this.model.steps.lows[step]!;
    this.high = this.model.steps.highs[step]!;
  }

  /** Writes a successor of `row` into `next`. */
  write(step: number): void {
    this.model.steps.write(step, this.row, this.next);
  }

  /** Works out the fingerprint of any row. */
  fingerprint(row: Int32Array): void {
    if (this.#symmetry) {
      this.#symmetry.fingerprint(row, this);
      return;
    }
    this.#fingerprints.sum(row, Math.min(row.length, this.columns));
    this.low = this.#fingerprints.low;
    this.high = this.#fingerprints.high;
  }

  /** Whether the row that was expanded last is at rest: nothing but a fault would change it. */
  get isAtRest(): boolean {
    const { count, faults } = this.model.steps;
    return count === faults;
  }
}

function widened(row: Int32Array, length: number): Int32Array {
  const wide = new Int32Array(length);
  wide.set(row);
  return wide;
}
