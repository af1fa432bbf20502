/** What actions and guards are compiled from: the implementations of the machine, and where to say what cannot be compiled. */
import type { Copiers } from './copying.ts';
import { hasMember, isCallable, memberOf } from './erased.ts';
import type { Running } from './running.ts';

export interface Parts {
  readonly actions: Readonly<Record<string, unknown>>;
  readonly guards: Readonly<Record<string, unknown>>;
  readonly delays: Readonly<Record<string, unknown>>;
  readonly copiers: Copiers;
  /** Finds a node by '#id' or '#id.path'. @throws Error if there is none */
  nodeById(id: string): unknown;
  /** Notes what cannot be compiled; at a step, throws. */
  refuse(feature: string, remedy: string): void;
}

/** The parameters that a chart gives to an action or a guard: fixed, or worked out from context and event at each step. */
export type Params = ((run: Running) => unknown) | undefined;

export function paramsOf(reference: unknown): Params {
  if (typeof reference !== 'object' || !hasMember(reference, 'params')) return undefined;
  const params = memberOf(reference, 'params');
  return isCallable(params) ? (run) => params(run.args()) : () => params;
}
