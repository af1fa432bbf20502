/** What a step tells that is to be done: actions, in XState's own words. */
import type { Event } from './args.ts';

/**
 * An action. Functions of a machine's own, and `log`, have an `info`; of all others, the `type` says what they are:
 *
 * ```ts
 * if (action.info) action.exec?.(action.info, action.params);
 * else if (action.type === 'xstate.raise' && action.params.delay !== undefined) startTimer(action.params);
 * ```
 */
export type ActionTaken<E = Event, Emitted = unknown> = Called | EmittedAction<Emitted> | RaisedAction<E> | CancelledAction;

/** A function of the machine's own, which `exec(info, params)` carries out; or `xstate.log`, whose `params` are a `value` and a `label`. */
export interface Called {
  /** Its name, or `(anonymous)`. */
  readonly type: string;
  readonly params: unknown;
  readonly info: Info;
  /** Undefined of `xstate.log`, and where the machine names what nobody has defined. */
  readonly exec: Exec | undefined;
}

export type Exec = (info: Info, params: unknown) => unknown;

/** What such a function is called with. */
export interface Info {
  readonly context: unknown;
  readonly event: unknown;
  readonly self: unknown;
  readonly system: unknown;
}

interface BuiltIn {
  readonly info?: undefined;
  readonly exec?: undefined;
}

export interface EmittedAction<Emitted = unknown> extends BuiltIn {
  readonly type: 'xstate.emit';
  readonly params: { readonly event: Emitted };
}

/** With a delay, a timer to start: when it goes off, the machine is told of the event. Without, the step has taken the event already. */
export interface RaisedAction<E = Event> extends BuiltIn {
  readonly type: 'xstate.raise';
  /** The delay in milliseconds; of a timer that an `xstate.cancel` may name, the id. */
  readonly params: { readonly event: E; readonly id: string | undefined; readonly delay: number | undefined };
}

/** A timer to stop, if there is one. */
export interface CancelledAction extends BuiltIn {
  readonly type: 'xstate.cancel';
  readonly params: { readonly sendId: string };
}
