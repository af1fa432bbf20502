/** Messages that are on their way when one looks at the run, and the one that has just arrived, or was lost. */
import { EVENT_TYPES, NONE } from '../../protocol/columns.ts';
import type { EventTable } from '../model/event-table.ts';

export interface Flight {
  /** The number of the event in which it arrives: the same for as long as it flies. */
  readonly n: number;
  readonly from: number;
  readonly to: number;
  readonly word: string;
  readonly type: 'moving' | 'arrived' | 'lost';
  /** From 0, where it was sent, to 1. */
  readonly progress: number;
}

/** Events that are looked at for messages that are under way: those that take longer are not seen. */
export const LOOK_AHEAD = 4000;

/** More cannot be told apart. */
const FLIGHTS_MAX = 200;

const MESSAGE = EVENT_TYPES.indexOf('message');
const LOST = ['dead letter', 'lost', 'partitioned'].map((type) => EVENT_TYPES.findIndex((it) => it === type));

/** @param n the event that one looks at; its messages have just been sent */
export function inFlight(events: EventTable, n: number): readonly Flight[] {
  if (n < 0) return [];
  const nowMs = events.atMs[n] ?? 0;
  const flights: Flight[] = [];
  const end = Math.min(events.count.peek(), n + 1 + LOOK_AHEAD);
  for (let at = n; at < end && flights.length < FLIGHTS_MAX; at += 1) {
    const type = events.type[at] ?? 0;
    const isLost = at === n && LOST.includes(type);
    if (type !== MESSAGE && !isLost) continue;
    const sent = events.cause[at] ?? NONE;
    const from = events.sender[at] ?? NONE;
    if (from === NONE || sent === NONE || sent > n) continue;
    const flight = { n: at, from, to: events.actor[at] ?? 0, word: events.words[events.word[at] ?? NONE] ?? '' };
    if (at === n) flights.push({ ...flight, type: isLost ? 'lost' : 'arrived', progress: isLost ? 0.6 : 1 });
    else flights.push({ ...flight, type: 'moving', progress: progressOf(events.atMs[sent] ?? 0, events.atMs[at] ?? 0, nowMs) });
  }
  return flights;
}

/** In the middle, if it takes no time: it can be seen then, all the same. */
function progressOf(sentMs: number, arrivesMs: number, nowMs: number): number {
  return arrivesMs <= sentMs ? 0.5 : Math.min(0.92, Math.max(0.08, (nowMs - sentMs) / (arrivesMs - sentMs)));
}
