/**
 * The shelf: decks in order of arrival, each with the name of its tray, and how they come and go.
 *
 * Thousands may lie there. So the list is always copied as a whole, by what copies memory, and is walked through no
 * farther than to the decks that are meant.
 */
import type { Deck } from './protocol.ts';

export interface Shelved {
  readonly deck: Deck;
  readonly tray: string;
  /** Its patience has run out: its tray is worth running. */
  readonly ripe: boolean;
}

export type Shelf = readonly Shelved[];

/** With one more deck, the last to come. */
export function withDeck(shelf: Shelf, it: Shelved): Shelf {
  return shelf.toSpliced(shelf.length, 0, it);
}

/** With a deck whose patience has run out: one of those that came last, since all are equally patient. */
export function ripened(shelf: Shelf, deck: string): Shelf {
  const at = shelf.findLastIndex((it) => it.deck.id === deck);
  const it = shelf[at];
  return it ? shelf.with(at, { ...it, ripe: true }) : shelf;
}

/** What is left when a batch is taken, and the decks of the batch, in order of arrival, whose patience had not run out. */
export interface Taking {
  readonly left: Shelf;
  readonly unripe: readonly string[];
}

export function withoutDecks(shelf: Shelf, decks: readonly Deck[]): Taking {
  const taken = new Set(decks.map(({ id }) => id));
  const unripe: string[] = [];
  const between: Shelved[] = [];
  let first = -1;
  let at = 0;
  for (let found = 0; at < shelf.length && found < decks.length; at += 1) {
    const it = shelf[at];
    if (it === undefined) break;
    if (taken.has(it.deck.id)) {
      found += 1;
      if (first < 0) first = at;
      if (!it.ripe) unripe.push(it.deck.id);
    } else if (first >= 0) between.push(it);
  }
  const left = first < 0 ? shelf : shelf.slice(0, first).concat(between, shelf.slice(at));
  return { left, unripe };
}
