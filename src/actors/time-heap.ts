/**
 * A heap of what has a time. Its first is the earliest; of equal times, the one that was put in first.
 *
 * Each node has four children, and the keys lie in arrays of numbers beside the items: to find a place, no item is looked at.
 */
const ARITY = 4;

const ROOM_MIN = 64;

export class TimeHeap<T> {
  #times = new Float64Array(ROOM_MIN);
  /** How many were put in before: tells equal times apart. */
  #ranks = new Float64Array(ROOM_MIN);
  #items: T[] = [];
  #rank = 0;

  get size(): number {
    return this.#items.length;
  }

  get first(): T | undefined {
    return this.#items[0];
  }

  constructor() {
    this.#times[0] = Number.POSITIVE_INFINITY;
  }

  /** Of the first, in milliseconds; infinite if there is none. */
  get firstMs(): number {
    return this.#times[0] ?? 0;
  }

  push(timeMs: number, item: T): void {
    const items = this.#items;
    const times = this.#times;
    let at = items.length;
    if (at === times.length) {
      this.#grow();
      this.push(timeMs, item);
      return;
    }
    const ranks = this.#ranks;
    items.push(item);
    // What is put in now has the highest rank of all: it rises only above what is later.
    while (at > 0) {
      const up = ((at - 1) / ARITY) | 0;
      const upMs = times[up] ?? 0;
      if (upMs <= timeMs) break;
      times[at] = upMs;
      ranks[at] = ranks[up] ?? 0;
      const parent = items[up];
      if (parent !== undefined) items[at] = parent;
      at = up;
    }
    times[at] = timeMs;
    ranks[at] = this.#rank++;
    items[at] = item;
  }

  /** Takes the first out. */
  shift(): T | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    const end = items.length;
    if (end === 0) this.#times[0] = Number.POSITIVE_INFINITY;
    else if (last !== undefined) this.#sink(0, { timeMs: this.#times[end] ?? 0, rank: this.#ranks[end] ?? 0, item: last });
    return first;
  }

  /** Keeps only some of the items. */
  filter(keep: (item: T) => boolean): void {
    const items = this.#items;
    let kept = 0;
    for (const [at, item] of items.entries()) {
      if (!keep(item)) continue;
      this.#times[kept] = this.#times[at] ?? 0;
      this.#ranks[kept] = this.#ranks[at] ?? 0;
      items[kept] = item;
      kept += 1;
    }
    items.length = kept;
    if (kept === 0) this.#times[0] = Number.POSITIVE_INFINITY;
    for (let at = Math.floor((kept - 2) / ARITY); at >= 0; at -= 1) {
      const item = items[at];
      if (item !== undefined) this.#sink(at, { timeMs: this.#times[at] ?? 0, rank: this.#ranks[at] ?? 0, item });
    }
  }

  /** Puts an entry where it belongs, from a place downwards that is free. */
  #sink(from: number, { timeMs, rank, item }: Keyed<T>): void {
    const items = this.#items;
    const times = this.#times;
    const ranks = this.#ranks;
    const end = items.length;
    let at = from;
    for (;;) {
      const begin = ARITY * at + 1;
      if (begin >= end) break;
      let least = begin;
      let leastMs = times[begin] ?? 0;
      for (let child = begin + 1; child < begin + ARITY && child < end; child += 1) {
        const childMs = times[child] ?? 0;
        if (childMs < leastMs || (childMs === leastMs && (ranks[child] ?? 0) < (ranks[least] ?? 0))) {
          least = child;
          leastMs = childMs;
        }
      }
      const leastRank = ranks[least] ?? 0;
      if (timeMs < leastMs || (timeMs === leastMs && rank < leastRank)) break;
      times[at] = leastMs;
      ranks[at] = leastRank;
      const child = items[least];
      if (child !== undefined) items[at] = child;
      at = least;
    }
    times[at] = timeMs;
    ranks[at] = rank;
    items[at] = item;
  }

  #grow(): void {
    const times = new Float64Array(2 * this.#times.length);
    times.set(this.#times);
    this.#times = times;
    const ranks = new Float64Array(2 * this.#ranks.length);
    ranks.set(this.#ranks);
    this.#ranks = ranks;
  }
}

interface Keyed<T> {
  readonly timeMs: number;
  readonly rank: number;
  readonly item: T;
}
