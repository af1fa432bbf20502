/** A step of an application as the columns have it, and as a line of a trace would. */
import { timerText } from '../../report/happening-text.ts';
import { FLAG, type EventType } from '../protocol/columns.ts';
import type { Occurrence } from '../recording/event-log.ts';
import type { ApplicationActor } from './application-actors.ts';
import { INIT, type ApplicationStep } from './application-steps.ts';

export interface Recorded {
  readonly n: number;
  readonly atMs: number;
  readonly step: ApplicationStep;
  readonly actor: ApplicationActor;
  readonly sender: ApplicationActor | undefined;
  /** Where it stands after the step; undefined if it is gone and did not hear of it. */
  readonly state: unknown;
  readonly isFinal: boolean;
  readonly isUnhandled: boolean;
  /** The ids of the actors that it sent something to, with the types. */
  readonly sends: readonly { readonly to: string; readonly type: string }[];
}

export function occurrenceOf({ atMs, step, actor, sender, state, isFinal, isUnhandled }: Recorded): Occurrence {
  const type = state === undefined ? 'dead letter' : typeOf(step);
  const isStart = type === 'start' || type === 'spawned';
  return {
    type,
    atMs,
    actor: actor.id,
    sender: isStart || type === 'timer' ? null : (sender?.id ?? null),
    word: isStart ? null : timerText(step.event.type),
    state,
    cause: step.cause?.n ?? null,
    flags: (isFinal ? FLAG.final : 0) | (isUnhandled ? FLAG.unhandled : 0),
  };
}

/** With the kind of the actor, which its id does not tell here. */
export function eventLine(recorded: Recorded): Readonly<Record<string, unknown>> {
  const { n, atMs: at, step, actor, sender, state, isFinal, isUnhandled, sends } = recorded;
  const { event } = step;
  const sent = step.cause?.n;
  if (state === undefined)
    return { n, at, type: 'dead letter', from: sender?.id ?? 'outside', to: actor.id, sent: sent ?? -1, message: event };
  return {
    n,
    at,
    actor: actor.id,
    kind: actor.kind,
    cause: causeOf(step, sender?.id),
    state,
    ...(sends.length > 0 ? { sends } : {}),
    ...(isUnhandled ? { unhandled: true } : {}),
    ...(isFinal ? { final: true } : {}),
  };
}

function typeOf({ event, source, session, cause }: ApplicationStep): EventType {
  if (event.type === INIT) return source === undefined ? 'start' : 'spawned';
  if (source === undefined) return 'arrival';
  // What an actor sends to itself while it does nothing else was put off: a delayed transition, or a delayed event of any name.
  const isLate = source === session && cause === undefined;
  return event.type.startsWith('xstate.after.') || (isLate && !event.type.startsWith('xstate.')) ? 'timer' : 'message';
}

function causeOf(step: ApplicationStep, from: string | undefined): Readonly<Record<string, unknown>> {
  const { event, cause } = step;
  const type = typeOf(step);
  switch (type) {
    case 'start':
      return { type };
    case 'spawned':
      return { type, ...(cause?.n === undefined ? {} : { by: cause.n }) };
    case 'timer':
      return { type, timer: event.type };
    case 'message':
      return { type, from, ...(cause?.n === undefined ? {} : { sent: cause.n }), message: event };
    case 'arrival':
    case 'fault':
    case 'dead letter':
    case 'lost':
    case 'partitioned':
      return { type, message: event };
  }
}
