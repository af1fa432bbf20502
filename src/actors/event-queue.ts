/**
 * The future, in a total order: by time, then by sequence number.
 *
 * A binary heap, with a lane of its own for what happens at the present instant: most messages of a
 * simulation take no time, and the heap need not see them.
 */
export interface Scheduled<T> {
  readonly timeMs: number;
  readonly sequence: number;
  readonly item: T;
  /** It came out, or was taken back. */
  settled: boolean;
}

export class EventQueue<T> {
  #heap: Scheduled<T>[] = [];
  #lane: Scheduled<T>[] = [];
  #laneHead = 0;
  #presentMs = Number.NEGATIVE_INFINITY;
  #sequence = 0;
  #cancelled = 0;

  /** Number of entries that will still come out. */
  get size(): number {
    return this.#heap.length + this.#lane.length - this.#laneHead - this.#cancelled;
  }

  /** @param timeMs not before the time of what came out last */
  push(timeMs: number, item: T): Scheduled<T> {
    if (!(timeMs >= this.#presentMs)) throw new Error(`cannot schedule at ${timeMs} ms: it is ${this.#presentMs} ms already`);
    const entry: Scheduled<T> = { timeMs, sequence: this.#sequence++, item, settled: false };
    if (timeMs === this.#presentMs) this.#lane.push(entry);
    else this.#insert(entry);
    return entry;
  }

  /** Takes an entry back; one that came out already is left alone. */
  cancel(entry: Scheduled<T>): void {
    if (entry.settled) return;
    entry.settled = true;
    this.#cancelled += 1;
    if (this.#cancelled > 64 && this.#cancelled > this.#heap.length / 2) this.#compact();
  }

  /** The next entry in order, without taking it out. */
  peek(): Scheduled<T> | undefined {
    for (;;) {
      const entry = this.#first();
      if (!entry?.settled) return entry;
      this.#take(entry);
      this.#cancelled -= 1;
    }
  }

  pop(): Scheduled<T> | undefined {
    const entry = this.peek();
    if (!entry) return undefined;
    this.#take(entry);
    entry.settled = true;
    this.#presentMs = entry.timeMs;
    return entry;
  }

  #first(): Scheduled<T> | undefined {
    const near = this.#lane[this.#laneHead];
    const far = this.#heap[0];
    return near && far ? (before(near, far) ? near : far) : (near ?? far);
  }

  #take(entry: Scheduled<T>): void {
    if (entry === this.#lane[this.#laneHead]) {
      this.#laneHead += 1;
      if (this.#laneHead === this.#lane.length) {
        this.#lane = [];
        this.#laneHead = 0;
      } else if (this.#laneHead >= 1024) {
        this.#lane = this.#lane.slice(this.#laneHead);
        this.#laneHead = 0;
      }
      return;
    }
    const last = this.#heap.pop();
    if (last && last !== entry) {
      this.#heap[0] = last;
      this.#sink(0);
    }
  }

  #insert(entry: Scheduled<T>): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = heap[up];
      if (!parent || !before(entry, parent)) break;
      heap[at] = parent;
      at = up;
    }
    heap[at] = entry;
  }

  #sink(from: number): void {
    const heap = this.#heap;
    const entry = heap[from];
    if (!entry) return;
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      const leftChild = heap[left];
      if (!leftChild) break;
      const rightChild = heap[left + 1];
      const takeRight = rightChild !== undefined && before(rightChild, leftChild);
      const child = takeRight ? rightChild : leftChild;
      if (!before(child, entry)) break;
      heap[at] = child;
      at = takeRight ? left + 1 : left;
    }
    heap[at] = entry;
  }

  /** Cancelled timers would otherwise stay until their time comes. */
  #compact(): void {
    const live = this.#heap.filter((entry) => !entry.settled);
    this.#cancelled -= this.#heap.length - live.length;
    this.#heap = live;
    for (let at = (live.length >> 1) - 1; at >= 0; at -= 1) this.#sink(at);
  }
}

function before<T>(a: Scheduled<T>, b: Scheduled<T>): boolean {
  return a.timeMs < b.timeMs || (a.timeMs === b.timeMs && a.sequence < b.sequence);
}
