/** Who has told whom what: messages between boxes, counted as the events come in. */
import { EVENT_TYPES, NONE } from '../../protocol/columns.ts';
import type { EventTable } from '../model/event-table.ts';
import type { Directory } from './directory.ts';

/** Messages between two boxes, in both directions. */
export interface Wire {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  total: number;
  /** Numbers of words with how often each came, from the first to the second, and back. */
  readonly there: Map<number, number>;
  readonly back: Map<number, number>;
}

/** More are not kept: where thousands of machines gossip, each tells each other one. */
const WIRES_MAX = 4000;

const MESSAGE = EVENT_TYPES.indexOf('message');

export class Traffic {
  readonly wires = new Map<string, Wire>();
  #taken = 0;

  /**
   * Counts what has come since.
   *
   * @param atMost so many events
   * @returns whether none are left
   */
  take(events: EventTable, directory: Directory, atMost: number): boolean {
    const count = events.count.peek();
    const end = Math.min(count, this.#taken + atMost);
    for (let n = this.#taken; n < end; n += 1) {
      const sender = events.sender[n] ?? NONE;
      if (events.type[n] !== MESSAGE || sender === NONE) continue;
      const from = directory.boxOf[sender];
      const to = directory.boxOf[events.actor[n] ?? NONE];
      if (from === undefined || to === undefined || from === to) continue;
      this.#add(from, to, events.word[n] ?? NONE);
    }
    this.#taken = end;
    return end === count;
  }

  #add(from: number, to: number, word: number): void {
    const [low, high] = from < to ? [from, to] : [to, from];
    const key = wireKey(from, to);
    let wire = this.wires.get(key);
    if (!wire) {
      if (this.wires.size >= WIRES_MAX) return;
      wire = { key, from: low, to: high, total: 0, there: new Map(), back: new Map() };
      this.wires.set(key, wire);
    }
    wire.total += 1;
    const words = from === low ? wire.there : wire.back;
    words.set(word, (words.get(word) ?? 0) + 1);
  }
}

export function wireKey(from: number, to: number): string {
  return from < to ? `${from} ${to}` : `${to} ${from}`;
}
