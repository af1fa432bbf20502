/** The states of a run in words, by their numbers: they are read from JSON once. */
import type { EventTable } from '../model/event-table.ts';
import { stateLabel } from '../model/labels.ts';

const known = new WeakMap<EventTable, string[]>();

export function stateName(events: EventTable, state: number): string {
  const names = known.get(events) ?? [];
  known.set(events, names);
  // An actor of another program may have no state but its being there.
  return (names[state] ??= stateLabel(JSON.parse(events.states[state] ?? '""')) || 'there');
}
