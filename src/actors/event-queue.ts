/**
 * The future, in a total order: by time, then in the order in which it was put there.
 *
 * A heap, with a lane of its own for what happens at the present instant: most messages of a simulation take no time, and the
 * heap need not see them.
 */
import { TimeHeap } from './time-heap.ts';

export interface Entry {
  /** It came out, or was taken back. */
  settled: boolean;
}

/** When so many have come out of the lane while others went in, their room is given back. */
const LANE_MAX = 1024;

const CANCELLED_MIN = 64;

export class EventQueue<E extends Entry> {
  readonly #heap = new TimeHeap<E>();
  /** What is due at present, in order, from `laneHead` to `laneEnd`. Its room is kept, so that putting something in makes nothing. */
  #lane: (E | undefined)[] = [];
  #laneHead = 0;
  #laneEnd = 0;
  #presentMs = Number.NEGATIVE_INFINITY;
  #cancelled = 0;

  /** Number of entries that will still come out. */
  get size(): number {
    return this.#heap.size + this.#laneEnd - this.#laneHead - this.#cancelled;
  }

  /** When what came out last was due. */
  get presentMs(): number {
    return this.#presentMs;
  }

  /** When the next one is due, in milliseconds; undefined if there is none. */
  get nextMs(): number | undefined {
    if (this.#cancelled > 0) this.#skipSettled();
    if (this.#isHeapNext()) return this.#heap.firstMs;
    return this.#laneHead < this.#laneEnd ? this.#presentMs : undefined;
  }

  /** @param timeMs not before the time of what came out last */
  push(timeMs: number, entry: E): void {
    if (!(timeMs >= this.#presentMs)) throw new Error(`cannot schedule at ${timeMs} ms: it is ${this.#presentMs} ms already`);
    if (timeMs === this.#presentMs) this.#lane[this.#laneEnd++] = entry;
    else this.#heap.push(timeMs, entry);
  }

  /** Takes an entry back; one that came out already is left alone. */
  cancel(entry: E): void {
    if (entry.settled) return;
    entry.settled = true;
    this.#cancelled += 1;
    if (this.#cancelled > CANCELLED_MIN && this.#cancelled > this.#heap.size / 2) this.#compact();
  }

  pop(): E | undefined {
    if (this.#cancelled > 0) this.#skipSettled();
    let entry: E | undefined;
    if (this.#isHeapNext()) {
      this.#presentMs = this.#heap.firstMs;
      entry = this.#heap.shift();
    } else entry = this.#takeFromLane();
    if (entry) entry.settled = true;
    return entry;
  }

  #skipSettled(): void {
    while (this.#cancelled > 0 && (this.#isHeapNext() ? this.#heap.first : this.#lane[this.#laneHead])?.settled) {
      if (this.#isHeapNext()) this.#heap.shift();
      else this.#takeFromLane();
      this.#cancelled -= 1;
    }
  }

  /** What is in the heap for the present was put there before the present began, and so before all of the lane. */
  #isHeapNext(): boolean {
    const { firstMs } = this.#heap;
    return this.#laneHead < this.#laneEnd ? firstMs === this.#presentMs : firstMs < Number.POSITIVE_INFINITY;
  }

  #takeFromLane(): E | undefined {
    if (this.#laneHead === this.#laneEnd) return undefined;
    const entry = this.#lane[this.#laneHead];
    this.#lane[this.#laneHead++] = undefined;
    if (this.#laneHead === this.#laneEnd) this.#laneHead = this.#laneEnd = 0;
    else if (this.#laneHead >= LANE_MAX) {
      this.#lane = this.#lane.slice(this.#laneHead, this.#laneEnd);
      this.#laneEnd -= this.#laneHead;
      this.#laneHead = 0;
    }
    return entry;
  }

  /** Entries that were taken back would otherwise stay until their time comes. */
  #compact(): void {
    const before = this.#heap.size;
    this.#heap.filter((entry) => !entry.settled);
    this.#cancelled -= before - this.#heap.size;
  }
}
