/** What steps write, one step after another: columns, and the values that they get. The last write to a column is the one that counts. */
import { doubled } from './planning.ts';

export class Writes {
  columns = new Int32Array(4096);
  values = new Int32Array(4096);
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
    if (this.end === this.columns.length) {
      this.columns = doubled(this.columns);
      this.values = doubled(this.values);
    }
    this.columns[this.end] = column;
    this.values[this.end] = value;
    this.end += 1;
  }

  /** What a column of a row holds after the writes of a step so far. */
  get(begin: number, row: Int32Array, column: number): number {
    for (let at = begin; at < this.end; at += 1) if (this.columns[at] === column) return this.values[at]!;
    return column < row.length ? row[column]! : 0;
  }
}
