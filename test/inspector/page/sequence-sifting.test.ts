/** Which events the sequence diagram shows, out of all. */
import { describe, expect, test } from 'vitest';
import { NONE } from '../../../src/inspector/protocol/columns.ts';
import { LANES_MAX, Sifting, type Sifted } from '../../../src/inspector/page/sequence/sifting.ts';
import { tableOf, type Told } from './event-tables.ts';

const all: Sifted = { actors: null, also: null, types: null, text: '', found: [], kinds: [] };

const talk: readonly Told[] = [
  { type: 'start', actor: 'a', state: 'idle' },
  { type: 'start', actor: 'b', state: 'idle' },
  { actor: 'b', sender: 'a', word: 'ask', state: { busy: 'thinking' }, cause: 0 },
  { type: 'spawned', actor: 'c', state: 'idle', cause: 2 },
  { actor: 'a', sender: 'b', word: 'answer', state: 'idle', cause: 2 },
  { type: 'lost', actor: 'c', sender: 'a', word: 'bye', cause: 4 },
];

function sifted(told: readonly Told[], wanted: Partial<Sifted>): Sifting {
  const sifting = new Sifting(tableOf(told), { ...all, ...wanted });
  while (sifting.advance(() => false));
  return sifting;
}

const rowsOf = ({ rows: { numbers, length } }: Sifting): readonly number[] => [...numbers.subarray(0, length)];

describe('sifting', () => {
  test('shows all events if nothing is filtered', () => {
    const sifting = sifted(talk, {});
    expect(rowsOf(sifting)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(sifting.lanes).toEqual([0, 1, 2]);
    expect(sifting.progress).toBe(1);
  });

  test('filters by type, by actor, and by both; starts have no type', () => {
    expect(rowsOf(sifted(talk, { types: new Set([0]) }))).toEqual([2]);
    expect(rowsOf(sifted(talk, { types: new Set([NONE]) }))).toEqual([0, 1, 3]);
    expect(rowsOf(sifted(talk, { actors: new Set([2]) }))).toEqual([3, 5]);
    expect(rowsOf(sifted(talk, { actors: new Set([2]), types: new Set([2]) }))).toEqual([5]);
    expect(rowsOf(sifted(talk, { actors: new Set() }))).toEqual([]);
  });

  test('counts who started an actor as taking part in its start', () => {
    expect(rowsOf(sifted(talk, { actors: new Set([1]) }))).toEqual([1, 2, 3, 4]);
  });

  test('finds a text in types, in states, in names of actors, and what was found in payloads', () => {
    expect(rowsOf(sifted(talk, { text: 'AnSwEr' }))).toEqual([4]);
    expect(rowsOf(sifted(talk, { text: 'thinking' }))).toEqual([2]);
    expect(rowsOf(sifted(talk, { text: 'c' }))).toEqual([3, 5]);
    expect(rowsOf(sifted(talk, { text: 'no such thing', found: [1, 4] }))).toEqual([1, 4]);
  });

  test('shows lanes of those only who take part in what is wanted', () => {
    expect(sifted(talk, { text: 'bye' }).lanes).toEqual([0, 2]);
  });

  test('shows lanes of the most talkative, and of one more', () => {
    const many = Array.from({ length: 400 }, (_, n): Told => ({ actor: `user-${Math.floor(Math.sqrt(n))}`, word: 'tick', state: 'there' }));
    const sifting = sifted(many, {});
    expect(sifting.lanes).toEqual(Array.from({ length: LANES_MAX }, (_, at) => 20 - LANES_MAX + at));
    expect(sifted(many, { also: 0 }).lanes).toEqual([0, ...sifting.lanes]);
    expect(rowsOf(sifted(many, { also: 0 }))).toContain(0);
    expect(rowsOf(sifting)).not.toContain(0);
  });

  test('shows one of each kind that talks, and counts no timers that change nothing', () => {
    const ticks = Array.from({ length: 100 }, (_, n): Told => ({ type: 'timer', actor: `clock-${n % 20}`, word: 'tick', state: 'on' }));
    const said = Array.from({ length: 60 }, (_, n): Told => ({ actor: `user-${n % 20}`, sender: 'desk', word: 'hear', state: 'there' }));
    const sifting = sifted([...ticks, ...said, { actor: 'cat', sender: 'user-3', word: 'stroke', state: 'asleep' }], {
      kinds: ['user', 'cat'],
    });
    const events = tableOf([...ticks, ...said, { actor: 'cat', sender: 'user-3', word: 'stroke', state: 'asleep' }]);
    const names = sifting.lanes.map((lane) => events.actors[lane]?.id);
    expect(names).toHaveLength(LANES_MAX);
    expect(names.slice(-2)).toEqual(['cat', 'desk']);
    expect(names.slice(0, -2).every((name) => name?.startsWith('user-'))).toBe(true);
  });

  test('goes on with what comes later, and makes room for who comes later', () => {
    const events = tableOf(talk);
    const sifting = new Sifting(events, all);
    while (sifting.advance(() => true));
    tableOf([{ actor: 'd', sender: 'a', word: 'hello', state: 'idle' }], events);
    while (sifting.advance(() => true));
    expect(rowsOf(sifting)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(sifting.lanes).toEqual([0, 1, 2, 3]);
    expect(sifting.ofType.get(3)).toBe(1);
  });

  test('pauses when it is time to, and comes to the same', () => {
    const many = Array.from({ length: 30_000 }, (_, n): Told => ({
      actor: `user-${n % 5}`,
      word: n % 3 === 0 ? 'tick' : 'tock',
      state: 'there',
    }));
    const sifting = new Sifting(tableOf(many), { ...all, types: new Set([0]) });
    const progress: number[] = [];
    while (sifting.advance(() => true)) progress.push(sifting.progress);
    expect(progress.length).toBeGreaterThan(10);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(rowsOf(sifting)).toEqual(many.flatMap((_, n) => (n % 3 === 0 ? [n] : [])));
  });
});
