/**
 * The steps of one row: which transitions are taken from it, what each of them writes, and the fingerprint that it leads to. One set of typed
 * arrays, used again for the next row.
 */
import type { Application } from './application.ts';
import type { Columns } from './columns.ts';
import type { Compiler } from './compiler.ts';
import type { Fingerprints } from './fingerprint.ts';
import { HEAD, IS, natureOf, PLANNED, type Plan, type Planner } from './planning.ts';
import { withRoom } from './room.ts';
import type { Transition } from './transition.ts';
import { Writes } from './writes.ts';

// Imported constants are looked up wherever they are used; these are numbers in the code.
const { known: KNOWN, idle: IDLE, partly: PARTLY, others: OTHERS, width: HEAD_WIDTH, knownWidth: WIDTH } = HEAD;
const { is: KIND, low: LOW, high: HIGH, writes: WRITES, changes: CHANGES, width: PLANNED_WIDTH } = PLANNED;

export interface StepsOptions {
  readonly columns: Columns;
  readonly compiler: Compiler;
  readonly planner: Planner;
  readonly application: Application;
  readonly fingerprints: Fingerprints;
}

export class Steps {
  readonly #columns: Columns;
  readonly #compiler: Compiler;
  readonly #planner: Planner;
  readonly #application: Application;
  readonly #fingerprints: Fingerprints;
  /**
   * The first `count` are the steps of the row: of each where it stands among what is planned, or, below 0, the complement of the number of
   * its transition; and the lanes of the fingerprint that it leads to.
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
  /** What the columns of the row held that a step was entered by. */
  readonly #before = new Writes();
  readonly #single = new Int32Array(1);
  #rowLow = 0;
  #rowHigh = 0;

  constructor({ columns, compiler, planner, application, fingerprints }: StepsOptions) {
    this.#columns = columns;
    this.#compiler = compiler;
    this.#planner = planner;
    this.#application = application;
    this.#fingerprints = fingerprints;
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

  /** Follows one plan alone. */
  follow(row: Int32Array, plan: Plan, keepIdle: boolean): void {
    this.#single[0] = plan;
    this.followAll(row, this.#single, 1, keepIdle);
  }

  /**
   * Follows so many plans, one after another.
   *
   * @param keepIdle keep steps that change nothing, too
   */
  followAll(row: Int32Array, followed: Int32Array, count: number, keepIdle: boolean): void {
    const planner = this.#planner;
    for (let at = this.#copy(followed, 0, count, keepIdle); at < count; at = this.#copy(followed, at + 1, count, keepIdle)) {
      const plan = followed[at]!;
      const first = plan + HEAD_WIDTH + planner.plans[plan + KNOWN]! * WIDTH;
      const end = first + planner.plans[plan + PARTLY]!;
      for (let partly = first; partly < end; partly += 1) this.#take(row, planner.plans[partly]!, keepIdle);
      if (planner.plans[plan + OTHERS]! !== 0) for (const it of planner.others(plan)) this.apply(row, it, keepIdle);
      if (keepIdle) for (const it of planner.idles(plan)) this.apply(row, it, true);
    }
  }

  /**
   * Copies the steps of plans that are known in full, from one plan on. Without a call, so that all it reads stays at hand.
   *
   * @returns the first plan that has other ones, too; the count, if none has
   */
  #copy(followed: Int32Array, from: number, count: number, keepIdle: boolean): number {
    const { plans, knownMax } = this.#planner;
    this.#makeRoom(this.count + (count - from) * knownMax);
    const codes = this.#codes;
    const { lows, highs } = this;
    const low = this.#rowLow;
    const high = this.#rowHigh;
    let step = this.count;
    let idle = 0;
    let at = from;
    for (; at < count; at += 1) {
      const plan = followed[at]!;
      const end = plan + HEAD_WIDTH + plans[plan + KNOWN]! * WIDTH;
      for (let known = plan + HEAD_WIDTH; known < end; known += WIDTH) {
        codes[step] = plans[known]!;
        lows[step] = (low + plans[known + 1]!) | 0;
        highs[step] = (high + plans[known + 2]!) | 0;
        step += 1;
      }
      idle += plans[plan + IDLE]!;
      if ((plans[plan + PARTLY]! | plans[plan + OTHERS]!) !== 0 || (keepIdle && plans[plan + IDLE]! > 0)) break;
    }
    this.count = step;
    if (!keepIdle) this.idle += idle;
    return at;
  }

  /** Takes a transition of which all is known but what comes of some columns. */
  #take(row: Int32Array, code: number, keepIdle: boolean): void {
    const { planned, changes } = this.#planner;
    const is = planned[code + KIND]!;
    let low = (this.#rowLow + planned[code + LOW]!) | 0;
    let high = (this.#rowHigh + planned[code + HIGH]!) | 0;
    let isOther = (is & IS.otherwise) !== 0;
    const first = code + PLANNED_WIDTH + 2 * planned[code + WRITES]!;
    const end = first + planned[code + CHANGES]!;
    for (let at = first; at < end; at += 1) {
      const content = row[changes.columns[planned[at]!]!]! | 0;
      const cell = changes.at(planned[at]!, content);
      isOther ||= changes.cells[cell]! !== content + 1;
      low = (low + changes.cells[cell + 1]!) | 0;
      high = (high + changes.cells[cell + 2]!) | 0;
    }
    if (!isOther && !keepIdle && (is & IS.wrong) === 0) {
      this.idle += 1;
      return;
    }
    this.#note(code, low, high, is);
  }

  /** Applies a transition, and keeps what it writes if it changes anything. */
  apply(row: Int32Array, transition: Transition, keepIdle: boolean): void {
    const writes = this.#writes;
    const begin = writes.end;
    const taken = this.#application.apply(row, transition, writes);
    const fingerprints = this.#fingerprints;
    fingerprints.low = this.#rowLow;
    fingerprints.high = this.#rowHigh;
    if (!writes.addTo(fingerprints, begin, row) && !keepIdle && !taken.isWrong) {
      writes.end = begin;
      this.idle += 1;
      return;
    }
    this.#note(~taken.number, fingerprints.low, fingerprints.high, natureOf(taken));
    this.#starts[this.count - 1] = begin;
    this.#ends[this.count - 1] = writes.end;
  }

  #note(code: number, low: number, high: number, is: number): void {
    this.#makeRoom(this.count + 1);
    this.#codes[this.count] = code;
    this.lows[this.count] = low;
    this.highs[this.count] = high;
    this.count += 1;
    if ((is & IS.fault) !== 0) this.faults += 1;
    if ((is & IS.wrong) !== 0) this.wrongs += 1;
  }

  #makeRoom(steps: number): void {
    if (this.lows.length >= steps) return;
    this.#codes = withRoom(this.#codes, steps);
    this.lows = withRoom(this.lows, steps);
    this.highs = withRoom(this.highs, steps);
    this.#starts = withRoom(this.#starts, steps);
    this.#ends = withRoom(this.#ends, steps);
  }

  /** Writes the state that a step of the row leads to. */
  write(step: number, row: Int32Array, into: Int32Array): void {
    const columns = Math.min(row.length, this.#columns.count);
    for (let at = 0; at < columns; at += 1) into[at] = row[at]!;
    this.enter(step, into);
  }

  /** Makes of the row the state that a step leads to, until it is left. */
  enter(step: number, row: Int32Array): void {
    this.#before.end = 0;
    const code = this.#codes[step]!;
    if (code >= 0) this.#enterPlanned(code, row);
    else {
      const { columns, values } = this.#writes;
      const end = this.#ends[step]!;
      for (let at = this.#starts[step]!; at < end; at += 1) this.#put(row, columns[at]!, values[at]!);
    }
  }

  #enterPlanned(code: number, row: Int32Array): void {
    const { planned, changes } = this.#planner;
    const first = code + PLANNED_WIDTH;
    const middle = first + 2 * planned[code + WRITES]!;
    const end = middle + planned[code + CHANGES]!;
    for (let at = first; at < middle; at += 2) this.#put(row, planned[at]!, planned[at + 1]!);
    for (let at = middle; at < end; at += 1) {
      const column = changes.columns[planned[at]!]!;
      this.#put(row, column, changes.cells[changes.at(planned[at]!, row[column]! | 0)]! - 1);
    }
  }

  #put(row: Int32Array, column: number, value: number): void {
    this.#before.push(column, row[column]!);
    row[column] = value;
  }

  /** Makes of the row what it was before a step was entered. */
  leave(row: Int32Array): void {
    const { columns, values, end } = this.#before;
    for (let at = end - 1; at >= 0; at -= 1) row[columns[at]!] = values[at]!;
  }

  /** The transition that a step takes. */
  transition(step: number): Transition {
    const code = this.#codes[step]!;
    return this.#compiler.transitions[code >= 0 ? this.#planner.planned[code + PLANNED.transition]! : ~code]!;
  }

  /** The kinds of the actors that a step may change, a bit each. */
  kinds(step: number): number {
    const code = this.#codes[step]!;
    return code >= 0 ? this.#planner.planned[code + PLANNED.kinds]! : this.#compiler.transitions[~code]!.kinds;
  }

  /** Whether a step leads to another state. */
  isChange(step: number): boolean {
    return this.lows[step] !== this.#rowLow || this.highs[step] !== this.#rowHigh;
  }
}
