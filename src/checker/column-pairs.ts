/** Pairs of columns of a row, one after another: where what can happen depends on what two columns hold. They are added, and never taken away. */
import { withRoom } from './room.ts';

/** In place of the first column of a pair where the second alone counts: less than any column. */
export const NO_COLUMN = -1;

export class ColumnPairs {
  count = 0;
  firsts = new Int32Array(16);
  seconds = new Int32Array(16);

  add(first: number, second: number): void {
    this.count += 1;
    this.firsts = withRoom(this.firsts, this.count);
    this.seconds = withRoom(this.seconds, this.count);
    this.firsts[this.count - 1] = first;
    this.seconds[this.count - 1] = second;
  }
}
