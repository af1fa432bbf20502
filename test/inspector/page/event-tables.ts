/** Events for tests of views: as few words as possible for each. */
import { EventTable } from '../../../src/inspector/page/model/event-table.ts';
import { EVENT_TYPES, NONE, type EventType } from '../../../src/inspector/protocol/columns.ts';

export interface Told {
  readonly type?: EventType;
  readonly actor: string;
  readonly sender?: string;
  readonly word?: string;
  /** Left out: the message was missed. */
  readonly state?: unknown;
  readonly cause?: number;
  readonly flags?: number;
}

/** A second lies between two events. */
export function tableOf(told: readonly Told[], into = new EventTable()): EventTable {
  const from = into.count.peek();
  const newcomers = <T>(values: readonly (T | undefined)[], known: readonly T[]): readonly T[] =>
    [...new Set(values)].flatMap((value) => (value === undefined || known.includes(value) ? [] : [value]));
  const ids = into.actors.map(({ id }) => id);
  const actors = newcomers(
    told.flatMap(({ actor, sender }) => [actor, sender]),
    ids,
  );
  const words = newcomers(
    told.map(({ word }) => word),
    into.words,
  );
  const stateOf = ({ state }: Told): string | undefined => (state === undefined ? undefined : JSON.stringify(state));
  const states = newcomers(told.map(stateOf), into.states);
  const numberIn = (all: readonly string[], value: string | undefined): number => (value === undefined ? NONE : all.indexOf(value));
  into.append({
    from,
    count: told.length,
    actors: actors.map((id) => ({ id, kind: id.split('-')[0] ?? id, place: null })),
    words,
    states,
    atMs: Float64Array.from(told, (_, at) => (from + at) * 1000),
    actor: Uint32Array.from(told, ({ actor }) => numberIn([...ids, ...actors], actor)),
    sender: Uint32Array.from(told, ({ sender }) => numberIn([...ids, ...actors], sender)),
    word: Uint32Array.from(told, ({ word }) => numberIn([...into.words, ...words], word)),
    state: Uint32Array.from(told, (it) => numberIn([...into.states, ...states], stateOf(it))),
    cause: Uint32Array.from(told, ({ cause }) => cause ?? NONE),
    type: Uint8Array.from(told, ({ type }) => EVENT_TYPES.indexOf(type ?? 'message')),
    flags: Uint8Array.from(told, ({ flags }) => flags ?? 0),
  });
  return into;
}
