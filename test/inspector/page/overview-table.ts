/** Events in columns, made up in a few words, for tests of what is drawn from them. */
import { decodeColumns, encodeColumns, EVENT_TYPES, NONE, type EventType } from '../../../src/inspector/protocol/columns.ts';
import { EventTable } from '../../../src/inspector/page/model/event-table.ts';

export interface Told {
  readonly atMs: number;
  readonly actor: string;
  readonly type?: EventType;
  readonly from?: string;
  readonly word?: string;
  readonly state?: unknown;
  readonly cause?: number;
  readonly flags?: number;
}

/** @param placeOf an actor */
export function tableOf(events: readonly Told[], placeOf: (id: string) => string | null = () => null): EventTable {
  const actors = numbered(events.flatMap(({ actor, from }) => (from === undefined ? [actor] : [actor, from])));
  const words = numbered(events.flatMap(({ word }) => (word === undefined ? [] : [word])));
  const states = numbered(events.flatMap(({ state }) => (state === undefined ? [] : [JSON.stringify(state)])));
  const numberOf = (list: readonly string[], what: string | undefined): number => (what === undefined ? NONE : list.indexOf(what));
  const table = new EventTable();
  const frame = encodeColumns({
    from: 0,
    count: events.length,
    actors: actors.map((id) => ({ id, kind: id.split('-')[0] ?? id, place: placeOf(id) })),
    words,
    states,
    atMs: Float64Array.from(events, ({ atMs }) => atMs),
    actor: Uint32Array.from(events, ({ actor }) => numberOf(actors, actor)),
    sender: Uint32Array.from(events, ({ from }) => numberOf(actors, from)),
    word: Uint32Array.from(events, ({ word }) => numberOf(words, word)),
    state: Uint32Array.from(events, ({ state }) => numberOf(states, state === undefined ? undefined : JSON.stringify(state))),
    cause: Uint32Array.from(events, ({ cause }) => cause ?? NONE),
    type: Uint8Array.from(events, ({ type = 'message' }) => EVENT_TYPES.indexOf(type)),
    flags: Uint8Array.from(events, ({ flags = 0 }) => flags),
  });
  table.append(decodeColumns(frame));
  return table;
}

function numbered(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
