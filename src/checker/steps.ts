/**
 * The steps of one row: which transitions are taken from it, what each of them writes, and the fingerprint that it leads to. One set of typed
 * arrays, used again for the next row.
 */
import type { ChannelColumn } from './channel-column.ts';
import type { Columns } from './columns.ts';
import type { Compiler } from './compiler.ts';
import { ENVIRONMENT_COLUMN, type Environment } from './environment.ts';
import type { Fingerprints } from './fingerprint.ts';
import type { Observer } from './judge.ts';
import { doubled, STEP_WIDTH, type Plan, type Planner, type Rest } from './planning.ts';
import { OP, OP_WIDTH, type Planned, type Transition } from './transition.ts';
import { Writes } from './writes.ts';

export interface StepsOptions {
  readonly columns: Columns;
  readonly environment: Environment;
  readonly compiler: Compiler;
  readonly planner: Planner;
  readonly fingerprints: Fingerprints;
  /** Those who remember what happened. */
  readonly observers: readonly Observer[];
}

export class Steps {
  readonly #columns: Columns;
  readonly #environment: Environment;
  readonly #compiler: Compiler;
  readonly #planner: Planner;
  readonly #fingerprints: Fingerprints;
  readonly #observers: readonly Observer[];
  readonly #clashes = new Map<number, Transition>();
  /**
   * The first `count` are the steps of the row: of each the number of what was planned, or, below 0, of the transition if it was not; and the
   * lanes of the fingerprint that it leads to.
   */
  #codes = new Int32Array(256);
  lows = new Int32Array(256);
  highs = new Int32Array(256);
  /** Steps that lead to another state, or to the same one if they were asked for. */
  count = 0;
  /** Steps that change nothing, and were not asked for. */
  idle = 0;
  /** Of the steps, those that are faults, and those that fail or are unhandled. */
  faults = 0;
  wrongs = 0;
  /** Of steps that were not planned, what they write. */
  #starts = new Int32Array(256);
  #ends = new Int32Array(256);
  readonly #writes = new Writes();
  #rowLow = 0;
  #rowHigh = 0;

  constructor({ columns, environment, compiler, planner, fingerprints, observers }: StepsOptions) {
    this.#columns = columns;
    this.#environment = environment;
    this.#compiler = compiler;
    this.#planner = planner;
    this.#fingerprints = fingerprints;
    this.#observers = observers;
  }

  /** Begins with another row, whose fingerprint may be known. */
  begin(row: Int32Array, known?: Pick<Fingerprints, 'low' | 'high'>): void {
    this.count = 0;
    this.idle = 0;
    this.faults = 0;
    this.wrongs = 0;
    this.#writes.end = 0;
    if (known === undefined) this.#fingerprints.sum(row, Math.min(row.length, this.#columns.count));
    const { low, high } = known ?? this.#fingerprints;
    this.#rowLow = low;
    this.#rowHigh = high;
  }

  /** @param keepIdle keep steps that change nothing, too */
  follow(row: Int32Array, plan: Plan, keepIdle: boolean): void {
    const { steps, starts, counts, idles, rests } = this.#planner;
    const added = counts[plan]!;
    const first = this.count;
    while (first + added + 1 >= this.lows.length) this.#makeRoom();
    let from = starts[plan]!;
    for (let step = first; step < first + added; step += 1) {
      this.#codes[step] = steps[from]!;
      this.lows[step] = (this.#rowLow + steps[from + 1]!) | 0;
      this.highs[step] = (this.#rowHigh + steps[from + 2]!) | 0;
      from += STEP_WIDTH;
    }
    this.count = first + added;
    const rest = rests[plan];
    if (rest !== undefined) this.#look(row, rest, keepIdle);
    if (!keepIdle) this.idle += idles[plan]!;
    else for (const it of this.#planner.idleOf[plan]!) this.apply(row, it, true);
  }

  #look(row: Int32Array, { planned, transitions }: Rest, keepIdle: boolean): void {
    for (let at = 0; at < planned.length; at += 1) this.#take(row, planned[at]!, keepIdle);
    for (let at = 0; at < transitions.length; at += 1) this.apply(row, transitions[at]!, keepIdle);
  }

  /** Writes the state that a step of the row leads to. */
  write(step: number, row: Int32Array, into: Int32Array): void {
    into.set(row);
    const code = this.#codes[step]!;
    if (code >= 0) {
      const { writes, appends } = this.#planner.planned[code]!;
      for (let at = 0; at < writes.length; at += 2) into[writes[at]!] = writes[at + 1]!;
      for (let at = 0; at < appends.length; at += 2) {
        const { channel } = this.#columns.lines[appends[at]!]!;
        into[channel.column] = channel.append(row[channel.column]! | 0, appends[at + 1]!);
      }
      return;
    }
    const end = this.#ends[step]!;
    for (let at = this.#starts[step]!; at < end; at += 1) into[this.#writes.columns[at]!] = this.#writes.values[at]!;
  }

  /** The transition that a step takes. */
  transition(step: number): Transition {
    const code = this.#codes[step]!;
    return code >= 0 ? this.#planner.planned[code]!.transition : this.#compiler.transitions[~code]!;
  }

  /** Whether a step leads to another state. */
  isChange(step: number): boolean {
    return this.lows[step] !== this.#rowLow || this.highs[step] !== this.#rowHigh;
  }

  /** Takes a transition of which the writes are known. */
  #take(row: Int32Array, planned: Planned, keepIdle: boolean): void {
    const { appends, transition } = planned;
    const low = (this.#rowLow + planned.low) | 0;
    const high = (this.#rowHigh + planned.high) | 0;
    if (appends.length > 0) this.#send(row, planned, low, high, keepIdle);
    else if (planned.isChange || keepIdle || transition.isWrong) this.#note(transition, planned.number, low, high);
    else this.idle += 1;
  }

  /** Takes one that puts messages into channels. */
  #send(row: Int32Array, planned: Planned, low: number, high: number, keepIdle: boolean): void {
    const { appends, transition } = planned;
    const fingerprints = this.#fingerprints;
    fingerprints.low = low;
    fingerprints.high = high;
    let { isChange } = planned;
    for (let at = 0; at < appends.length; at += 2) {
      const { channel } = this.#columns.lines[appends[at]!]!;
      const before = row[channel.column]! | 0;
      const after = channel.append(before, appends[at + 1]!);
      if (after === before) continue;
      isChange = true;
      fingerprints.change(channel.column, before, after);
    }
    if (isChange || keepIdle || transition.isWrong) this.#note(transition, planned.number, fingerprints.low, fingerprints.high);
    else this.idle += 1;
  }

  #note(transition: Transition, code: number, low: number, high: number): void {
    const step = this.count;
    if (step + 1 >= this.lows.length) this.#makeRoom();
    this.#codes[step] = code;
    this.lows[step] = low;
    this.highs[step] = high;
    this.#ends[step] = this.#writes.end;
    this.count = step + 1;
    if (transition.isFault) this.faults += 1;
    if (transition.isWrong) this.wrongs += 1;
  }

  #makeRoom(): void {
    this.#codes = doubled(this.#codes);
    this.lows = doubled(this.lows);
    this.highs = doubled(this.highs);
    this.#starts = doubled(this.#starts);
    this.#ends = doubled(this.#ends);
  }

  /** Applies a transition, and keeps what it writes if it changes anything. */
  apply(row: Int32Array, transition: Transition, keepIdle: boolean): void {
    const begin = this.#writes.end;
    const { ops } = transition;
    let taken = transition;
    for (let at = 0; at < ops.length; at += OP_WIDTH) {
      const what = ops[at + 1]!;
      const value = ops[at + 2]!;
      switch (ops[at]) {
        case OP.set:
          this.#writes.set(begin, what, value);
          break;
        case OP.append: {
          const { channel } = this.#columns.lines[what]!;
          if (this.#environment.maySplit && this.#isCut(channel, row, begin)) break;
          this.#writes.set(begin, channel.column, channel.append(this.#writes.get(begin, row, channel.column), value));
          break;
        }
        case OP.spawn:
          if (this.#writes.get(begin, row, what) !== 0) taken = this.#clash(transition, what);
          this.#writes.set(begin, what, value);
          break;
        case OP.environment:
          this.#writes.set(begin, ENVIRONMENT_COLUMN, value);
          break;
      }
    }
    for (let at = 0; at < this.#observers.length; at += 1) {
      const observer = this.#observers[at]!;
      this.#writes.set(begin, observer.column, observer.next(this.#writes.get(begin, row, observer.column), transition));
    }
    this.#finish(row, taken, begin, keepIdle);
  }

  #finish(row: Int32Array, taken: Transition, begin: number, keepIdle: boolean): void {
    const fingerprints = this.#fingerprints;
    fingerprints.low = this.#rowLow;
    fingerprints.high = this.#rowHigh;
    let isChange = false;
    for (let at = begin; at < this.#writes.end; at += 1) {
      const column = this.#writes.columns[at]!;
      const value = this.#writes.values[at]!;
      const before = column < row.length ? row[column]! : 0;
      if (before === value) continue;
      isChange = true;
      fingerprints.change(column, before, value);
    }
    if (isChange || keepIdle || taken.isWrong) {
      this.#starts[this.count] = begin;
      this.#note(taken, ~taken.number, fingerprints.low, fingerprints.high);
      return;
    }
    this.#writes.end = begin;
    this.idle += 1;
  }

  #isCut({ from, to }: ChannelColumn, row: Int32Array, begin: number): boolean {
    const environment = this.#writes.get(begin, row, ENVIRONMENT_COLUMN);
    const split = this.#environment.split(environment);
    return split !== 0 && this.#environment.isCut(split, this.#columns.known(from)?.place ?? null, this.#columns.known(to)?.place ?? null);
  }

  /** A transition in which an actor is created that is there already. */
  #clash(transition: Transition, column: number): Transition {
    const known = this.#clashes.get(transition.number);
    if (known) return known;
    const id = this.#columns.actors.find((it) => it.column === column)?.id ?? '';
    const failure = `there is an actor '${id}' already; take the id of an actor from the message that caused it`;
    const clash = this.#compiler.failing(transition, failure);
    this.#clashes.set(transition.number, clash);
    return clash;
  }
}
