/**
 * The states that were seen: a table of fingerprints with open addressing, and for each state, where it is wanted, its number and the way
 * back. Eight bytes a place of the table, four more with numbers; six a state with the way back.
 */
import { withRoom } from './room.ts';

const LOAD_MAX = 0.84;

/** Of the states that were met last, as many as the fastest cache holds. */
const RECENT = 1 << 12;

const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;

/** Compares a state with one that was seen and has the same fingerprint; without it, the fingerprint alone counts. */
export type IsSame = (state: number) => boolean;

export interface VisitedOptions {
  /** Keep how each state was come to. */
  readonly keepsWayBack: boolean;
  /** Keep the number of each state, so that it can be found by its fingerprint. */
  readonly keepsNumbers: boolean;
}

export class Visited {
  /** Two lanes a place; both 0: nothing is there. */
  #lanes: Int32Array;
  /**
   * Two lanes each of states that were met lately, by the end of the lower one. Whatever several steps do in any order is come to from many
   * states, and those lie close together: so most of what is looked for was met a moment ago, and it needs not be fetched from the table.
   */
  readonly #recent = new Int32Array(2 * RECENT);
  /** By place. */
  #numbers: Int32Array | undefined;
  #mask = (1 << 12) - 1;
  #size = 0;
  readonly #parents: Int32Array[] = [];
  readonly #ordinals: Uint16Array[] = [];
  readonly #keepsWayBack: boolean;
  /** The lower lanes of states that will be looked for. */
  #expected = new Int32Array(256);
  #expectedCount = 0;
  /** Something of what was fetched: it can be asked for, so that no compiler takes the reading for superfluous. */
  fetched = 0;

  constructor({ keepsWayBack, keepsNumbers }: VisitedOptions) {
    this.#keepsWayBack = keepsWayBack;
    this.#lanes = new Int32Array(2 * (this.#mask + 1));
    this.#numbers = keepsNumbers ? new Int32Array(this.#mask + 1) : undefined;
  }

  /** Distinct states. */
  get size(): number {
    return this.#size;
  }

  /** Whether a state was seen. */
  has(low: number, high: number, isSame?: IsSame): boolean {
    const some = someOf(low, high);
    if (isSame === undefined && this.#isRecent(low, some)) return true;
    return this.#place(low, some, isSame) >= 0;
  }

  /** The number of a state, from 0; -1 if it was not seen. @throws if no numbers are kept */
  find(low: number, high: number, isSame?: IsSame): number {
    if (!this.#numbers) throw new Error('the numbers of states were not kept');
    const place = this.#place(low, someOf(low, high), isSame);
    return place < 0 ? -1 : this.#numbers[place]!;
  }

  /** Adds a state if it is new. @returns whether it was */
  add(low: number, high: number, isSame?: IsSame): boolean {
    this.#makeRoom(1);
    return this.#add(low, high, isSame);
  }

  /** Notes that so many states will be looked for. */
  expect(lows: Int32Array, highs: Int32Array, count: number): void {
    this.#expected = withRoom(this.#expected, this.#expectedCount + count);
    const expected = this.#expected;
    let noted = this.#expectedCount;
    for (let at = 0; at < count; at += 1) {
      const low = lows[at]!;
      if (this.#isRecent(low, highs[at]!)) continue;
      expected[noted] = low;
      noted += 1;
    }
    this.#expectedCount = noted;
  }

  /**
   * Reads the places at which those will be looked for that are expected. No cache holds the table; but what is read in one go comes from memory
   * at the same time, where one state after another would have to wait for its own.
   */
  fetch(): void {
    const lanes = this.#lanes;
    const expected = this.#expected;
    const mask = this.#mask;
    const count = this.#expectedCount;
    let read = 0;
    for (let at = 0; at < count; at += 1) read |= lanes[(expected[at]! & mask) << 1]!;
    this.fetched = read;
    this.#expectedCount = 0;
  }

  /**
   * Adds those that are new of so many states, one after another, which are told apart by their fingerprints.
   *
   * @param fresh is told the indices of those that were new
   * @returns how many were
   */
  addAll(lows: Int32Array, highs: Int32Array, count: number, fresh: Int32Array): number {
    this.#makeRoom(count);
    let added = 0;
    for (let at = 0; at < count; at += 1) {
      if (!this.#add(lows[at]!, highs[at]!)) continue;
      fresh[added] = at;
      added += 1;
    }
    return added;
  }

  /** Says how a state that was added was come to, in order of their numbers: by which of the steps of which state; -1: it is an initial one. */
  cameFrom(state: number, parent: number, ordinal: number): void {
    if (!this.#keepsWayBack) return;
    if (ordinal > 0xffff) throw new RangeError('a state has more than 65,536 successors');
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

  #add(low: number, high: number, isSame?: IsSame): boolean {
    const some = someOf(low, high);
    if (isSame === undefined && this.#isRecent(low, some)) return false;
    const place = this.#place(low, some, isSame);
    const recent = (low & (RECENT - 1)) << 1;
    this.#recent[recent] = low;
    this.#recent[recent + 1] = some;
    if (place >= 0) return false;
    this.#lanes[~place << 1] = low;
    this.#lanes[(~place << 1) + 1] = some;
    if (this.#numbers !== undefined) this.#numbers[~place] = this.#size;
    this.#size += 1;
    return true;
  }

  #isRecent(low: number, high: number): boolean {
    const recent = (low & (RECENT - 1)) << 1;
    return this.#recent[recent] === low && this.#recent[recent + 1] === high;
  }

  /** The place of a state; if it was not seen, the one where it belongs, as its complement. */
  #place(low: number, high: number, isSame: IsSame | undefined): number {
    const lanes = this.#lanes;
    const mask = this.#mask;
    for (let place = low & mask; ; place = (place + 1) & mask) {
      const first = lanes[place << 1]!;
      const second = lanes[(place << 1) + 1]!;
      if (first === low && second === high) {
        if (isSame === undefined || isSame(this.#numbers![place]!)) return place;
      } else if ((first | second) === 0) return ~place;
    }
  }

  /** Grows the table until so many more states do not overload it. */
  #makeRoom(more: number): void {
    while (this.#size + more > (this.#mask + 1) * LOAD_MAX) this.#grow();
  }

  #grow(): void {
    const lanes = this.#lanes;
    const numbers = this.#numbers;
    this.#mask = this.#mask * 2 + 1;
    this.#lanes = new Int32Array(2 * (this.#mask + 1));
    this.#numbers = numbers && new Int32Array(this.#mask + 1);
    for (let from = 0; from < lanes.length; from += 2) {
      const low = lanes[from]!;
      const high = lanes[from + 1]!;
      if ((low | high) === 0) continue;
      let place = low & this.#mask;
      while ((this.#lanes[place << 1]! | this.#lanes[(place << 1) + 1]!) !== 0) place = (place + 1) & this.#mask;
      this.#lanes[place << 1] = low;
      this.#lanes[(place << 1) + 1] = high;
      if (numbers !== undefined) this.#numbers![place] = numbers[from >> 1]!;
    }
  }
}

/** The upper lane of a fingerprint; another one for that which is 0 throughout, which stands for nothing. */
function someOf(low: number, high: number): number {
  return (low | high) === 0 ? 1 : high;
}
