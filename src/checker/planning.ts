/**
 * From transitions to what is known of them where the columns that they read hold certain values; all of it as numbers side by side, since a
 * search goes through them all the time.
 */
import { ColumnChanges } from './column-changes.ts';
import type { Columns } from './columns.ts';
import type { Fingerprints } from './fingerprint.ts';
import type { Observer } from './judge.ts';
import { PairTable } from './pair-table.ts';
import { withRoom } from './room.ts';
import { OP, OP_WIDTH, type Transition } from './transition.ts';

/** The place of a plan among all plans: what can happen where a local state and an event meet. */
export type Plan = number;

/** That nothing can. */
export const NOTHING: Plan = 0;

/**
 * What a plan begins with: how many steps are known in full; how many transitions change nothing; of how many it is known what they do, but
 * for what comes of some columns; and the number of the list of the other ones. Then come those that are known in full: of each where it
 * stands among what is planned, and what it adds to the two lanes of the fingerprint. Then those that are known in part: where they stand.
 */
export const HEAD = { known: 0, idle: 1, partly: 2, others: 3, width: 4, knownWidth: 3 } as const;

/**
 * What is planned of a transition: its number; the kinds that it may change; what it is; what its writes add to the lanes of the fingerprint;
 * to how many columns it writes, whatever they hold, and of how many it is a change. Then come the columns, each with its value, and the
 * numbers of the changes.
 */
export const PLANNED = { transition: 0, kinds: 1, is: 2, low: 3, high: 4, writes: 5, changes: 6, width: 7 } as const;

/** What a planned transition is, a bit each. */
export const IS = { otherwise: 1, wrong: 2, fault: 4 } as const;

/** By column, what it holds. */
export type Known = ReadonlyMap<number, number>;

interface Draft {
  readonly transition: Transition;
  /** Columns, and what they get, which is not what they hold. */
  readonly writes: readonly (readonly [column: number, value: number])[];
  /** What the writes add to the lanes of the fingerprint. */
  readonly low: number;
  readonly high: number;
  /** Numbers of changes. */
  readonly changes: readonly number[];
}

interface Parts {
  readonly known?: readonly Draft[];
  readonly partly?: readonly Draft[];
  readonly others: readonly Transition[];
  readonly idle?: readonly Transition[];
}

export interface PlannerOptions {
  readonly columns: Columns;
  readonly fingerprints: Fingerprints;
  /** Those who remember what happened. */
  readonly observers: readonly Observer[];
  /** What a split cuts off shows only in a row. */
  readonly maySplit: boolean;
}

export class Planner {
  /** All that was planned, one transition after another. */
  planned = new Int32Array(256);
  /** All plans, one after another. */
  plans = new Int32Array(256);
  readonly changes: ColumnChanges;
  /** Of one plan, the most steps that are known in full. */
  knownMax = 0;
  readonly #options: PlannerOptions;
  /** By line and message, the number of the change that it is to put one on the other. */
  readonly #appends = new PairTable();
  readonly #others: (readonly Transition[])[] = [[]];
  readonly #idles = new Map<Plan, readonly Transition[]>();
  #plannedEnd = 0;
  #plansEnd: number = HEAD.width;

  constructor(options: PlannerOptions) {
    this.#options = options;
    this.changes = new ColumnChanges(options.fingerprints);
  }

  /** What can be known of transitions in every row in which these columns have these values. */
  plan(transitions: readonly Transition[], known: Known): Plan {
    if (transitions.length === 0) return NOTHING;
    if (this.#options.maySplit) return this.unplanned(transitions);
    const others: Transition[] = [];
    const planned = transitions.flatMap((transition) => {
      const draft = this.#draft(transition, known);
      if (!draft) others.push(transition);
      return draft ?? [];
    });
    // Planned or not, they stay in their order where none can be left out.
    if (this.#options.observers.length > 0 && others.length > 0) return this.unplanned(transitions);
    const idle = planned.filter(isIdle);
    const full = planned.filter(isKnown);
    return this.#add({
      known: full,
      partly: planned.filter((it) => !idle.includes(it) && !full.includes(it)),
      others,
      idle: idle.map(({ transition }) => transition),
    });
  }

  /** A plan of which nothing is known but the transitions. */
  unplanned(transitions: readonly Transition[]): Plan {
    return transitions.length === 0 ? NOTHING : this.#add({ others: transitions });
  }

  /** The transitions of a plan that must be looked at. */
  others(plan: Plan): readonly Transition[] {
    return this.#others[this.plans[plan + HEAD.others]!]!;
  }

  /** The transitions of a plan that change nothing. */
  idles(plan: Plan): readonly Transition[] {
    return this.#idles.get(plan) ?? [];
  }

  /** @returns undefined where more than the known columns must be looked at */
  #draft(transition: Transition, known: Known): Draft | undefined {
    const { columns, fingerprints, observers } = this.#options;
    const { ops } = transition;
    const after = new Map<number, number>();
    const appends: { readonly line: number; readonly message: number }[] = [];
    for (let at = 0; at < ops.length; at += OP_WIDTH) {
      const what = ops[at + 1]!;
      const value = ops[at + 2]!;
      if (ops[at] === OP.set && known.has(what)) after.set(what, value);
      else if (ops[at] === OP.append) appends.push({ line: what, message: value });
      else return undefined;
    }
    // What is sent on the channel that a message was just taken from, or two messages on one, must be put there one after another.
    const channels = appends.map(({ line }) => columns.lines[line]!.channel.column);
    if (new Set(channels).size < channels.length || channels.some((column) => known.has(column))) return undefined;
    const writes = [...after].filter(([column, value]) => known.get(column) !== value);
    fingerprints.low = 0;
    fingerprints.high = 0;
    for (const [column, value] of writes) fingerprints.change(column, known.get(column) ?? 0, value);
    const { low, high } = fingerprints;
    const changes = [
      ...appends.map(({ line, message }) => this.#append(line, message)),
      ...observers.map((it) => this.changes.add(it.column, (remembered) => it.next(remembered, transition))),
    ];
    return { transition, writes, low, high, changes };
  }

  #append(line: number, message: number): number {
    const known = this.#appends.get(line, message);
    if (known >= 0) return known;
    const { channel } = this.#options.columns.lines[line]!;
    const change = this.changes.add(channel.column, (content) => channel.append(content, message));
    this.#appends.set(line, message, change);
    return change;
  }

  #add({ known = [], partly = [], others, idle = [] }: Parts): Plan {
    const numbers = [...known.flatMap((it) => [this.#keep(it), it.low, it.high]), ...partly.map((it) => this.#keep(it))];
    const plan = this.#plansEnd;
    this.#plansEnd += HEAD.width + numbers.length;
    this.plans = withRoom(this.plans, this.#plansEnd);
    this.plans.set([known.length, idle.length, partly.length, others.length > 0 ? this.#others.length : 0, ...numbers], plan);
    this.knownMax = Math.max(this.knownMax, known.length);
    if (others.length > 0) this.#others.push(others);
    if (idle.length > 0) this.#idles.set(plan, idle);
    return plan;
  }

  /** @returns where it stands among what is planned */
  #keep({ transition, writes, low, high, changes }: Draft): number {
    const { number, kinds } = transition;
    const is = natureOf(transition) | (writes.length > 0 ? IS.otherwise : 0);
    const numbers = [number, kinds, is, low, high, writes.length, changes.length, ...writes.flat(), ...changes];
    const place = this.#plannedEnd;
    this.#plannedEnd += numbers.length;
    this.planned = withRoom(this.planned, this.#plannedEnd);
    this.planned.set(numbers, place);
    return place;
  }
}

/** What a transition is by itself. */
export function natureOf({ isWrong, isFault }: Transition): number {
  return (isWrong ? IS.wrong : 0) | (isFault ? IS.fault : 0);
}

/** It leaves everything as it is, whatever the row. */
function isIdle({ writes, changes, transition }: Draft): boolean {
  return writes.length === 0 && changes.length === 0 && !transition.isWrong;
}

/** Nothing about it has to be looked at when it is taken. */
function isKnown({ writes, changes, transition }: Draft): boolean {
  return writes.length > 0 && changes.length === 0 && !transition.isWrong && !transition.isFault;
}
