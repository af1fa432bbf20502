/**
 * The states that were seen: a table of fingerprints with open addressing, and for each state the way back. Twelve bytes a place
 * of the table, six a state.
 */
const WIDTH = 3;
const LOAD_MAX = 0.84;
const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;

/** Compares a state with one that was seen and has the same fingerprint; without it, the fingerprint alone counts. */
export type IsSame = (state: number) => boolean;

export class Visited {
  /** Low lane, high lane, number of the state and 1. */
  #table: Int32Array;
  #mask: number;
  #size = 0;
  readonly #parents: Int32Array[] = [];
  readonly #ordinals: Uint16Array[] = [];
  readonly #keepsWayBack: boolean;

  constructor({ keepsWayBack }: { readonly keepsWayBack: boolean }) {
    this.#keepsWayBack = keepsWayBack;
    this.#mask = (1 << 12) - 1;
    this.#table = new Int32Array((this.#mask + 1) * WIDTH);
  }

  /** Distinct states. */
  get size(): number {
    return this.#size;
  }

  /** The number of a state, from 0; -1 if it was not seen. */
  find(low: number, high: number, isSame?: IsSame): number {
    const table = this.#table;
    for (let at = low & this.#mask; ; at = (at + 1) & this.#mask) {
      const place = at * WIDTH;
      const state = table[place + 2]!;
      if (state === 0) return -1;
      if (table[place] === low && table[place + 1] === high && (isSame === undefined || isSame(state - 1))) return state - 1;
    }
  }

  /** Adds a state if it is new. @returns whether it was */
  add(low: number, high: number, isSame?: IsSame): boolean {
    const table = this.#table;
    let at = low & this.#mask;
    for (;;) {
      const place = at * WIDTH;
      const state = table[place + 2]!;
      if (state === 0) break;
      if (table[place] === low && table[place + 1] === high && (isSame === undefined || isSame(state - 1))) return false;
      at = (at + 1) & this.#mask;
    }
    const place = at * WIDTH;
    table[place] = low;
    table[place + 1] = high;
    this.#size += 1;
    table[place + 2] = this.#size;
    if (this.#size > (this.#mask + 1) * LOAD_MAX) this.#grow();
    return true;
  }

  /** Says how the state that was added last was come to: by which of the steps of which state; -1: it is an initial one. */
  cameFrom(parent: number, ordinal: number): void {
    if (!this.#keepsWayBack) return;
    if (ordinal > 0xffff) throw new RangeError('a state has more than 65,536 successors');
    const state = this.#size - 1;
    const chunk = state >>> CHUNK_BITS;
    if (chunk === this.#parents.length) {
      this.#parents.push(new Int32Array(CHUNK));
      this.#ordinals.push(new Uint16Array(CHUNK));
    }
    this.#parents[chunk]![state & (CHUNK - 1)] = parent;
    this.#ordinals[chunk]![state & (CHUNK - 1)] = ordinal;
  }

  parentOf(state: number): number {
    return this.#parents[state >>> CHUNK_BITS]![state & (CHUNK - 1)]!;
  }

  ordinalOf(state: number): number {
    return this.#ordinals[state >>> CHUNK_BITS]![state & (CHUNK - 1)]!;
  }

  #grow(): void {
    const old = this.#table;
    this.#mask = this.#mask * 2 + 1;
    const table = new Int32Array((this.#mask + 1) * WIDTH);
    for (let from = 0; from < old.length; from += WIDTH) {
      if (old[from + 2] === 0) continue;
      let at = old[from]! & this.#mask;
      while (table[at * WIDTH + 2] !== 0) at = (at + 1) & this.#mask;
      table[at * WIDTH] = old[from]!;
      table[at * WIDTH + 1] = old[from + 1]!;
      table[at * WIDTH + 2] = old[from + 2]!;
    }
    this.#table = table;
  }
}
