/**
 * Changes of one column that depend on what it holds: a message is put into a channel, a property remembers what happened. By what the
 * column holds, what it holds then, and what that adds to the two lanes of the fingerprint: side by side as long as there is little that a
 * column was seen to hold; worked out again where it is much.
 */
import type { Fingerprints } from './fingerprint.ts';
import { withRoom } from './room.ts';

/** Contents of a column up to which what comes of them is kept. */
const CONTENTS_MAX = 1 << 8;

/** What the column holds then, and 1; and what that adds to the lanes. */
const WIDTH = 3;

export class ColumnChanges {
  /** By the number of a change, the column that it changes. */
  columns = new Int32Array(64);
  /** What comes of each change of each content; the first cell is for what is not kept. */
  cells = new Int32Array(256);
  #bases = new Int32Array(64);
  #sizes = new Int32Array(64);
  #end = WIDTH;
  readonly #afters: ((content: number) => number)[] = [];
  readonly #fingerprints: Fingerprints;

  constructor(fingerprints: Fingerprints) {
    this.#fingerprints = fingerprints;
  }

  /** Adds a change. @returns its number */
  add(column: number, after: (content: number) => number): number {
    const count = this.#afters.push(after);
    this.columns = withRoom(this.columns, count);
    this.#bases = withRoom(this.#bases, count);
    this.#sizes = withRoom(this.#sizes, count);
    this.columns[count - 1] = column;
    return count - 1;
  }

  /** Where among the cells it stands what comes of a change of a content; until the next is asked for. */
  at(change: number, content: number): number {
    if (content >= this.#sizes[change]!) return this.#makeRoom(change, content);
    const cell = this.#bases[change]! + content * WIDTH;
    return this.cells[cell] === 0 ? this.#work(change, content, cell) : cell;
  }

  #makeRoom(change: number, content: number): number {
    if (content >= CONTENTS_MAX) return this.#work(change, content, 0);
    const base = this.#bases[change]!;
    const old = this.cells.slice(base, base + this.#sizes[change]! * WIDTH);
    let size = Math.max(2, this.#sizes[change]!);
    while (content >= size) size *= 2;
    this.#bases[change] = this.#end;
    this.#sizes[change] = size;
    this.#end += size * WIDTH;
    this.cells = withRoom(this.cells, this.#end);
    this.cells.set(old, this.#bases[change]!);
    return this.at(change, content);
  }

  #work(change: number, content: number, cell: number): number {
    const after = this.#afters[change]!(content);
    this.#fingerprints.low = 0;
    this.#fingerprints.high = 0;
    if (after !== content) this.#fingerprints.change(this.columns[change]!, content, after);
    this.cells[cell] = after + 1;
    this.cells[cell + 1] = this.#fingerprints.low;
    this.cells[cell + 2] = this.#fingerprints.high;
    return cell;
  }
}
