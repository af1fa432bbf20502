/** What steps write, one step after another: columns, and the values that they get. The last write to a column is the one that counts. */
import type { Fingerprints } from './fingerprint.ts';
import { withRoom } from './room.ts';

export class Writes {
  columns = new Int32Array(256);
  values = new Int32Array(256);
  /** Where the next write goes. */
  end = 0;

  /** @param begin where the writes of the step begin */
  set(begin: number, column: number, value: number): void {
    for (let at = begin; at < this.end; at += 1) {
      if (this.columns[at] === column) {
        this.values[at] = value;
        return;
      }
    }
    this.push(column, value);
  }

  /** Writes to a column that is not written to yet. */
  push(column: number, value: number): void {
    this.columns = withRoom(this.columns, this.end + 1);
    this.values = withRoom(this.values, this.end + 1);
    this.columns[this.end] = column;
    this.values[this.end] = value;
    this.end += 1;
  }

  /** What a column of a row holds after the writes of a step so far. */
  get(begin: number, row: Int32Array, column: number): number {
    for (let at = begin; at < this.end; at += 1) if (this.columns[at] === column) return this.values[at]!;
    return column < row.length ? row[column]! : 0;
  }

  /** Adds what the writes of a step change in a row to the fingerprint that was summed last. @returns whether they change anything */
  addTo(fingerprints: Fingerprints, begin: number, row: Int32Array): boolean {
    let isChange = false;
    for (let at = begin; at < this.end; at += 1) {
      const column = this.columns[at]!;
      const value = this.values[at]!;
      const before = column < row.length ? row[column]! : 0;
      if (before === value) continue;
      isChange = true;
      fingerprints.change(column, before, value);
    }
    return isChange;
  }
}
