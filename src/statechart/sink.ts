/** Who is told, in order, of what a step does: nothing of it is carried out by the step itself. */
import type { Transition } from './chart.ts';

export interface Sink {
  emitted(event: unknown): void;
  /** Also without a delay: then the step has taken the event already, and the delay is what was given in place of a number. */
  raised(event: unknown, id: unknown, delay: unknown): void;
  cancelled(id: unknown): void;
  /** A function of the machine's own, or `xstate.log`. */
  called(type: string, params: unknown, info: Info, exec: unknown): void;
  /** What acts on XState's own actors, of which there are none: `sendTo` and the like, found only as they are enqueued. */
  refused(name: string): void;
  /** Told of every transition that is taken, if it wants to know. */
  readonly took: ((transition: Transition) => void) | undefined;
  /** Set to whether the chart has a transition for the event, as it stands. */
  handled: boolean;
}

/** What a function action is called with. */
export interface Info {
  readonly context: unknown;
  readonly event: unknown;
  readonly self: unknown;
  readonly system: unknown;
}

/** An action in XState's own words: `xstate.emit`, `xstate.raise`, `xstate.cancel`, `xstate.log`, or a name of the machine's own. */
export interface ActionTaken {
  readonly type: string;
  readonly params: unknown;
  /** Of the machine's own: call `exec(info, params)` to carry it out. */
  readonly info?: Info;
  readonly exec?: unknown;
}

/** Keeps the actions as XState itself reports them. */
export class Collector implements Sink {
  readonly actions: ActionTaken[] = [];
  readonly took: Sink['took'];
  handled = false;

  constructor(took?: Sink['took']) {
    this.took = took;
  }

  emitted(event: unknown): void {
    this.actions.push({ type: 'xstate.emit', params: { event } });
  }

  raised(event: unknown, id: unknown, delay: unknown): void {
    this.actions.push({ type: 'xstate.raise', params: { event, id, delay } });
  }

  cancelled(sendId: unknown): void {
    this.actions.push({ type: 'xstate.cancel', params: { sendId } });
  }

  called(type: string, params: unknown, info: Info, exec: unknown): void {
    this.actions.push({ type, params, info, exec });
  }

  /** @throws Error always */
  refused(name: string): never {
    throw new Error(`it used ${name}, which acts on XState's own actors; there are none where a compiled machine steps`);
  }
}
