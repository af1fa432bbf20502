/** Who takes part in an event: whom it is about, and who is at the other end. */
import { EVENT_TYPES, NONE } from '../../protocol/columns.ts';
import type { EventTable } from '../model/event-table.ts';

const SPAWNED = EVENT_TYPES.indexOf('spawned');

/** Who sent the message, or started the actor; NONE: nobody within the system. */
export function otherParty(events: EventTable, n: number): number {
  const sender = events.sender[n] ?? NONE;
  if (sender !== NONE || events.type[n] !== SPAWNED) return sender;
  const cause = events.cause[n] ?? NONE;
  return cause === NONE ? NONE : (events.actor[cause] ?? NONE);
}
