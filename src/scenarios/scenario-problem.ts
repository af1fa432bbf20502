/** A problem of a scenario, before anybody knows where in a file it stands. */
import { showValue } from './parameter-problems.ts';
import type { StateOfMachine } from './source-position.ts';

/** What is wrong with a scenario, and with which of its members. */
export interface ScenarioProblem {
  /** From the scenario inwards, as in `['delaysS', 'operator', 'setUp']`; empty: the scenario itself. */
  readonly path: readonly string[];
  readonly found: string;
  readonly expected: string;
  readonly hint?: string;
  /** The state of a machine that it is about. */
  readonly state?: StateOfMachine;
  /** What a function of the scenario threw. */
  readonly cause?: unknown;
}

export function aProblem(path: readonly string[], found: string, expected: string, hint?: string): ScenarioProblem {
  return hint === undefined ? { path, found, expected } : { path, found, expected, hint };
}

export function anException(path: readonly string[], called: string, cause: unknown): ScenarioProblem {
  const message = cause instanceof Error ? `${cause.name}: ${cause.message}` : showValue(cause);
  return { ...aProblem(path, `an exception in ${called} (${message})`, 'no exception with the default parameters'), cause };
}
