/** Which transitions of the charts a search has taken: of those that it never takes, no property says anything. */
import type { ChartTransition, Machine } from '../actors/behavior.ts';
import { keyOf, transitionsOf, type TransitionOfChart } from './chart-transitions.ts';

export interface Coverage {
  /** How many states were explored. */
  readonly states: number;
  /** The limit that ended the search, if one did: what lies behind it may cover more. */
  readonly reason?: string;
  readonly kinds: readonly KindCoverage[];
}

/** Of one kind of actor, in order of its chart. */
export interface KindCoverage {
  readonly kind: string;
  readonly covered: readonly TransitionOfChart[];
  readonly uncovered: readonly TransitionOfChart[];
}

/** Has been explored, or can be: what `system` and `machineAlone` make. */
export interface Explorable {
  coverage(): Coverage;
}

/** The transitions that are taken, and those that are not, kind by kind. Explores what is not explored yet. */
export function coverageOf(subject: Explorable): Coverage {
  return subject.coverage();
}

/** Collects transitions, as the steps of a search take them. */
export class Taken {
  readonly #kinds: ReadonlyMap<string, { readonly all: ReadonlyMap<string, TransitionOfChart>; readonly taken: Set<string> }>;

  constructor(machines: Readonly<Record<string, Machine>>) {
    this.#kinds = new Map(
      Object.entries(machines).map(([kind, machine]) => [kind, { all: transitionsOf(machine), taken: new Set<string>() }]),
    );
  }

  see(kind: string, transition: ChartTransition): void {
    this.#kinds.get(kind)?.taken.add(keyOf(transition));
  }

  coverage({ states, reason }: Pick<Coverage, 'states'> & { readonly reason?: string | undefined }): Coverage {
    const kinds = [...this.#kinds].map(([kind, { all, taken }]) => {
      const these = (isTaken: boolean): readonly TransitionOfChart[] =>
        [...all].flatMap(([key, it]) => (taken.has(key) === isTaken ? [it] : []));
      return { kind, covered: these(true), uncovered: these(false) };
    });
    return { states, kinds, ...(reason === undefined ? {} : { reason }) };
  }
}
