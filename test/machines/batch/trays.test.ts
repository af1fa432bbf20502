import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Shelf, Shelved } from '../../../src/machines/batch/shelf.ts';
import { batchFrom, trayOf, trayToRun, wrongTrayFor, type TrayPolicy } from '../../../src/machines/batch/trays.ts';
import { runs } from '../../runs.ts';
import { deckOf } from './alone.ts';

const POLICY: TrayPolicy = {
  groupBy: 'compiler',
  sizeClassesS: [60, 600],
  largestBatch: 3,
  nextTray: 'oldest',
  service: 'gated',
  setUpEmptyTrays: false,
  trays: [],
};

/** Decks on the shelf in order, each by the name of its tray, with a `!` if it is ripe. */
function shelfOf(text: string): Shelf {
  const names = text.split(' ').filter((it) => it !== '');
  return names.map((name, index) => ({ deck: deckOf(`${index}`), tray: name.replace('!', ''), ripe: name.endsWith('!') }));
}

describe('the tray of a deck', () => {
  const deck = deckOf('z', { compiler: 'COBOL', owner: 'user-bob' });

  test('is by compiler, by user, or the same for all', () => {
    expect((['compiler', 'user', 'nothing'] as const).map((groupBy) => trayOf(deck, { ...POLICY, groupBy }))).toEqual([
      'COBOL',
      'user-bob',
      'all',
    ]);
  });

  test.each([
    [null, 'no time stated'],
    [0, 'up to 60 s'],
    [60, 'up to 60 s'],
    [60.5, 'up to 600 s'],
    [600, 'up to 600 s'],
    [601, 'longer'],
  ])('is by the time that its card asks for: %s s is "%s"', (estimateS, tray) => {
    expect(trayOf({ ...deck, estimateS }, { ...POLICY, groupBy: 'size' })).toBe(tray);
  });

  test('is one for all sizes where there are no classes', () => {
    expect(trayOf({ ...deck, estimateS: 5 }, { ...POLICY, groupBy: 'size', sizeClassesS: [] })).toBe('longer');
  });
});

describe('the tray that is run next', () => {
  test.each([
    // shelf, last tray, policy, tray
    ['', null, {}, null],
    ['A', null, {}, null],
    ['A A B A', null, {}, 'A'],
    ['A B B B', null, {}, 'B'],
    ['A B! C!', null, {}, 'B'],
    ['A A B! A', null, {}, 'A'],
    ['A! B B B', 'A', {}, 'A'],
    ['A A A A A', null, { largestBatch: null }, null],
    ['A A! A', null, { largestBatch: null }, 'A'],
    ['A! B! B', null, { nextTray: 'fullest' }, 'B'],
    ['B! A! B A', null, { nextTray: 'fullest' }, 'B'],
    ['A! B B', null, { nextTray: 'fullest' }, 'A'],
    ['A A A B! B B B', null, { nextTray: 'fullest' }, 'B'],
    ['C! A! B!', null, { nextTray: 'cyclic' }, 'A'],
    ['C! A! B!', 'A', { nextTray: 'cyclic' }, 'B'],
    ['C! A! B!', 'B', { nextTray: 'cyclic' }, 'C'],
    ['C! A! B!', 'C', { nextTray: 'cyclic' }, 'A'],
    ['C! A! B', 'A', { nextTray: 'cyclic' }, 'C'],
    ['A! B', 'A', { nextTray: 'cyclic' }, 'A'],
    ['A B', 'A', { nextTray: 'cyclic' }, null],
    ['A! C!', 'B', { nextTray: 'cyclic' }, 'C'],
    ['A B!', 'A', { service: 'exhaustive' }, 'A'],
    ['B!', 'A', { service: 'exhaustive' }, 'B'],
    ['A! B!', 'B', { service: 'exhaustive', nextTray: 'cyclic' }, 'B'],
    ['', null, { nextTray: 'cyclic', setUpEmptyTrays: true, trays: ['A', 'B'] }, 'A'],
    ['', 'A', { nextTray: 'cyclic', setUpEmptyTrays: true, trays: ['A', 'B'] }, 'B'],
    ['A! A A', 'A', { nextTray: 'cyclic', setUpEmptyTrays: true, trays: ['A', 'B'] }, 'B'],
    ['', 'A', { nextTray: 'cyclic', setUpEmptyTrays: true, trays: ['A'] }, 'A'],
    ['', 'A', { nextTray: 'cyclic', setUpEmptyTrays: true, service: 'exhaustive', trays: ['A', 'B'] }, 'B'],
    ['A', 'A', { nextTray: 'cyclic', setUpEmptyTrays: true, service: 'exhaustive', trays: ['A', 'B'] }, 'A'],
  ] as const)('of "%s" after %s under %o is %s', (shelf, last, changes: Partial<TrayPolicy>, tray) => {
    expect(trayToRun(shelfOf(shelf), last, { ...POLICY, ...changes })).toBe(tray);
  });

  const names = ['A', 'B', 'C', 'D'];
  const cases = fc.record({
    shelf: fc
      .array(fc.record({ tray: fc.constantFrom(...names), ripe: fc.boolean() }), { maxLength: 12 })
      .map((decks) => decks.map((it, index): Shelved => ({ ...it, deck: deckOf(`${index}`) }))),
    last: fc.option(fc.constantFrom(...names)),
    policy: fc
      .record({
        largestBatch: fc.option(fc.integer({ min: 1, max: 5 })),
        nextTray: fc.constantFrom<TrayPolicy['nextTray']>('oldest', 'fullest', 'cyclic'),
        service: fc.constantFrom<TrayPolicy['service']>('gated', 'exhaustive'),
        setUpEmptyTrays: fc.boolean(),
        trays: fc.subarray(names),
      })
      .map((it): TrayPolicy => ({ ...POLICY, ...it })),
  });

  test('is what the policy says in so many words', () => {
    fc.assert(
      fc.property(cases, ({ shelf, last, policy }) => {
        expect(trayToRun(shelf, last, policy)).toBe(inSoManyWords(shelf, last, policy));
      }),
      runs(5_000),
    );
  });

  test('gives a batch of the oldest decks of that tray alone, of no more than the largest batch', () => {
    fc.assert(
      fc.property(cases, ({ shelf, last, policy }) => {
        const tray = trayToRun(shelf, last, policy) ?? 'A';
        const all = shelf.filter((it) => it.tray === tray).map(({ deck }) => deck.id);
        const batch = batchFrom(shelf, tray, policy).map(({ id }) => id);
        expect(batch).toEqual(policy.largestBatch === null ? all : all.filter((_, index) => index < (policy.largestBatch ?? 0)));
      }),
      runs(1_000),
    );
  });

  test('is never reached by a careless hand, if there is any other', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(...names), ({ shelf, policy }, right) => {
        const others = new Set([...policy.trays, ...shelf.map(({ tray }) => tray)].filter((it) => it !== right));
        const wrong = wrongTrayFor(right, shelf, policy);
        if (others.size === 0) expect(wrong).toBe(right);
        else expect([...others]).toContain(wrong);
      }),
      runs(1_000),
    );
  });
});

/** The policies written down once more, with nothing clever: every tray is looked at anew for every question. */
function inSoManyWords(shelf: Shelf, last: string | null, policy: TrayPolicy): string | null {
  const decksIn = (tray: string): Shelf => shelf.filter((it) => it.tray === tray);
  const isWorthIt = (tray: string): boolean =>
    decksIn(tray).some(({ ripe }) => ripe) || (policy.largestBatch !== null && decksIn(tray).length >= policy.largestBatch);
  if (policy.service === 'exhaustive' && last !== null && decksIn(last).length > 0) return last;
  if (policy.nextTray === 'oldest') return shelf.find(({ tray }) => isWorthIt(tray))?.tray ?? null;
  const byAge = [...new Set(shelf.map(({ tray }) => tray))];
  if (policy.nextTray === 'fullest') {
    const most = Math.max(0, ...byAge.filter(isWorthIt).map((tray) => decksIn(tray).length));
    return byAge.find((tray) => isWorthIt(tray) && decksIn(tray).length === most) ?? null;
  }
  const alphabet = [...new Set([...policy.trays, ...byAge, ...(last === null ? [] : [last])])].toSorted();
  const after = last === null ? 0 : alphabet.indexOf(last) + 1;
  const round = [...alphabet.slice(after), ...alphabet.slice(0, after)];
  return round.find((tray) => policy.setUpEmptyTrays || isWorthIt(tray)) ?? null;
}
