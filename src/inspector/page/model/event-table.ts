/** The events of a run, as the page holds them: columns that grow, and for each actor the numbers of its events. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { EVENT_TYPES, NONE, type ActorEntry, type Columns, type EventType } from '../../protocol/columns.ts';

type Column = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** Numbers in ascending order; only the first `length` of the array count. */
export interface Numbers {
  readonly numbers: Uint32Array;
  readonly length: number;
}

class GrowingNumbers implements Numbers {
  numbers = new Uint32Array(16);
  length = 0;

  push(n: number): void {
    if (this.length === this.numbers.length) this.numbers = grown(this.numbers, 2 * this.length);
    this.numbers[this.length++] = n;
  }
}

const NOTHING: Numbers = { numbers: new Uint32Array(0), length: 0 };

/** One event, read from the columns. */
export interface EventRow {
  readonly n: number;
  readonly atMs: number;
  readonly type: EventType;
  readonly actor: number;
  readonly sender: number | null;
  readonly word: string | null;
  /** The state value as JSON. */
  readonly state: string | null;
  readonly cause: number | null;
  readonly flags: number;
}

export class EventTable {
  readonly #count = signal(0);
  /** Grows with every frame; what reads it is drawn again then. */
  readonly count: ReadonlySignal<number> = this.#count;
  readonly actors: ActorEntry[] = [];
  readonly words: string[] = [];
  /** State values as JSON; `stateLabel` of labels.ts says them in words. */
  readonly states: string[] = [];
  // Columns as in protocol/columns.ts. They are replaced when they grow: do not keep them.
  atMs = new Float64Array(1024);
  actor = new Uint32Array(1024);
  sender = new Uint32Array(1024);
  word = new Uint32Array(1024);
  state = new Uint32Array(1024);
  cause = new Uint32Array(1024);
  type = new Uint8Array(1024);
  flags = new Uint8Array(1024);
  readonly #ofActor: GrowingNumbers[] = [];
  readonly #actorIds = new Map<string, number>();

  append(columns: Columns): void {
    const { from, count, actors, words, states } = columns;
    const had = this.#count.peek();
    if (from !== had) throw new Error(`events from ${from} came after ${had} events`);
    for (const actor of actors) {
      this.#actorIds.set(actor.id, this.actors.length);
      this.actors.push(actor);
    }
    this.words.push(...words);
    this.states.push(...states);
    this.#reserve(had + count);
    this.atMs.set(columns.atMs, had);
    this.actor.set(columns.actor, had);
    this.sender.set(columns.sender, had);
    this.word.set(columns.word, had);
    this.state.set(columns.state, had);
    this.cause.set(columns.cause, had);
    this.type.set(columns.type, had);
    this.flags.set(columns.flags, had);
    for (let at = 0; at < count; at += 1) {
      // What was missed is no event of the actor it was for.
      if (columns.state[at] === NONE) continue;
      const actor = columns.actor[at] ?? 0;
      (this.#ofActor[actor] ??= new GrowingNumbers()).push(had + at);
    }
    this.#count.value = had + count;
  }

  /** The number of an actor by its id. */
  actorNumber(id: string): number | undefined {
    return this.#actorIds.get(id);
  }

  /** The steps of an actor. */
  stepsOf(actor: number): Numbers {
    return this.#ofActor[actor] ?? NOTHING;
  }

  /** The last step of an actor up to an event; undefined: it had none yet. */
  lastStepOf(actor: number, n: number): number | undefined {
    const { numbers, length } = this.stepsOf(actor);
    const at = countUpTo(numbers, length, n);
    return at === 0 ? undefined : numbers[at - 1];
  }

  /** The last event at or before a time; -1: there is none. */
  eventAt(atMs: number): number {
    return countUpTo(this.atMs, this.#count.peek(), atMs) - 1;
  }

  row(n: number): EventRow | undefined {
    if (n < 0 || n >= this.#count.peek()) return undefined;
    const word = this.word[n] ?? NONE;
    const state = this.state[n] ?? NONE;
    const sender = this.sender[n] ?? NONE;
    const cause = this.cause[n] ?? NONE;
    return {
      n,
      atMs: this.atMs[n] ?? 0,
      type: EVENT_TYPES[this.type[n] ?? 0] ?? 'start',
      actor: this.actor[n] ?? 0,
      sender: sender === NONE ? null : sender,
      word: word === NONE ? null : (this.words[word] ?? null),
      state: state === NONE ? null : (this.states[state] ?? null),
      cause: cause === NONE ? null : cause,
      flags: this.flags[n] ?? 0,
    };
  }

  #reserve(count: number): void {
    if (count <= this.atMs.length) return;
    const capacity = Math.max(count, 2 * this.atMs.length);
    this.atMs = grown(this.atMs, capacity);
    this.actor = grown(this.actor, capacity);
    this.sender = grown(this.sender, capacity);
    this.word = grown(this.word, capacity);
    this.state = grown(this.state, capacity);
    this.cause = grown(this.cause, capacity);
    this.type = grown(this.type, capacity);
    this.flags = grown(this.flags, capacity);
  }
}

function grown<A extends Column>(array: A, capacity: number): A {
  const larger = new (array.constructor as new (length: number) => A)(capacity);
  larger.set(array);
  return larger;
}

/** How many of the first `length` sorted numbers are at most `limit`. */
export function countUpTo(sorted: ArrayLike<number>, length: number, limit: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
