/** The events of a run in columns that grow (protocol/columns.ts): what a page is sent of every event. */
import { EVENT_TYPES, NONE, type ActorEntry, type Columns, type EventType } from '../protocol/columns.ts';

/** An event, as far as the columns tell of it. */
export interface Occurrence {
  readonly type: EventType;
  readonly atMs: number;
  readonly actor: string;
  readonly sender: string | null;
  /** The type of a message, or the name of a timer. */
  readonly word: string | null;
  /** The state value after it; undefined of what was missed. */
  readonly state: unknown;
  /** The number of the event that led to it. */
  readonly cause: number | null;
  readonly flags: number;
}

/** Things that get numbers in the order in which they first come up, with the event in which they did. */
class Numbering<T> {
  readonly items: T[] = [];
  readonly #firstEvents: number[] = [];
  readonly #numbers = new Map<string, number>();

  number(key: string, event: number, make: () => T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.items.length;
    this.#numbers.set(key, number);
    this.items.push(make());
    this.#firstEvents.push(event);
    return number;
  }

  /** Those that first came up in the events [from, to). */
  newIn(from: number, to: number): readonly T[] {
    return this.items.slice(this.#countBefore(from), this.#countBefore(to));
  }

  #countBefore(event: number): number {
    let low = 0;
    let high = this.#firstEvents.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#firstEvents[middle] ?? 0) < event) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const TYPE_NUMBERS: ReadonlyMap<EventType, number> = new Map(EVENT_TYPES.map((type, number) => [type, number]));

export class EventLog {
  readonly #entryOf: (id: string) => ActorEntry;
  readonly #actors = new Numbering<ActorEntry>();
  readonly #words = new Numbering<string>();
  readonly #states = new Numbering<string>();
  #count = 0;
  #atMs = new Float64Array(4096);
  #actor = new Uint32Array(4096);
  #sender = new Uint32Array(4096);
  #word = new Uint32Array(4096);
  #state = new Uint32Array(4096);
  #cause = new Uint32Array(4096);
  #type = new Uint8Array(4096);
  #flags = new Uint8Array(4096);

  /** @param entryOf what a page is told of an actor, asked when its id first comes up */
  constructor(entryOf: (id: string) => ActorEntry) {
    this.#entryOf = entryOf;
  }

  get count(): number {
    return this.#count;
  }

  /** Simulated time of the last event, in milliseconds. */
  get atMs(): number {
    return this.#count === 0 ? 0 : (this.#atMs[this.#count - 1] ?? 0);
  }

  get actorCount(): number {
    return this.#actors.items.length;
  }

  add({ type, atMs, actor, sender, word, state, cause, flags }: Occurrence): void {
    const n = this.#count;
    if (n === this.#atMs.length) this.#grow();
    this.#atMs[n] = atMs;
    this.#actor[n] = this.#actorNumber(actor, n);
    this.#sender[n] = sender === null ? NONE : this.#actorNumber(sender, n);
    this.#word[n] = word === null ? NONE : this.#words.number(word, n, () => word);
    this.#state[n] = state === undefined ? NONE : this.#stateNumber(state, n);
    this.#cause[n] = cause ?? NONE;
    this.#type[n] = TYPE_NUMBERS.get(type) ?? 0;
    this.#flags[n] = flags;
    this.#count += 1;
  }

  /** Events from a number on, at most so many; undefined if there are none. */
  columns(from: number, atMost: number): Columns | undefined {
    const to = Math.min(this.#count, from + atMost);
    if (to <= from) return undefined;
    return {
      from,
      count: to - from,
      actors: this.#actors.newIn(from, to),
      words: this.#words.newIn(from, to),
      states: this.#states.newIn(from, to),
      atMs: this.#atMs.slice(from, to),
      actor: this.#actor.slice(from, to),
      sender: this.#sender.slice(from, to),
      word: this.#word.slice(from, to),
      state: this.#state.slice(from, to),
      cause: this.#cause.slice(from, to),
      type: this.#type.slice(from, to),
      flags: this.#flags.slice(from, to),
    };
  }

  #actorNumber(id: string, n: number): number {
    return this.#actors.number(id, n, () => this.#entryOf(id));
  }

  /** Most states are one name: its quotes need not be made to look it up. */
  #stateNumber(state: unknown, n: number): number {
    const key = typeof state === 'string' ? state : JSON.stringify(state);
    return this.#states.number(key, n, () => JSON.stringify(state));
  }

  #grow(): void {
    const capacity = 2 * this.#atMs.length;
    this.#atMs = grown(this.#atMs, new Float64Array(capacity));
    this.#actor = grown(this.#actor, new Uint32Array(capacity));
    this.#sender = grown(this.#sender, new Uint32Array(capacity));
    this.#word = grown(this.#word, new Uint32Array(capacity));
    this.#state = grown(this.#state, new Uint32Array(capacity));
    this.#cause = grown(this.#cause, new Uint32Array(capacity));
    this.#type = grown(this.#type, new Uint8Array(capacity));
    this.#flags = grown(this.#flags, new Uint8Array(capacity));
  }
}

function grown<A extends { set(from: A): void }>(from: A, into: A): A {
  into.set(from);
  return into;
}
