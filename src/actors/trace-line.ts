/** The line of a trace file that tells of an event: what JSON.stringify would write, put together from parts that come again and again. */
import type { StateValue } from './step.ts';
import type { Cause, StepEvent, TraceEvent } from './trace.ts';

/** Without its line end. Empty lists and false flags are left out. */
export function encodeEvent(event: TraceEvent): string {
  if (event.type !== 'step') {
    const { n, type, atMs, from, to, sent, message } = event;
    return JSON.stringify({ n, at: atMs, type, from, to, sent, message });
  }
  const { n, atMs, actor, cause, state } = event;
  return `{"n":${n},"at":${atMs},"actor":${quoted(actor)},"cause":${causeText(cause)},"state":${stateText(state)}${rest(event)}}`;
}

/** What most events do not have. */
function rest({ choices, sends, timers, cancels, spawns, stops, unhandled, final }: StepEvent): string {
  let text = '';
  if (choices.length > 0) text += `,"choices":${JSON.stringify(choices)}`;
  if (sends.length > 0) text += `,"sends":${listed(sends, ({ to, type }) => `{"to":${quoted(to)},"type":${quoted(type)}}`)}`;
  if (timers.length > 0) text += `,"timers":${listed(timers, ({ id, delayMs }) => `{"id":${quoted(id)},"delayMs":${delayMs}}`)}`;
  if (cancels.length > 0) text += `,"cancels":${listed(cancels, quoted)}`;
  if (spawns.length > 0) text += `,"spawns":${listed(spawns, quoted)}`;
  if (stops.length > 0) text += `,"stops":${listed(stops, quoted)}`;
  if (unhandled) text += ',"unhandled":true';
  if (final) text += ',"final":true';
  return text;
}

function causeText(cause: Cause): string {
  switch (cause.type) {
    case 'message':
      return `{"type":"message","from":${quoted(cause.from)},"sent":${cause.sent},"message":${JSON.stringify(cause.message)}}`;
    case 'timer':
      return `{"type":"timer","timer":${quoted(cause.timer)},"set":${cause.set}}`;
    case 'spawned':
      return `{"type":"spawned","by":${cause.by}}`;
    case 'start':
      return '{"type":"start"}';
    case 'arrival':
    case 'fault':
      return `{"type":"${cause.type}","message":${JSON.stringify(cause.message)}}`;
  }
}

function listed<T>(list: readonly T[], textOf: (it: T) => string): string {
  let text = '';
  for (const it of list) text += text === '' ? textOf(it) : `,${textOf(it)}`;
  return `[${text}]`;
}

/** Bound on the texts that are remembered: ids may be made without end. */
const QUOTED_MAX = 10_000;

const quotedTexts = new Map<string, string>();

function quoted(text: string): string {
  let known = quotedTexts.get(text);
  if (known === undefined) {
    known = JSON.stringify(text);
    if (quotedTexts.size >= QUOTED_MAX) quotedTexts.clear();
    quotedTexts.set(text, known);
  }
  return known;
}

const stateTexts = new WeakMap<object, string>();

/** Compiled machines share their state values, which are frozen. */
function stateText(state: StateValue): string {
  if (typeof state === 'string') return quoted(state);
  if (!Object.isFrozen(state)) return JSON.stringify(state);
  let known = stateTexts.get(state);
  if (known === undefined) {
    known = JSON.stringify(state);
    stateTexts.set(state, known);
  }
  return known;
}
