/** Which events an actor's state accepts, by its chart; what was told it last of that kind; and what of a form can be sent. */
import type { Chart } from '../../protocol/chart.ts';
import { membersIn } from '../chart/event-members.ts';
import { activePaths } from '../model/labels.ts';
import type { EventTable } from '../model/event-table.ts';

export interface Accepted {
  /** Perhaps with a wildcard. */
  readonly type: string;
  /** Under which of these it is accepted; empty: under any condition. */
  readonly guards: readonly string[];
}

export function acceptedIn({ transitions }: Pick<Chart, 'transitions'>, state: unknown): readonly Accepted[] {
  const active = activePaths(state);
  const guards = new Map<string, Set<string | null>>();
  for (const { trigger, text, from, guard } of transitions) {
    if (trigger !== 'event' || !active.has(from)) continue;
    const known = guards.get(text) ?? new Set();
    guards.set(text, known.add(guard));
  }
  return [...guards].map(([type, known]) => ({ type, guards: known.has(null) ? [] : [...known].filter((guard) => guard !== null) }));
}

/** The last event up to one in which an actor of a kind was told that; undefined: there is none. */
export function lastTold(
  events: EventTable,
  { kind, type, upTo }: { readonly kind: string; readonly type: string; readonly upTo: number },
) {
  const word = events.words.indexOf(type);
  if (word < 0) return undefined;
  for (let n = upTo; n >= 0; n -= 1)
    if (events.word[n] === word && events.actors[events.actor[n] ?? 0]?.kind === kind && isTold(events.row(n)?.type)) return n;
  return undefined;
}

function isTold(type: string | undefined): boolean {
  return type === 'message' || type === 'arrival' || type === 'fault';
}

export interface Sendable {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** @param payload JSON: the members of the event beside its type */
export function readEvent(type: string, payload: string): { readonly event: Sendable } | { readonly problem: string } {
  if (type.trim() === '' || type.includes('*')) return { problem: 'Write the whole type of the event, without a wildcard.' };
  const read = membersIn(payload);
  if ('problem' in read) return read;
  const { members } = read;
  if ('type' in members && members['type'] !== type)
    return { problem: `The type of the event is '${type}'; leave 'type' out of its members.` };
  return { event: { ...members, type } };
}
