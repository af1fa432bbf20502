/** A map from two whole numbers to one, in one typed array: what is looked up hundreds of millions of times. */

/** Three numbers an entry: the two keys and the value. A first key of -1 is an empty place. */
const WIDTH = 3;

export class PairTable {
  #entries = new Int32Array(16 * WIDTH).fill(-1);
  #mask = 15;
  #size = 0;

  /** The value of two keys from 0; -1 if there is none. */
  get(a: number, b: number): number {
    const entries = this.#entries;
    for (let at = hash(a, b) & this.#mask; ; at = (at + 1) & this.#mask) {
      const place = at * WIDTH;
      if (entries[place] === a && entries[place + 1] === b) return entries[place + 2]!;
      if (entries[place] === -1) return -1;
    }
  }

  /** @param value from 0 */
  set(a: number, b: number, value: number): void {
    if (this.#size * 2 > this.#mask) this.#grow();
    this.#put(a, b, value);
  }

  #put(a: number, b: number, value: number): void {
    const entries = this.#entries;
    let at = hash(a, b) & this.#mask;
    while (entries[at * WIDTH] !== -1 && !(entries[at * WIDTH] === a && entries[at * WIDTH + 1] === b)) at = (at + 1) & this.#mask;
    if (entries[at * WIDTH] === -1) this.#size += 1;
    entries.set([a, b, value], at * WIDTH);
  }

  #grow(): void {
    const old = this.#entries;
    this.#mask = this.#mask * 2 + 1;
    this.#entries = new Int32Array((this.#mask + 1) * WIDTH).fill(-1);
    this.#size = 0;
    for (let place = 0; place < old.length; place += WIDTH) if (old[place] !== -1) this.#put(old[place]!, old[place + 1]!, old[place + 2]!);
  }
}

function hash(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 13);
}
