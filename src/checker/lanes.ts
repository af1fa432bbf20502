/** Fingerprints one after another, in chunks: those of the states that wait to be looked at. */
const CHUNK_BITS = 12;
const CHUNK = 1 << CHUNK_BITS;

export class Lanes {
  readonly #chunks: Int32Array[] = [];
  #length = 0;

  push(low: number, high: number): void {
    const chunk = this.#length >>> CHUNK_BITS;
    if (chunk === this.#chunks.length) this.#chunks.push(new Int32Array(2 * CHUNK));
    const at = 2 * (this.#length & (CHUNK - 1));
    this.#chunks[chunk]![at] = low;
    this.#chunks[chunk]![at + 1] = high;
    this.#length += 1;
  }

  low(number: number): number {
    return this.#chunks[number >>> CHUNK_BITS]![2 * (number & (CHUNK - 1))]!;
  }

  high(number: number): number {
    return this.#chunks[number >>> CHUNK_BITS]![2 * (number & (CHUNK - 1)) + 1]!;
  }

  /** Takes all away, and keeps the room for the next ones. */
  clear(): void {
    this.#length = 0;
  }
}
