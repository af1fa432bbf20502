/** An event as a sentence, in pieces, so that what it names can be clicked. */
import { timerText } from '../../../report/happening-text.ts';
import { FLAG, NONE } from '../../protocol/columns.ts';
import type { EventRow, EventTable } from '../model/event-table.ts';

export type Piece =
  { readonly type: 'text' | 'message'; readonly text: string } | { readonly type: 'actor'; readonly text: string; readonly actor: number };

export function eventPieces(row: EventRow, { actors, actor: actorOf }: Pick<EventTable, 'actors' | 'actor'>): readonly Piece[] {
  const named = (actor: number | null): Piece =>
    actor === null ? said('somebody outside') : { type: 'actor', text: actors[actor]?.id ?? '?', actor };
  const whom = named(row.actor);
  const what: Piece = { type: 'message', text: row.word ?? '?' };
  switch (row.type) {
    case 'start':
      return [whom, said(' started')];
    case 'spawned': {
      const by = row.sender ?? (row.cause === null ? undefined : actorOf[row.cause]);
      return by === undefined ? [whom, said(' was created')] : [named(by), said(' created '), whom];
    }
    case 'message':
      return [named(row.sender), said(' told '), whom, said(': '), what];
    case 'arrival':
      return [said('From outside to '), whom, said(': '), what];
    case 'fault':
      return [said('A fault befell '), whom, said(': '), what];
    case 'timer':
      return [said('A timer of '), whom, said(' went off: '), { type: 'message', text: timerText(row.word ?? '?') }];
    case 'dead letter':
      return [named(row.sender), said(' told '), whom, said(': '), what, said(', and nobody was there')];
    case 'lost':
      return [named(row.sender), said(' told '), whom, said(': '), what, said(', and it was lost on its way')];
    case 'partitioned':
      return [named(row.sender), said(' told '), whom, said(': '), what, said(', and the network is cut between them')];
  }
}

/** What else is to be said of it; empty of most events. */
export function eventMarks({
  type,
  flags,
}: Pick<EventRow, 'type' | 'flags'>): readonly { readonly text: string; readonly isBad: boolean }[] {
  return [
    ...(flags & FLAG.unhandled ? [{ text: 'not awaited: the state has no transition for it', isBad: true }] : []),
    ...(type === 'dead letter' ? [{ text: 'dead letter', isBad: true }] : []),
    ...(type === 'lost' || type === 'partitioned' ? [{ text: 'lost', isBad: true }] : []),
    ...(type === 'fault' ? [{ text: 'fault', isBad: true }] : []),
    ...(flags & FLAG.final ? [{ text: 'the actor is gone after it', isBad: false }] : []),
  ];
}

/** In few words, for a list. */
export function eventText(row: EventRow, { actors, actor: actorOf }: Pick<EventTable, 'actors' | 'actor'>): string {
  const idOf = (actor: number | null | undefined): string => (actor === null ? 'outside' : (actors[actor ?? NONE]?.id ?? '?'));
  const whom = idOf(row.actor);
  const word = row.word ?? '?';
  switch (row.type) {
    case 'start':
      return `${whom} started`;
    case 'spawned':
      return `${idOf(row.sender ?? actorOf[row.cause ?? NONE])} created ${whom}`;
    case 'timer':
      return `${whom}: timer ${timerText(word)}`;
    case 'message':
    case 'arrival':
      return `${idOf(row.sender)} → ${whom}: ${word}`;
    case 'fault':
      return `fault → ${whom}: ${word}`;
    case 'dead letter':
    case 'lost':
    case 'partitioned':
      return `${idOf(row.sender)} → ${whom}: ${word} (${row.type})`;
  }
}

function said(text: string): Piece {
  return { type: 'text', text };
}
