/** An event of a trace line, read back; and what the columns tell of it. */
import type { Cause, MissedEvent, StepEvent } from '../../actors/trace.ts';
import { timerText } from '../../report/happening-text.ts';
import { FLAG, type EventType } from '../protocol/columns.ts';
import type { Occurrence } from './event-log.ts';

/** A step as its line has it, with what a line leaves out. */
export type TracedStep = Omit<StepEvent, 'snapshot' | 'kind'>;
export type Traced = TracedStep | MissedEvent;

/** @throws SyntaxError, or TypeError with what is missing */
export function readTraced(line: string): Traced {
  const parsed: unknown = JSON.parse(line);
  if (typeof parsed !== 'object' || parsed === null) throw new TypeError('it is no object');
  // Lines are what encodeEvent writes; what the members are used for is checked where it matters.
  const event = parsed as Partial<Omit<TracedStep, 'type'> & MissedEvent> & { readonly at?: number };
  const { n, at: atMs } = event;
  if (typeof n !== 'number' || typeof atMs !== 'number') throw new TypeError('it has no number (n) or no time (at)');
  if (event.actor !== undefined) {
    const { actor, cause, state } = event;
    if (typeof actor !== 'string' || !isCause(cause) || state === undefined) throw new TypeError('it is a step without a cause or a state');
    const { choices = [], sends = [], timers = [], cancels = [], spawns = [], stops = [], unhandled = false, final = false } = event;
    return { type: 'step', n, atMs, actor, cause, state, choices, sends, timers, cancels, spawns, stops, unhandled, final };
  }
  const { type, from, to, sent, message } = event;
  if (!(type === 'dead letter' || type === 'lost' || type === 'partitioned'))
    throw new TypeError('it is neither a step nor a message that was missed');
  if (typeof from !== 'string' || typeof to !== 'string' || typeof sent !== 'number' || typeof message?.type !== 'string')
    throw new TypeError('it is a message that was missed, but does not say which');
  return { type, n, atMs, from, to, sent, message };
}

export function occurrenceOf(event: Traced): Occurrence {
  if (event.type !== 'step') {
    const { type, atMs, from, to, sent, message } = event;
    const isFromOutside = sent < 0;
    return {
      type,
      atMs,
      actor: to,
      sender: isFromOutside ? null : from,
      word: message.type,
      state: undefined,
      cause: isFromOutside ? null : sent,
      flags: 0,
    };
  }
  const { atMs, actor, cause, state, choices, unhandled, final } = event;
  const flags = (unhandled ? FLAG.unhandled : 0) | (final ? FLAG.final : 0) | (choices.length > 0 ? FLAG.chosen : 0);
  return { ...causeOf(cause), atMs, actor, state, flags };
}

function causeOf(cause: Cause): Pick<Occurrence, 'type' | 'sender' | 'word' | 'cause'> {
  const type: EventType = cause.type;
  switch (cause.type) {
    case 'start':
      return { type, sender: null, word: null, cause: null };
    case 'spawned':
      return { type, sender: null, word: null, cause: cause.by };
    case 'message':
      return { type, sender: cause.from, word: cause.message.type, cause: cause.sent };
    case 'arrival':
    case 'fault':
      return { type, sender: null, word: cause.message.type, cause: null };
    case 'timer':
      return { type, sender: null, word: timerText(cause.timer), cause: cause.set };
  }
}

const CAUSES: ReadonlySet<string> = new Set(['start', 'spawned', 'message', 'arrival', 'fault', 'timer']);

function isCause(cause: unknown): cause is Cause {
  return typeof cause === 'object' && cause !== null && 'type' in cause && typeof cause.type === 'string' && CAUSES.has(cause.type);
}
