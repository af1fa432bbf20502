import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Deck } from '../../../src/machines/batch/protocol.ts';
import { ripened, withDeck, withoutDecks, type Shelf, type Shelved } from '../../../src/machines/batch/shelf.ts';
import { runs } from '../../runs.ts';

function shelved(id: string, ripe: boolean): Shelved {
  return { deck: { id } as Deck, tray: 'all', ripe }; // Nothing else of a deck matters to a shelf.
}

const shelves: fc.Arbitrary<Shelf> = fc.array(fc.boolean()).map((all) => all.map((ripe, at) => shelved(`deck-${at}`, ripe)));

describe('a shelf', () => {
  test('has a deck that comes as its last, and nothing else changes', () => {
    fc.assert(
      fc.property(shelves, (shelf) => {
        const it = shelved('new', false);
        expect(withDeck(shelf, it)).toEqual([...shelf, it]);
      }),
      runs(100),
    );
  });

  test('has one deck riper, if that lies there', () => {
    fc.assert(
      fc.property(shelves, fc.nat({ max: 12 }), (shelf, at) => {
        const id = `deck-${at}`;
        expect(ripened(shelf, id)).toEqual(shelf.map((it) => (it.deck.id === id ? { ...it, ripe: true } : it)));
      }),
      runs(300),
    );
  });

  test('has all but the decks of a batch, of which those are told that were not ripe', () => {
    const picks = shelves.chain((shelf) => fc.record({ shelf: fc.constant(shelf), batch: fc.subarray([...shelf]) }));
    fc.assert(
      fc.property(picks, fc.boolean(), ({ shelf, batch }, hasStranger) => {
        const decks = batch.map(({ deck }) => deck);
        // The rest of a batch that the power failure cut short lies on no shelf.
        const { left, unripe } = withoutDecks(shelf, hasStranger ? [...decks, shelved('stranger', false).deck] : decks);
        expect(left).toEqual(shelf.filter((it) => !batch.includes(it)));
        expect(unripe).toEqual(batch.filter(({ ripe }) => !ripe).map(({ deck }) => deck.id));
      }),
      runs(500),
    );
  });
});
