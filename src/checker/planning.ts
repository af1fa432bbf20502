/** From a transition to what it writes where the columns that it reads are known; undefined where more than those must be looked at. */
import type { Columns } from './columns.ts';
import type { Fingerprints } from './fingerprint.ts';
import { OP, OP_WIDTH, type Planned, type Transition } from './transition.ts';

/** The transitions of a local state and what meets it. */
export interface Plan {
  /** Those of which all is known, and which change something: their numbers, and what they add to the fingerprint. */
  readonly known: KnownSteps;
  /** Those of which all is known but what comes of what they send. */
  readonly planned: readonly Planned[];
  /** The others. */
  readonly transitions: readonly Transition[];
  /** Those that change nothing at all, and so need not be applied. */
  readonly idle: readonly Transition[];
}

/** Side by side, so that they are taken over as they are. */
export interface KnownSteps {
  readonly codes: Int32Array;
  readonly lows: Int32Array;
  readonly highs: Int32Array;
}

const NONE: KnownSteps = { codes: new Int32Array(0), lows: new Int32Array(0), highs: new Int32Array(0) };

export const NOTHING: Plan = { known: NONE, planned: [], transitions: [], idle: [] };

/** Makes plans of transitions. */
export class Planner {
  /** All that were planned, by their numbers. */
  readonly planned: Planned[] = [];
  readonly #columns: Columns;
  readonly #fingerprints: Fingerprints;
  /** Who remembers what happens must see all of it, and what a split cuts off shows only in a row. */
  readonly #mayPlan: boolean;

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
    if (!this.#mayPlan) return unplanned(transitions);
    const plans = transitions.map((transition) => ({ transition, plan: this.#keep(planned(transition, known, this.#columns, this.#fingerprints)) }));
    const isIdle = ({ transition: { failure, unhandled }, plan }: (typeof plans)[number]): boolean =>
      plan !== undefined && !plan.isChange && plan.appends.length === 0 && failure === undefined && unhandled === undefined;
    const all = plans.flatMap((it) => (it.plan === undefined || isIdle(it) ? [] : [it.plan]));
    return {
      known: stepsOf(all.filter(isPlain)),
      planned: all.filter((it) => !isPlain(it)),
      transitions: plans.flatMap(({ transition, plan }) => (plan === undefined ? [transition] : [])),
      idle: plans.filter(isIdle).map(({ transition }) => transition),
    };
  }

  #keep(plan: Omit<Planned, 'number'> | undefined): Planned | undefined {
    if (!plan) return undefined;
    const kept = { number: this.planned.length, ...plan };
    this.planned.push(kept);
    return kept;
  }
}

/** Nothing about it has to be looked at when it is taken. */
function isPlain({ appends, isChange, transition }: Planned): boolean {
  return isChange && appends.length === 0 && !transition.isWrong && !transition.isFault;
}

function stepsOf(planned: readonly Planned[]): KnownSteps {
  return {
    codes: Int32Array.from(planned, ({ number }) => number),
    lows: Int32Array.from(planned, ({ low }) => low),
    highs: Int32Array.from(planned, ({ high }) => high),
  };
}

/** A plan of which nothing is known but the transitions. */
export function unplanned(transitions: readonly Transition[]): Plan {
  return { known: NONE, planned: [], transitions, idle: [] };
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
