/**
 * What is on its way from one actor to another: a column of the rows. Knows the contents that it was seen with, by number; 0 is empty.
 */
import type { NetworkModel } from '../scenarios/check-spec.ts';
import { Interner } from './interner.ts';
import { NumberTables } from './number-tables.ts';

/** A message that may be delivered next, and what is left behind it if it is taken away. */
export interface Deliverable {
  readonly message: number;
  readonly left: number;
}

export interface ChannelColumnOptions {
  readonly from: string;
  readonly to: string;
  readonly column: number;
  readonly order: NetworkModel['order'];
  /** Messages may be lost and doubled here: faults of the network do not reach what is sent within a place, or comes from outside. */
  readonly isFaulty: boolean;
  /** What is sent comes before anything else happens. */
  readonly isAtOnce: boolean;
  /** How many equal messages it may hold at once. */
  readonly equalMax?: number;
  /**
   * Equal messages, one behind the other, are as one: where any may be lost and any may come again, what they can lead to is the same.
   * Without it, a sender that repeats itself would fill the channel without end.
   */
  readonly isForgetful?: boolean;
}

export class ChannelColumn {
  readonly from: string;
  readonly to: string;
  readonly column: number;
  readonly order: NetworkModel['order'];
  readonly isFaulty: boolean;
  readonly isAtOnce: boolean;
  /** Numbers of messages: in the order in which they were sent, or sorted where that does not matter. */
  readonly #contents = new Interner<readonly number[]>();
  readonly #appended = new NumberTables();
  readonly #deliverables: (readonly Deliverable[])[] = [];
  readonly #equalMax: number;
  readonly #isForgetful: boolean;
  readonly #within: boolean[] = [];

  constructor({
    from,
    to,
    column,
    order,
    isFaulty,
    isAtOnce,
    equalMax = Number.POSITIVE_INFINITY,
    isForgetful = false,
  }: ChannelColumnOptions) {
    this.from = from;
    this.to = to;
    this.column = column;
    this.order = order;
    this.isFaulty = isFaulty;
    this.isAtOnce = isAtOnce;
    this.#equalMax = equalMax;
    this.#isForgetful = isForgetful;
  }

  messages(content: number): readonly number[] {
    return content === 0 ? [] : this.#contents.value(content);
  }

  append(content: number, message: number): number {
    const known = this.#appended.get(0, content, message);
    if (known >= 0) return known;
    const before = this.messages(content);
    const isAsOne = this.#isForgetful && (this.order === 'ordered' ? before.at(-1) === message : before.includes(message));
    const isThere = isAsOne || (this.order === 'set' && before.includes(message));
    const after = isThere ? content : this.number([...before, message]);
    return this.#appended.set(0, content, message, after);
  }

  /** What may come next: the first, or any; of equal messages one. */
  deliverables(content: number): readonly Deliverable[] {
    const known = this.#deliverables[content];
    if (known) return known;
    const all = this.messages(content);
    const next = this.order === 'ordered' ? all.slice(0, 1) : [...new Set(all)];
    const deliverables = next.map((message) => ({ message, left: this.number(all.toSpliced(all.indexOf(message), 1)) }));
    this.#deliverables[content] = deliverables;
    return deliverables;
  }

  /** Whether it holds no more equal messages than it may. */
  isWithin(content: number): boolean {
    const known = this.#within[content];
    if (known !== undefined) return known;
    const all = this.messages(content);
    const isWithin = all.every((message) => all.filter((it) => it === message).length <= this.#equalMax);
    this.#within[content] = isWithin;
    return isWithin;
  }

  number(messages: readonly number[]): number {
    if (messages.length === 0) return 0;
    const sorted = this.order === 'ordered' ? messages : messages.toSorted((a, b) => a - b);
    return this.#contents.number(sorted.join(), () => sorted);
  }
}
