/**
 * Tables of whole numbers, each of which has two numbers for a key: as fields of one typed array as long as they are small, and hashed when
 * they are not. What is looked up a hundred times for every state.
 */
import type { ColumnPairs } from './column-pairs.ts';
import { PairTable } from './pair-table.ts';
import { withRoom } from './room.ts';

/** More cells than this in a table would lie too far apart to be of use. */
const CELLS_MAX = 1 << 14;

/** Where the cells of a table begin, for how many first numbers it has them, and for how many second numbers. */
const SHAPE_WIDTH = 3;

export class NumberTables {
  #shapes = new Int32Array(16 * SHAPE_WIDTH);
  /** The values and 1; 0 where there is none. Of a second number of 0, which stands for nothing, the value is 0. */
  #cells = new Int32Array(256);
  #end = 0;
  /** Of the tables that are gathered from, and of what was found. */
  #count = 0;
  #gathered = 0;
  readonly #hashed: (PairTable | undefined)[] = [];

  /** The value in a table at two numbers; -1 if there is none. */
  get(table: number, a: number, b: number): number {
    const shape = table * SHAPE_WIDTH;
    if (shape >= this.#shapes.length) return -1;
    const width = this.#shapes[shape + 2]!;
    if (a < this.#shapes[shape + 1]! && b < width) return this.#cells[this.#shapes[shape]! + a * width + b]! - 1;
    return this.#hashed[table]?.get(a, b) ?? -1;
  }

  /**
   * The values of the first tables, one for each pair of columns, at what a row holds in the two. Left out is what is 0, and where the second
   * column is.
   *
   * @param into with room for as many
   * @returns how many there are; where a table has no value yet, the complement of its number
   */
  gather(row: Int32Array, pairs: ColumnPairs, into: Int32Array): number {
    const { firsts, seconds } = pairs;
    let { count } = pairs;
    // What was added since the row was made is not there.
    while (count > 0 && seconds[count - 1]! >= row.length) count -= 1;
    this.#shapes = withRoom(this.#shapes, count * SHAPE_WIDTH);
    this.#count = count;
    this.#gathered = 0;
    for (let table = this.#gatherCells(row, pairs, into, 0); table < count; table = this.#gatherCells(row, pairs, into, table + 1)) {
      const first = firsts[table]!;
      const value = this.get(table, first < 0 ? 0 : row[first]!, row[seconds[table]!]!);
      if (value < 0) return ~table;
      if (value === 0) continue;
      into[this.#gathered] = value;
      this.#gathered += 1;
    }
    return this.#gathered;
  }

  /** From one table on, as long as they are cells. Without a call, so that all it reads stays at hand. @returns the table at which it ended */
  #gatherCells(row: Int32Array, { firsts, seconds }: ColumnPairs, into: Int32Array, from: number): number {
    const count = this.#count;
    const shapes = this.#shapes;
    const cells = this.#cells;
    let gathered = this.#gathered;
    let table = from;
    for (; table < count; table += 1) {
      const b = row[seconds[table]!]!;
      const first = firsts[table]!;
      const a = first < 0 ? 0 : row[first]!;
      const shape = table * SHAPE_WIDTH;
      const width = shapes[shape + 2]!;
      if (a >= shapes[shape + 1]! || b >= width) {
        if (b === 0) continue;
        break;
      }
      const cell = cells[shapes[shape]! + a * width + b]!;
      if (cell === 0) break;
      // Which of them are 0 cannot be foreseen: a jump would cost more than a number that the next one is written over.
      into[gathered] = cell - 1;
      gathered += cell > 1 ? 1 : 0;
    }
    this.#gathered = gathered;
    return table;
  }

  /** @param value from 0 @returns the value */
  set(table: number, a: number, b: number, value: number): number {
    const hashed = this.#hashed[table] ?? this.#makeRoom(table, a, b);
    if (hashed) hashed.set(a, b, value);
    else this.#cells[this.#cellOf(table, a, b)] = value + 1;
    return value;
  }

  #cellOf(table: number, a: number, b: number): number {
    return this.#shapes[table * SHAPE_WIDTH]! + a * this.#shapes[table * SHAPE_WIDTH + 2]! + b;
  }

  /** @returns what holds the table, if it is too large to be one of cells */
  #makeRoom(table: number, a: number, b: number): PairTable | undefined {
    const shape = table * SHAPE_WIDTH;
    this.#shapes = withRoom(this.#shapes, shape + SHAPE_WIDTH);
    const base = this.#shapes[shape]!;
    const height = this.#shapes[shape + 1]!;
    const width = this.#shapes[shape + 2]!;
    if (a < height && b < width) return undefined;
    const old = this.#cells.slice(base, base + height * width);
    const newHeight = roomFor(a, height);
    const newWidth = roomFor(b, width);
    const isHashed = newHeight * newWidth > CELLS_MAX;
    if (isHashed) this.#hashed[table] = new PairTable();
    // What it had before stays unused: all of that is no more than what it has now.
    this.#shapes.set(isHashed ? [0, 0, 0] : [this.#end, newHeight, newWidth], shape);
    if (!isHashed) this.#end += newHeight * newWidth;
    this.#cells = withRoom(this.#cells, this.#end);
    if (!isHashed) for (let first = 0; first < newHeight; first += 1) this.#cells[this.#cellOf(table, first, 0)] = 1;
    for (const [cell, value] of old.entries()) if (value !== 0) this.set(table, Math.floor(cell / width), cell % width, value - 1);
    return this.#hashed[table];
  }
}

/** Twice as much as before, as often as it takes. */
function roomFor(number: number, before: number): number {
  let room = Math.max(2, before);
  while (number >= room) room *= 2;
  return room;
}
