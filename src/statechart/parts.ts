/** What actions and guards are compiled from: the implementations of the machine, and where to say what cannot be compiled. */
import { js, type Code } from './code.ts';
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
export type Params = Given | undefined;

interface Given {
  (run: Running): unknown;
  /** As it stands in the chart. */
  readonly it: unknown;
}

export function paramsOf(reference: unknown): Params {
  if (typeof reference !== 'object' || !hasMember(reference, 'params')) return undefined;
  const it = memberOf(reference, 'params');
  return Object.assign(isCallable(it) ? (run: Running) => it(run.args()) : () => it, { it });
}

/** The same as an expression. */
export function paramsCode(params: Params, args: Code): Code {
  if (!params) return js`undefined`;
  return isCallable(params.it) ? js`${params.it}(${args})` : js`${params.it}`;
}
