/**
 * What is outside of the system: how many faults may still befall, which of them have not ended, whether the network is split; and, where
 * timers go off in order of time, the work that is still to arrive. The first column of the rows.
 */
import { canonical } from '../actors/canonical.ts';
import type { Arrival } from '../actors/system.ts';
import type { FaultOption } from '../scenarios/check-spec.ts';
import { Interner } from './interner.ts';

export const ENVIRONMENT_COLUMN = 0;

interface EnvironmentState {
  /** Faults left, by name; none where there are 0. */
  readonly left: Readonly<Record<string, number>>;
  /** Faults that have not ended, by their places among all options; sorted. */
  readonly open: readonly number[];
  /** The split that holds, from 1; 0: none. */
  readonly split: number;
  /** How many have arrived, and microseconds until the next one does. */
  readonly arrived: number;
  readonly dueUs: number;
}

/** Something that may come from outside; what has the same key is the same, for fairness. */
export type Outside = { readonly key: string } & (
  | { readonly type: 'fault'; readonly name: string; readonly option: FaultOption; readonly isEnd: boolean; readonly after: number }
  | { readonly type: 'split'; readonly groups: readonly (readonly string[])[]; readonly after: number }
  | { readonly type: 'heal'; readonly after: number }
  | { readonly type: 'arrival'; readonly arrival: Arrival; readonly after: number }
);

export interface EnvironmentOptions {
  readonly faults: Readonly<Record<string, readonly FaultOption[]>>;
  readonly budget: Readonly<Record<string, number>>;
  readonly splits: readonly (readonly (readonly string[])[])[];
  /** Where timers go off in order of time; else the work lies in channels of its own. */
  readonly timedArrivals: readonly Arrival[];
}

export class Environment {
  readonly #options: readonly { readonly name: string; readonly option: FaultOption }[];
  readonly #splits: EnvironmentOptions['splits'];
  readonly #arrivals: readonly Arrival[];
  readonly #states = new Interner<EnvironmentState>();
  readonly #outside: (readonly Outside[])[] = [];
  readonly #spent = new Map<string, number[]>();
  readonly first: number;
  readonly maySplit: boolean;
  readonly mayLose: boolean;
  readonly mayDouble: boolean;

  constructor({ faults, budget, splits, timedArrivals }: EnvironmentOptions) {
    this.#options = Object.entries(faults).flatMap(([name, options]) => options.map((option) => ({ name, option })));
    this.#splits = splits;
    this.maySplit = (budget['split'] ?? 0) > 0;
    this.mayLose = (budget['loss'] ?? 0) > 0;
    this.mayDouble = (budget['duplication'] ?? 0) > 0;
    this.#arrivals = timedArrivals;
    const left = Object.fromEntries(Object.entries(budget).filter(([, count]) => count > 0));
    this.first = this.#number({ left, open: [], split: 0, arrived: 0, dueUs: dueUs(timedArrivals, 0) });
  }

  /** What may come from outside next, messages that are lost or doubled left out. */
  outside(environment: number): readonly Outside[] {
    const known = this.#outside[environment];
    if (known) return known;
    const state = this.#states.value(environment);
    const outside = [...this.#arriving(state), ...this.#beginning(state), ...this.#ending(state)];
    this.#outside[environment] = outside;
    return outside;
  }

  /** The environment with one fault less of a name; -1 if there is none left. */
  spend(environment: number, name: string): number {
    const spent = this.#spent.get(name) ?? [];
    this.#spent.set(name, spent);
    const known = spent[environment];
    if (known !== undefined) return known;
    const state = this.#states.value(environment);
    const after = (state.left[name] ?? 0) > 0 ? this.#number({ ...state, left: without(state.left, name) }) : -1;
    spent[environment] = after;
    return after;
  }

  split(environment: number): number {
    return this.#states.value(environment).split;
  }

  /** Whether a split keeps two places apart. Who is in no group reaches all. */
  isCut(split: number, from: string | null, to: string | null): boolean {
    if (from === null || to === null) return false;
    const groups = this.#splits[split - 1] ?? [];
    const one = groups.findIndex((group) => group.includes(from));
    const other = groups.findIndex((group) => group.includes(to));
    return one >= 0 && other >= 0 && one !== other;
  }

  /** Microseconds until the next work arrives. */
  dueUs(environment: number): number {
    return this.#states.value(environment).dueUs;
  }

  later(environment: number, us: number): number {
    const state = this.#states.value(environment);
    return this.#number({ ...state, dueUs: state.dueUs - us });
  }

  /** The environment in which who is who has changed. */
  renamed(environment: number, rename: (data: unknown) => unknown): number {
    const state = this.#states.value(environment);
    const open = state.open.map((it) => {
      const { name, option } = this.#options[it]!;
      const key = canonical(rename({ name, option }));
      const other = this.#options.findIndex((candidate) => canonical(candidate) === key);
      if (other < 0) throw new Error(`the fault '${name}' befalls ${JSON.stringify(option.to)}, but not all that are like it`);
      return other;
    });
    return this.#number({ ...state, open: open.sort((a, b) => a - b) });
  }

  #arriving({ dueUs: due, arrived, ...state }: EnvironmentState): readonly Outside[] {
    const arrival = this.#arrivals[arrived];
    if (!arrival || due > 0) return [];
    const after = this.#number({ ...state, arrived: arrived + 1, dueUs: dueUs(this.#arrivals, arrived + 1) });
    return [{ key: 'arrival', type: 'arrival', arrival, after }];
  }

  #beginning(state: EnvironmentState): readonly Outside[] {
    const faults = this.#options.flatMap(({ name, option }, number): readonly Outside[] => {
      if ((state.left[name] ?? 0) === 0 || this.#isUnderWay(state, option)) return [];
      const open = option.endedBy ? [...state.open, number].sort((a, b) => a - b) : state.open;
      return [
        {
          key: 'fault',
          type: 'fault',
          name,
          option,
          isEnd: false,
          after: this.#number({ ...state, left: without(state.left, name), open }),
        },
      ];
    });
    const isWhole = state.split === 0 && (state.left['split'] ?? 0) > 0;
    const splits = isWhole
      ? this.#splits.map((groups, at): Outside => {
          return {
            key: 'split',
            type: 'split',
            groups,
            after: this.#number({ ...state, left: without(state.left, 'split'), split: at + 1 }),
          };
        })
      : [];
    return [...faults, ...splits];
  }

  /** A machine that is down cannot crash. */
  #isUnderWay({ open }: EnvironmentState, option: FaultOption): boolean {
    return option.endedBy !== undefined && open.some((it) => canonical(this.#options[it]!.option.to) === canonical(option.to));
  }

  #ending(state: EnvironmentState): readonly Outside[] {
    const ends = state.open.map((number): Outside => {
      const { name, option } = this.#options[number]!;
      return {
        key: `end ${number}`,
        type: 'fault',
        name,
        option,
        isEnd: true,
        after: this.#number({ ...state, open: state.open.filter((it) => it !== number) }),
      };
    });
    return state.split === 0 ? ends : [...ends, { key: 'heal', type: 'heal', after: this.#number({ ...state, split: 0 }) }];
  }

  #number(state: EnvironmentState): number {
    return this.#states.number(canonical(state), () => state);
  }
}

function without(left: EnvironmentState['left'], name: string): EnvironmentState['left'] {
  const { [name]: count = 0, ...others } = left;
  return count > 1 ? { ...others, [name]: count - 1 } : others;
}

/** From one arrival to the next; infinite, as a number that can be written, after the last. */
function dueUs(arrivals: readonly Arrival[], next: number): number {
  const arrival = arrivals[next];
  if (!arrival) return Number.POSITIVE_INFINITY;
  return Math.round((arrival.atMs - (arrivals[next - 1]?.atMs ?? 0)) * 1000);
}
