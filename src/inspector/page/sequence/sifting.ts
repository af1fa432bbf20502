/**
 * The events that are shown, out of all: found in short turns, so that nothing stutters while a million are looked through. First it is
 * counted who takes part, which says whose lanes are shown; then comes which events touch these lanes. Events that come later are
 * looked through as they come.
 */
import { NONE } from '../../protocol/columns.ts';
import type { EventTable, Numbers } from '../model/event-table.ts';
import { inOrder } from './lane-order.ts';
import { Liveliness } from './liveliness.ts';
import { matcherOf, type Wanted } from './matching.ts';
import { otherParty } from './parties.ts';

export interface Sifted extends Wanted {
  /** Numbers of the actors whose lanes are shown. Null: of those who take part most often. */
  readonly actors: ReadonlySet<number> | null;
  /** An actor whose lane is shown beside theirs. */
  readonly also: number | null;
  /** The order of kinds, from left to right; others come after them. */
  readonly kinds: readonly string[];
}

/** As many lanes as one can take in. */
export const LANES_MAX = 12;

/** Events between two looks at the clock. */
const AT_ONCE = 4096;

export class Sifting {
  readonly #events: EventTable;
  readonly #sifted: Sifted;
  readonly #matches: (n: number) => boolean;
  readonly #liveliness: Liveliness;
  readonly #rows = { numbers: new Uint32Array(1024), length: 0 };
  /** How often each actor takes part in what is wanted, by its number. */
  readonly talk: number[] = [];
  /** How many events there are of each type, wanted or not, by its word's number; of those without a word, under NONE. */
  readonly ofType = new Map<number, number>();
  #lanes: readonly number[] = [];
  #hasLane: boolean[] = [];
  #counted = 0;
  #seen = 0;
  #hasLanes = false;
  #chosenAt = 0;

  constructor(events: EventTable, sifted: Sifted) {
    this.#events = events;
    this.#sifted = sifted;
    this.#liveliness = new Liveliness(events);
    this.#matches = matcherOf(events, sifted);
  }

  /** Numbers of the events that are shown. */
  get rows(): Numbers {
    return this.#rows;
  }

  /** Numbers of the actors whose lanes are shown, from left to right. */
  get lanes(): readonly number[] {
    return this.#lanes;
  }

  /** Whose lanes are shown was chosen from so few of the events that others may take part more often by now. */
  get isStale(): boolean {
    const hasChosen = this.#hasLanes && this.#sifted.actors === null;
    return hasChosen && this.#lanes.length >= LANES_MAX && this.#events.count.peek() >= 2 * this.#chosenAt;
  }

  /** From 0 to 1. */
  get progress(): number {
    const count = this.#events.count.peek();
    return count === 0 ? 1 : (this.#counted + this.#seen) / (2 * count);
  }

  /** Goes on until all is looked through, or it is time for a pause. Returns whether there is more to do. */
  advance(isTimeUp: () => boolean): boolean {
    const count = this.#events.count.peek();
    while (this.#seen < count) {
      if (this.#hasLanes) this.#look(Math.min(count, this.#seen + AT_ONCE));
      else this.#count(Math.min(count, this.#counted + AT_ONCE), count);
      if (isTimeUp()) return this.#seen < count;
    }
    return false;
  }

  #count(until: number, count: number): void {
    for (; this.#counted < until; this.#counted += 1) this.#tally(this.#counted);
    if (this.#counted < count) return;
    this.#hasLanes = true;
    this.#chosenAt = count;
    this.#setLanes(this.#sifted.actors ? [...this.#sifted.actors] : this.#mostTalkative());
  }

  #look(until: number): void {
    for (; this.#seen < until; this.#seen += 1) {
      const n = this.#seen;
      if (n >= this.#counted) this.#tallyNew(n);
      if (!this.#matches(n)) continue;
      const other = otherParty(this.#events, n);
      if (this.#hasLane[this.#events.actor[n] ?? NONE] || (other !== NONE && this.#hasLane[other])) this.#add(n);
    }
  }

  #tally(n: number): void {
    const { word, actor } = this.#events;
    const type = word[n] ?? NONE;
    this.ofType.set(type, (this.ofType.get(type) ?? 0) + 1);
    const isWanted = this.#matches(n);
    this.#liveliness.take(n, isWanted);
    if (!isWanted) return;
    const other = otherParty(this.#events, n);
    this.#speak(actor[n] ?? NONE);
    if (other !== actor[n]) this.#speak(other);
  }

  #speak(actor: number): void {
    if (actor !== NONE) this.talk[actor] = (this.talk[actor] ?? 0) + 1;
  }

  /** Who comes later gets a lane as long as there is room: no event before can have touched it. */
  #tallyNew(n: number): void {
    this.#tally(n);
    this.#counted = n + 1;
    if (this.#sifted.actors || this.#lanes.length >= LANES_MAX) return;
    const parties = [this.#events.actor[n] ?? NONE, otherParty(this.#events, n)];
    const newcomers = parties.filter((actor) => this.talk[actor] === 1 && !this.#hasLane[actor]);
    if (newcomers.length > 0) this.#setLanes([...this.#lanes, ...newcomers]);
  }

  #mostTalkative(): readonly number[] {
    const { also } = this.#sifted;
    const most = this.#liveliness.first(LANES_MAX);
    return also === null ? most : [...most, also];
  }

  #setLanes(actors: readonly number[]): void {
    this.#lanes = inOrder([...new Set(actors)], this.#events.actors, this.#sifted.kinds);
    this.#hasLane = [];
    for (const actor of this.#lanes) this.#hasLane[actor] = true;
  }

  #add(n: number): void {
    const rows = this.#rows;
    if (rows.length === rows.numbers.length) {
      const { numbers } = rows;
      rows.numbers = new Uint32Array(2 * numbers.length);
      rows.numbers.set(numbers);
    }
    rows.numbers[rows.length++] = n;
  }
}
