/** The states of one depth, which are looked at, and those that are found meanwhile, at the next: their rows, and the lanes of their fingerprints. */
import { Lanes } from './lanes.ts';
import { Rows } from './rows.ts';

export class Frontier {
  /** The rows of all states, where they are kept. */
  readonly all: Rows | undefined;
  #level: Rows;
  #following: Rows;
  #levelLanes = new Lanes();
  #followingLanes = new Lanes();
  /** The states of this depth: from the first to before the end. */
  first = 0;
  end = 0;

  constructor({ columns, keepsAll }: { readonly columns: number; readonly keepsAll: boolean }) {
    this.all = keepsAll ? new Rows(columns) : undefined;
    this.#level = this.all ?? new Rows(columns);
    this.#following = this.all ?? new Rows(columns);
  }

  /** Adds a state of the next depth: so many columns of a row. */
  push(row: Int32Array, columns: number, low: number, high: number): void {
    this.#following.push(row, columns);
    this.#followingLanes.push(low, high);
  }

  /** Reads so many columns of a state of this depth. */
  read(state: number, into: Int32Array, columns: number): void {
    this.#level.read(this.all ? state : state - this.first, into, columns);
  }

  /** The lanes of the fingerprint of a state of this depth. */
  low(state: number): number {
    return this.#levelLanes.low(state - this.first);
  }

  high(state: number): number {
    return this.#levelLanes.high(state - this.first);
  }

  /** On to the next depth. @param end of its states @returns whether it has any */
  descend(end: number): boolean {
    this.first = this.end;
    this.end = end;
    if (this.end === this.first) return false;
    [this.#levelLanes, this.#followingLanes] = [this.#followingLanes, this.#levelLanes];
    this.#followingLanes.clear();
    if (this.all) return true;
    [this.#level, this.#following] = [this.#following, this.#level];
    this.#following.clear();
    return true;
  }
}
