/** An event of a trace line, read back; and what the columns tell of it. */
import type { Cause, MissedEvent, StepEvent } from '../../actors/trace.ts';
import { timerText } from '../../report/happening-text.ts';
import { FLAG } from '../protocol/columns.ts';
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
  if (typeof n !== 'number' || typeof atMs !== 'number' || !Number.isFinite(atMs) || atMs < 0)
    throw new TypeError('it has no number (n) or no time (at)');
  if (event.actor !== undefined) {
    const { actor, cause, state } = event;
    if (typeof actor !== 'string' || !isCause(cause) || state === undefined) throw new TypeError('it is a step without a cause or a state');
    const { choices = [], sends = [], timers = [], cancels = [], spawns = [], stops = [], unhandled = false, final = false } = event;
    const isWhole =
      Array.isArray(choices) &&
      areAll(sends, isObject) &&
      areAll(timers, isObject) &&
      [cancels, spawns, stops].every((it) => areAll(it, isText));
    if (!isWhole || state === null) throw new TypeError('it is a step whose parts are not what they should be');
    return { type: 'step', n, atMs, actor, cause, state, choices, sends, timers, cancels, spawns, stops, unhandled, final };
  }
  const { type, from, to, sent, message } = event;
  if (!(type === 'dead letter' || type === 'lost' || type === 'partitioned'))
    throw new TypeError('it is neither a step nor a message that was missed');
  if (typeof from !== 'string' || typeof to !== 'string' || typeof sent !== 'number' || typeof message?.type !== 'string')
    throw new TypeError('it is a message that was missed, but does not say which');
  return { type, n, atMs, from, to, sent, message };
}

/** Written out, without parts that are put together: it is asked of every event of a run. */
export function occurrenceOf(event: Traced): Occurrence {
  const { atMs } = event;
  if (event.type !== 'step') {
    const { type, from, to, sent, message } = event;
    const isFromOutside = sent < 0;
    const sender = isFromOutside ? null : from;
    const cause = isFromOutside ? null : sent;
    return { type, atMs, actor: to, sender, word: message.type, state: undefined, cause, flags: 0 };
  }
  const { actor, cause, state, choices, unhandled, final } = event;
  const { type } = cause;
  const flags = (unhandled ? FLAG.unhandled : 0) | (final ? FLAG.final : 0) | (choices.length > 0 ? FLAG.chosen : 0);
  switch (type) {
    case 'start':
      return { type, atMs, actor, sender: null, word: null, state, cause: null, flags };
    case 'spawned':
      return { type, atMs, actor, sender: null, word: null, state, cause: cause.by, flags };
    case 'message':
      return { type, atMs, actor, sender: cause.from, word: cause.message.type, state, cause: cause.sent, flags };
    case 'arrival':
    case 'fault':
      return { type, atMs, actor, sender: null, word: cause.message.type, state, cause: null, flags };
    case 'timer':
      return { type, atMs, actor, sender: null, word: timerName(cause.timer), state, cause: cause.set, flags };
  }
}

const timerNames = new Map<string, string>();

/** There are few, and each goes off many times; a machine that makes up new ones all the time is not kept track of. */
const TIMER_NAMES_MAX = 10_000;

function timerName(timer: string): string {
  const known = timerNames.get(timer);
  if (known !== undefined) return known;
  if (timerNames.size >= TIMER_NAMES_MAX) timerNames.clear();
  const name = timerText(timer);
  timerNames.set(timer, name);
  return name;
}

function isCause(cause: unknown): cause is Cause {
  if (typeof cause !== 'object' || cause === null || !('type' in cause)) return false;
  // What it has is asked below.
  const { type, by, from, sent, message, timer, set } = cause as Readonly<Record<string, unknown>>;
  switch (type) {
    case 'start':
      return true;
    case 'spawned':
      return typeof by === 'number';
    case 'message':
      return typeof from === 'string' && typeof sent === 'number' && isMessage(message);
    case 'arrival':
    case 'fault':
      return isMessage(message);
    case 'timer':
      return typeof timer === 'string' && typeof set === 'number';
    default:
      return false;
  }
}

function isMessage(it: unknown): boolean {
  return typeof it === 'object' && it !== null && 'type' in it && typeof it.type === 'string';
}

function areAll(list: unknown, are: (item: unknown) => boolean): boolean {
  return Array.isArray(list) && list.every(are);
}

const isText = (item: unknown): boolean => typeof item === 'string';
const isObject = (item: unknown): boolean => typeof item === 'object' && item !== null;
