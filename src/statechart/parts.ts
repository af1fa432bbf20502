/** What actions and guards are compiled from: the implementations of the machine, and where to say what cannot be compiled. */
import { js, type Code } from './code.ts';
import type { Copiers } from './copying.ts';
import { hasMember, isCallable, memberOf } from './erased.ts';
import type { Lines } from './lines.ts';
import type { Running, Test } from './running.ts';

export interface Parts {
  readonly actions: Readonly<Record<string, unknown>>;
  readonly guards: Readonly<Record<string, unknown>>;
  readonly delays: Readonly<Record<string, unknown>>;
  readonly copiers: Copiers;
  /** Named guards that ask other guards, each compiled once; what is being compiled is not there yet. */
  readonly tests: Map<string, { test: Test | undefined }>;
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
  return Object.assign(isCallable(it) ? (run: Running) => it(run.asking()) : () => it, { it });
}

/** The same as an expression, in the next of the lines. */
export function paramsCode(params: Params, lines: Pick<Lines, 'asking'>): Code {
  if (!params) return js`undefined`;
  return isCallable(params.it) ? js`${params.it}(${lines.asking()})` : js`${params.it}`;
}
