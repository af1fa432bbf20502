/**
 * What a placement policy is: a pure function that is asked again and again what to do next, until it
 * names a host. It draws machines and asks for their load by saying so; the shadow does it.
 */
import type { FileVersion, Known, View } from '../protocol.ts';

export type PolicyName = 'local' | 'random' | 'random-threshold' | 'threshold' | 'power-of-d' | 'least-loaded' | 'nearest-files';

/** The policy of a system, and its numbers. */
export interface Placement {
  readonly policy: PolicyName;
  /** T: load at or above which a machine counts as full (random-threshold, threshold). */
  readonly threshold: number;
  /** L, the most machines that are probed (threshold); d, the machines that are compared (power-of-d). */
  readonly probes: number;
}

/** Where a command stands that looks for a host. */
export interface Situation {
  readonly placement: Placement;
  /** All machines, sorted. */
  readonly machines: readonly string[];
  readonly view: View;
  /** Age from which the news of a machine does not count any more. */
  readonly ageMax: number;
  /** Where it was placed in vain, sorted. */
  readonly avoided: readonly string[];
  readonly memoryBytes: number;
  /** The files that it reads, as they were found. */
  readonly files: readonly FileVersion[];
  /** The machine on which the files of an owner lie. */
  readonly volumes: Readonly<Record<string, string>>;
  /** Machines drawn so far, in order. */
  readonly drawn: readonly string[];
  /** Answers to probes so far; who did not answer counts as infinitely loaded. */
  readonly probed: readonly Probed[];
}

export interface Probed {
  readonly machine: string;
  /** Null: no answer. */
  readonly known: Known | null;
}

export type Move =
  | { readonly type: 'run'; readonly host: string }
  /** Draw one of these at random, each as likely; never empty. */
  | { readonly type: 'draw'; readonly among: readonly string[] }
  /** Ask these for their load. */
  | { readonly type: 'probe'; readonly machines: readonly string[] };

/** @returns what to do next; after at most a few draws and probes, a host */
export type Policy = (situation: Situation) => Move;

/** The load that a machine answered; infinite if it did not answer, or was not asked. */
export function probedLoad({ probed }: Situation, machine: string): number {
  return probed.find((it) => it.machine === machine)?.known?.load ?? Number.POSITIVE_INFINITY;
}

/**
 * Machines that may be drawn: not drawn yet, not suspected, and not where it was in vain. Where there are none, home
 * will do if it may; else a suspected one is better than none, and even one where it was in vain.
 */
export function candidates(situation: Situation, { home }: { readonly home: boolean }): readonly string[] {
  const { machines, view, drawn, avoided } = situation;
  const unwanted = home ? drawn : [view.home.machine, ...drawn];
  if (avoided.length === 0 && view.others.length === 0) return without(machines, unwanted);
  const suspected = suspectedBy(situation);
  const hopeful = without(machines, [...unwanted, ...avoided]);
  const good = hopeful.filter((it) => !suspected.has(it));
  if (good.length > 0) return good;
  if (drawn.length > 0 || !avoided.includes(view.home.machine)) return [];
  return hopeful.length > 0 ? hopeful : without(machines, unwanted);
}

/** A list without a few of its members: copied a few times rather than walked through, which is quicker where it is long. */
function without(machines: readonly string[], few: readonly string[]): readonly string[] {
  return few.reduce<readonly string[]>((left, name) => {
    const at = left.indexOf(name);
    return at < 0 ? left : left.toSpliced(at, 1);
  }, machines);
}

/** Machines that are known, not suspected, and not where it was in vain, home among them; may be none. */
export function knownMachines({ view, ageMax, avoided, memoryBytes }: Situation): readonly Known[] {
  const hopeful = [view.home, ...view.others.filter(({ age }) => age < ageMax)].filter(({ machine }) => !avoided.includes(machine));
  const roomy = hopeful.filter(({ freeBytes }) => freeBytes >= memoryBytes);
  return roomy.length > 0 ? roomy : hopeful;
}

/** Where nothing is known of any machine that might do: anywhere but at home, where it was in vain. */
export function anywhereElse(situation: Situation): Move {
  const others = candidates(situation, { home: false });
  const host = situation.drawn.at(-1) ?? (others.length === 0 ? situation.view.home.machine : undefined);
  return host === undefined ? { type: 'draw', among: others } : { type: 'run', host };
}

/** Runs at one of several that are as good as each other: home if it is one of them, else any. */
export function anyOf(situation: Situation, equals: readonly string[]): Move {
  const { view, drawn } = situation;
  const [only] = equals;
  const host = equals.includes(view.home.machine) ? view.home.machine : equals.length === 1 ? only : drawn.at(-1);
  return host === undefined ? { type: 'draw', among: equals } : { type: 'run', host };
}

function suspectedBy({ view, ageMax }: Situation): ReadonlySet<string> {
  return new Set(view.others.filter(({ age }) => age >= ageMax).map(({ machine }) => machine));
}
