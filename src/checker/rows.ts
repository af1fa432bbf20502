/**
 * Rows of whole numbers, one a state, packed in typed arrays: in two bytes a number as long as that is enough, then in four.
 * Columns may be added as one goes on; an old row has nothing in them.
 */
const CHUNK_BITS = 12;
const CHUNK_ROWS = 1 << CHUNK_BITS;

export class Rows {
  #chunks: (Uint16Array | Int32Array)[] = [];
  #isWide = false;
  /** Numbers that a row has room for. */
  #stride: number;
  #length = 0;

  constructor(columns: number) {
    this.#stride = Math.max(4, columns);
  }

  get length(): number {
    return this.#length;
  }

  /** Adds a row of so many columns. @returns its number */
  push(row: Int32Array, columns: number): number {
    if (columns > this.#stride) this.#restride(columns + 2);
    const number = this.#length;
    this.#length += 1;
    const chunk = number >>> CHUNK_BITS;
    if (chunk === this.#chunks.length) this.#chunks.push(this.#chunk());
    let into = this.#chunks[chunk]!;
    const base = (number & (CHUNK_ROWS - 1)) * this.#stride;
    let bits = 0;
    for (let at = 0; at < columns; at += 1) {
      const value = row[at]!;
      bits |= value;
      into[base + at] = value;
    }
    if (bits > 0xffff && !this.#isWide) {
      this.#widen();
      into = this.#chunks[chunk]!;
      for (let at = 0; at < columns; at += 1) into[base + at] = row[at]!;
    }
    for (let at = columns; at < this.#stride; at += 1) into[base + at] = 0;
    return number;
  }

  /** Copies so many columns of a row out; those beyond the ones that it was added with are 0. */
  read(number: number, into: Int32Array, columns: number): void {
    const from = this.#chunks[number >>> CHUNK_BITS]!;
    const base = (number & (CHUNK_ROWS - 1)) * this.#stride;
    const kept = Math.min(this.#stride, columns);
    for (let at = 0; at < kept; at += 1) into[at] = from[base + at]!;
    for (let at = kept; at < columns; at += 1) into[at] = 0;
  }

  /** Whether a row is the same as one of so many columns. */
  isSame(number: number, row: Int32Array, columns: number): boolean {
    const from = this.#chunks[number >>> CHUNK_BITS]!;
    const base = (number & (CHUNK_ROWS - 1)) * this.#stride;
    for (let at = 0; at < columns; at += 1) if ((at < this.#stride ? from[base + at] : 0) !== row[at]) return false;
    return true;
  }

  /** Takes the last row away. */
  pop(): void {
    this.#length -= 1;
  }

  /** Takes all rows away, and keeps the room for the next ones. */
  clear(): void {
    this.#length = 0;
  }

  #chunk(): Uint16Array | Int32Array {
    const size = CHUNK_ROWS * this.#stride;
    return this.#isWide ? new Int32Array(size) : new Uint16Array(size);
  }

  #widen(): void {
    this.#isWide = true;
    this.#chunks = this.#chunks.map((chunk) => Int32Array.from(chunk));
  }

  #restride(stride: number): void {
    const old = this.#chunks;
    const before = this.#stride;
    this.#stride = stride;
    this.#chunks = old.map((from) => {
      const into = this.#chunk();
      for (let row = 0; row < CHUNK_ROWS; row += 1) into.set(from.subarray(row * before, (row + 1) * before), row * stride);
      return into;
    });
  }
}
