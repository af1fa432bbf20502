/** What stands in the row of an event: a mark on the lane of its actor, or an arrow to it, what it says, and the state that was entered. */
import { FLAG, NONE, type EventType } from '../../protocol/columns.ts';
import type { EventTable } from '../model/event-table.ts';
import { stateName } from '../timeline/state-names.ts';
import { otherParty } from './parties.ts';

export interface Mark {
  readonly n: number;
  readonly type: EventType;
  /** The place of the actor's lane, from the left; null: it has none here. */
  readonly lane: number | null;
  /** The same of who is at the other end. */
  readonly from: number | null;
  /** There is nobody at the other end: it comes from outside, or from the actor itself. */
  readonly isFromNobody: boolean;
  /** The type of the message, or the name of the timer, and who is at the end that has no lane. */
  readonly label: string;
  /** What of the state is new; null: nothing. */
  readonly entered: string | null;
  /** The state as a whole, by which it is coloured. */
  readonly state: string | null;
  readonly cause: number | null;
  readonly isFinal: boolean;
}

export interface Lanes {
  /** The place of an actor's lane. */
  readonly placeOf: (actor: number) => number | null;
}

export function markOf(events: EventTable, n: number, { placeOf }: Lanes): Mark | undefined {
  const row = events.row(n);
  if (!row) return undefined;
  const { type, actor, word, cause, flags } = row;
  const other = otherParty(events, n);
  const lane = placeOf(actor);
  const from = other === NONE ? null : placeOf(other);
  const state = events.state[n] ?? NONE;
  const before = events.lastStepOf(actor, n - 1);
  const isNew = type === 'start' || type === 'spawned';
  const told = [labelOf(type, word)];
  if (other !== NONE && from === null) told.push(`from ${events.actors[other]?.id ?? ''}`);
  if (lane === null) told.push(`to ${events.actors[actor]?.id ?? ''}`);
  return {
    n,
    type,
    lane,
    from,
    isFromNobody: other === NONE,
    label: told.join(' '),
    entered: state === NONE ? null : enteredOf(stateName(events, state), before === undefined || isNew ? '' : nameAfter(events, before)),
    state: state === NONE ? null : stateName(events, state),
    cause,
    isFinal: (flags & FLAG.final) !== 0,
  };
}

/** The event in a sentence, with the state that it led to or without. */
export function sentenceOf(events: EventTable, n: number, withState = true): string {
  const row = events.row(n);
  if (!row) return '';
  const { type, actor, word } = row;
  const id = events.actors[actor]?.id ?? '';
  const other = otherParty(events, n);
  const by = other === NONE ? '' : (events.actors[other]?.id ?? '');
  const state = events.state[n] ?? NONE;
  const then = state === NONE || !withState ? '' : `, then: ${stateName(events, state)}`;
  switch (type) {
    case 'start':
      return `${id} started${then}`;
    case 'spawned':
      return `${id} was started${by ? ` by ${by}` : ''}${then}`;
    case 'timer':
      return `timer ${word ?? ''} of ${id}${then}`;
    case 'message':
      return `${word ?? ''}${by ? ` from ${by}` : ''} to ${id}${then}`;
    case 'arrival':
      return `${word ?? ''} from outside to ${id}${then}`;
    case 'fault':
      return `fault ${word ?? ''} at ${id}${then}`;
    case 'dead letter':
      return `${word ?? ''}${by ? ` from ${by}` : ''} to ${id}, who was not there`;
    case 'lost':
      return `${word ?? ''}${by ? ` from ${by}` : ''} to ${id} was lost`;
    case 'partitioned':
      return `${word ?? ''}${by ? ` from ${by}` : ''} to ${id} met a partition`;
  }
}

function labelOf(type: EventType, word: string | null): string {
  switch (type) {
    case 'start':
    case 'spawned':
      return 'started';
    case 'message':
    case 'arrival':
      return word ?? '';
    case 'timer':
      // In which state it was set, its place among the rows tells, and the sentence.
      return (word ?? '').replace(/ \(in .*\)$/, '');
    case 'fault':
      return `fault: ${word ?? ''}`;
    case 'dead letter':
      return `${word ?? ''} (dead letter)`;
    case 'lost':
      return `${word ?? ''} (lost)`;
    case 'partitioned':
      return `${word ?? ''} (partition)`;
  }
}

function nameAfter(events: EventTable, n: number): string {
  const state = events.state[n] ?? NONE;
  return state === NONE ? '' : stateName(events, state);
}

/** Of parallel states, those that were not there before; of nested ones, the innermost two. */
function enteredOf(after: string, before: string): string | null {
  if (after === before) return null;
  const known = new Set(before.split(' + '));
  return after
    .split(' + ')
    .filter((leaf) => !known.has(leaf))
    .map((leaf) => leaf.split('.').slice(-2).join('.'))
    .join(' + ');
}
