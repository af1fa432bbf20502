/** From the actions that XState collects to the effects that a runner carries out. */
import type { Effect, Message } from '../machines/effects.ts';
import type { StepEffect, StepError } from './step.ts';

/** An action that XState resolved, and did not execute. */
export interface CollectedAction {
  readonly type: string;
  readonly params: unknown;
}

/** Sorts what XState collected into our effects; returns the choice that was left open, if any. */
export function sortEffects(
  actions: readonly CollectedAction[],
  effects: StepEffect[],
  fault: (text: string) => StepError,
  markers: ReadonlyMap<number, string>,
): Extract<Effect, { type: 'choose' }> | undefined {
  let open: Extract<Effect, { type: 'choose' }> | undefined;
  for (const { type, params } of actions) {
    switch (type) {
      case 'xstate.emit': {
        // The types of XState's collected actions are erased; `emitted: {} as Effect` is what put it there.
        const { event } = params as { readonly event: Effect };
        switch (event?.type) {
          case 'send':
          case 'spawn':
          case 'stop': {
            // Types forbid it; but what it is taken from may be lacking in a message that came from elsewhere.
            const id: unknown = event.type === 'send' ? event.to : event.id;
            if (typeof id !== 'string') throw fault(`it emitted a ${event.type} for ${JSON.stringify(id)}, which is no id of an actor`);
            effects.push(event);
            break;
          }
          case 'choose':
            if (open) throw fault('it made two choices at once; make the second one in a state of its own');
            open = event;
            break;
          default:
            throw fault(`it emitted ${JSON.stringify(event)}, which is none of send, spawn, stop and choose`);
        }
        break;
      }
      case 'xstate.raise': {
        const timer = params as { readonly event: Message; readonly id?: string; readonly delay?: number };
        if (timer.delay === undefined) {
          // XState takes an unknown name for no delay; only a timer has an id.
          if (timer.id !== undefined)
            throw fault(`its timer '${timer.id}' has no delay; define the delay that it names, or correct the name`);
          break;
        }
        if (timer.id === undefined) throw fault(`it raised '${timer.event.type}' with a delay and no id; give it { id, delay }`);
        const delay = markers.get(timer.delay) ?? timer.delay;
        if (typeof delay === 'number' && !(delay >= 0 && delay < Number.POSITIVE_INFINITY)) {
          throw fault(`its timer '${timer.id}' has a delay of ${delay} ms; a delay is a number from 0`);
        }
        effects.push({ type: 'timer.start', id: timer.id, delay, event: timer.event });
        break;
      }
      case 'xstate.cancel': {
        const { sendId } = params as { readonly sendId: string };
        effects.push({ type: 'timer.cancel', id: sendId });
        break;
      }
      default:
        throw fault(
          type.startsWith('xstate.')
            ? `it used ${type.slice('xstate.'.length)}, which acts on XState's own actors; emit send, spawn or stop instead`
            : `its action '${type}' is a plain function, which would never run; make it an assign or an emit`,
        );
    }
  }
  return open;
}
