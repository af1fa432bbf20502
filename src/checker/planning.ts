/** From a transition to what it writes where the columns that it reads are known; undefined where more than those must be looked at. */
import type { Columns } from './columns.ts';
import type { Fingerprints } from './fingerprint.ts';
import { OP, OP_WIDTH, type Planned, type Transition } from './transition.ts';

/** The number of a plan: what can happen where a local state and an event meet. */
export type Plan = number;

/** That nothing can. */
export const NOTHING: Plan = 0;

/** Numbers that a step takes of which all is known: that of what was planned, and what it adds to the two lanes of the fingerprint. */
export const STEP_WIDTH = 3;

/** What of a plan must be looked at when it is taken. */
export interface Rest {
  /** Those of which all is known but what comes of what they send. */
  readonly planned: readonly Planned[];
  /** The others. */
  readonly transitions: readonly Transition[];
}

/** Makes plans of transitions, and keeps them side by side: a search goes through them all the time. */
export class Planner {
  /** All that were planned, by their numbers. */
  readonly planned: Planned[] = [];
  /** Steps of which all is known, and which change something; those of one plan one after another. */
  steps = new Int32Array(256 * STEP_WIDTH);
  /** By plan: where its steps begin, how many they are, and how many transitions change nothing at all. */
  starts = new Int32Array(256);
  counts = new Int32Array(256);
  idles = new Int32Array(256);
  readonly rests: (Rest | undefined)[] = [undefined];
  readonly idleOf: (readonly Transition[])[] = [[]];
  readonly #columns: Columns;
  readonly #fingerprints: Fingerprints;
  /** Who remembers what happens must see all of it, and what a split cuts off shows only in a row. */
  readonly #mayPlan: boolean;
  #end = 0;

  constructor({
    columns,
    fingerprints,
    mayPlan,
  }: {
    readonly columns: Columns;
    readonly fingerprints: Fingerprints;
    readonly mayPlan: boolean;
  }) {
    this.#columns = columns;
    this.#fingerprints = fingerprints;
    this.#mayPlan = mayPlan;
  }

  /** What can be known of transitions in every row in which these columns have these values. */
  plan(transitions: readonly Transition[], known: Known): Plan {
    if (transitions.length === 0) return NOTHING;
    if (!this.#mayPlan) return this.unplanned(transitions);
    const plans = transitions.map((transition) => ({
      transition,
      plan: this.#keep(planned(transition, known, this.#columns, this.#fingerprints)),
    }));
    const all = plans.flatMap(({ plan }) => (plan === undefined || isIdle(plan) ? [] : [plan]));
    return this.#add({
      plain: all.filter(isPlain),
      planned: all.filter((it) => !isPlain(it)),
      transitions: plans.flatMap(({ transition, plan }) => (plan === undefined ? [transition] : [])),
      idle: plans.flatMap(({ transition, plan }) => (plan !== undefined && isIdle(plan) ? [transition] : [])),
    });
  }

  /** A plan of which nothing is known but the transitions. */
  unplanned(transitions: readonly Transition[]): Plan {
    return transitions.length === 0 ? NOTHING : this.#add({ plain: [], planned: [], transitions, idle: [] });
  }

  #keep(plan: Omit<Planned, 'number'> | undefined): Planned | undefined {
    if (!plan) return undefined;
    const kept = { number: this.planned.length, ...plan };
    this.planned.push(kept);
    return kept;
  }

  #add({
    plain,
    planned: others,
    transitions,
    idle,
  }: Rest & { readonly plain: readonly Planned[]; readonly idle: readonly Transition[] }): Plan {
    const plan = this.rests.length;
    if (plan === this.starts.length) {
      this.starts = doubled(this.starts);
      this.counts = doubled(this.counts);
      this.idles = doubled(this.idles);
    }
    while (this.#end + plain.length * STEP_WIDTH > this.steps.length) this.steps = doubled(this.steps);
    this.starts[plan] = this.#end;
    this.counts[plan] = plain.length;
    this.idles[plan] = idle.length;
    for (const { number, low, high } of plain) {
      this.steps.set([number, low, high], this.#end);
      this.#end += STEP_WIDTH;
    }
    this.rests.push(others.length + transitions.length > 0 ? { planned: others, transitions } : undefined);
    this.idleOf.push(idle);
    return plan;
  }
}

/** It changes nothing at all, whatever the row. */
function isIdle({ isChange, appends, transition }: Planned): boolean {
  return !isChange && appends.length === 0 && !transition.isWrong;
}

/** Nothing about it has to be looked at when it is taken. */
function isPlain({ appends, isChange, transition }: Planned): boolean {
  return isChange && appends.length === 0 && !transition.isWrong && !transition.isFault;
}

/** By column, what it holds. */
export type Known = ReadonlyMap<number, number>;

function planned(transition: Transition, known: Known, columns: Columns, fingerprints: Fingerprints): Omit<Planned, 'number'> | undefined {
  const { ops } = transition;
  const after = new Map<number, number>();
  const appends: number[] = [];
  for (let at = 0; at < ops.length; at += OP_WIDTH) {
    const what = ops[at + 1]!;
    const value = ops[at + 2]!;
    if (ops[at] === OP.set && known.has(what)) after.set(what, value);
    else if (ops[at] === OP.append) appends.push(what, value);
    else return undefined;
  }
  // What is sent on the channel that a message was just taken from, or two messages on one, must be put there one after another.
  const channels = appends.filter((_, at) => at % 2 === 0).map((line) => columns.lines[line]!.channel.column);
  if (new Set(channels).size < channels.length || channels.some((column) => known.has(column))) return undefined;
  const changes = [...after].filter(([column, value]) => known.get(column) !== value);
  fingerprints.low = 0;
  fingerprints.high = 0;
  for (const [column, value] of changes) fingerprints.change(column, known.get(column) ?? 0, value);
  const { low, high } = fingerprints;
  return {
    transition,
    writes: Int32Array.from(changes.flat()),
    low,
    high,
    appends: Int32Array.from(appends),
    isChange: changes.length > 0,
  };
}

export function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
