/** Who is told, in order, of what a step does: nothing of it is carried out by the step itself. */
import type { ActionTaken, Called, Info, RaisedAction } from './action-taken.ts';
import type { Event } from './args.ts';
import type { Transition } from './chart.ts';
import { isCallable } from './erased.ts';

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

  // The casts below are the boundary to what XState's types have erased: they ask of a machine for such events, ids and delays.

  raised(event: unknown, id: unknown, delay: unknown): void {
    this.actions.push({ type: 'xstate.raise', params: { event: event as Event, id, delay } as RaisedAction['params'] });
  }

  cancelled(sendId: unknown): void {
    this.actions.push({ type: 'xstate.cancel', params: { sendId: sendId as string } });
  }

  called(type: string, params: unknown, info: Info, exec: unknown): void {
    this.actions.push({ type, params, info, exec: isCallable(exec) ? exec : undefined } satisfies Called);
  }

  /** @throws Error always */
  refused(name: string): never {
    throw new Error(`it used ${name}, which acts on XState's own actors; there are none where a compiled machine steps`);
  }
}
