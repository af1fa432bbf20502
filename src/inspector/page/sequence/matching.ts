/** Which events are wanted, by their types and by a text: asked for every event of a run, so it must be quick. */
import { NONE } from '../../protocol/columns.ts';
import { countUpTo, type EventTable } from '../model/event-table.ts';
import { stateName } from '../timeline/state-names.ts';
import { otherParty } from './parties.ts';

export interface Wanted {
  /** Numbers of words; NONE for events without: starts. Null: all. */
  readonly types: ReadonlySet<number> | null;
  /** In the name of an actor, of a type or of a state, whatever its case; or else the event is among those that were found. */
  readonly text: string;
  /** Numbers of events whose payloads hold the text, in order. */
  readonly found: readonly number[];
}

export function matcherOf(events: EventTable, { types, text, found }: Wanted): (n: number) => boolean {
  const wanted = text.trim().toLowerCase();
  const holds = (name: string | undefined): boolean => name?.toLowerCase().includes(wanted) ?? false;
  const words = remembered((word) => holds(events.words[word]));
  const states = remembered((state) => holds(stateName(events, state)));
  const actors = remembered((actor) => holds(events.actors[actor]?.id));
  const hasText = (n: number): boolean =>
    words(events.word[n] ?? NONE) ||
    states(events.state[n] ?? NONE) ||
    actors(events.actor[n] ?? NONE) ||
    actors(otherParty(events, n)) ||
    found[countUpTo(found, found.length, n) - 1] === n;
  return (n) => (types === null || types.has(events.word[n] ?? NONE)) && (wanted === '' || hasText(n));
}

/** Names are few, and events many: each name is looked at once. */
function remembered(judge: (number: number) => boolean): (number: number) => boolean {
  const judged: (boolean | undefined)[] = [];
  return (number) => number !== NONE && (judged[number] ??= judge(number));
}
