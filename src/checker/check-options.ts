/** What a check is asked, and what it answers. */
import type { ChartTransition } from '../actors/behavior.ts';
import type { EngineName } from '../actors/stepper.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import type { NetworkModel } from '../scenarios/check-spec.ts';
import type { Path } from './path.ts';
import type { Property } from '../properties/property.ts';

export interface CheckOptions {
  readonly scenario: AnyScenario;
  /** As resolveParameters gives them. */
  readonly params: unknown;
  /** Work from files; without it, that of the scenario's check, or what it makes up. */
  readonly items?: readonly unknown[];
  /** In place of the scenario's own. */
  readonly network?: NetworkModel;
  /** `any`: whichever runs may go off next. `in order`: by their lengths; only where no wire takes time and every delay has one length. */
  readonly timers?: 'any' | 'in order';
  /** How many of each fault, in place of the scenario's budget. */
  readonly faults?: Readonly<Record<string, number>>;
  /** Take states that differ only by who is who for one. */
  readonly symmetry?: boolean;
  /** Leave out orders of steps that come to the same. */
  readonly reduction?: boolean;
  /** Keep whole states, rather than fingerprints of them. */
  readonly exact?: boolean;
  readonly search?: 'breadth first' | 'depth first' | 'random walk';
  /** Of the random walk. */
  readonly seed?: number;
  /** Names of the properties to check; all by default. */
  readonly only?: readonly string[];
  /** In place of the scenario's. */
  readonly properties?: readonly Property[];
  /** Go on after something is violated, until every property has its verdict. */
  readonly all?: boolean;
  readonly limits?: Limits;
  /** What steps the machines; both come to the same. `compiled` unless given. */
  readonly engine?: EngineName;
  /** Told of every transition that some actor takes in some state, by its kind: at least once each. */
  readonly onTransition?: (kind: string, transition: ChartTransition) => void;
  /** Milliseconds of real time, for the limit on seconds and the figures; without it, both stand still. */
  readonly clockMs?: () => number;
  /** Bytes that the process holds. */
  readonly memoryBytes?: () => number;
}

export interface Limits {
  readonly statesMax?: number;
  /** Steps from the initial state, which is at depth 1. */
  readonly depthMax?: number;
  readonly secondsMax?: number;
  readonly memoryBytesMax?: number;
}

export type Verdict = 'holds' | 'violated' | 'incomplete';

/** What is checked beside the scenario's properties. */
export const BUILT_IN = {
  deadlock: 'never at rest before the end',
  unhandled: 'every message is awaited',
  failure: 'no machine fails',
} as const;

export interface PropertyResult {
  readonly name: string;
  readonly type: Property['type'] | keyof typeof BUILT_IN;
  readonly verdict: Verdict;
  /** Where it is violated; of `sometimes`, where it holds. */
  readonly path?: Path;
  /** What a machine threw, or which message nobody awaited. */
  readonly detail?: string;
}

export interface CheckProgress {
  /** What is being done. */
  readonly phase: 'exploring' | 'looking for cycles';
  readonly states: number;
  readonly frontier: number;
  readonly depth: number;
}

export interface CheckResult {
  readonly verdict: Verdict;
  /** Why it is incomplete: the limit that was reached, in words. */
  readonly reason?: string;
  /** What was asked for, and not done, since it could not be; the verdict does not depend on it. */
  readonly note?: string;
  /** Distinct states. */
  readonly states: number;
  /** Generated, initial states and steps that change nothing included. */
  readonly transitions: number;
  /** Of the deepest state; the initial one is at 1. */
  readonly depth: number;
  readonly wallMs: number;
  readonly statesPerSecond: number;
  /** Of the search, less what stood before it. */
  readonly peakMemoryBytes: number;
  readonly bytesPerState: number;
  /** That a state was taken for another one with the same fingerprint; 0 where whole states are kept. */
  readonly omissionProbability: number;
  readonly properties: readonly PropertyResult[];
  /** Calls into machines that all of this took. */
  readonly machineSteps: number;
}
