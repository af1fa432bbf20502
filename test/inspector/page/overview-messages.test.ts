/** Messages on the wires of the overview: which are on their way, what has been counted, who is there. */
import { describe, expect, test } from 'vitest';
import { FLAG } from '../../../src/inspector/protocol/columns.ts';
import { Directory } from '../../../src/inspector/page/overview/directory.ts';
import { inFlight } from '../../../src/inspector/page/overview/in-flight.ts';
import { Lives } from '../../../src/inspector/page/overview/lives.ts';
import { roughSceneOf, sceneOf } from '../../../src/inspector/page/overview/scene.ts';
import { Traffic, wireKey } from '../../../src/inspector/page/overview/traffic.ts';
import { bundled, wiresShown } from '../../../src/inspector/page/overview/wires.tsx';
import { tableOf } from './overview-table.ts';

const table = tableOf([
  { atMs: 0, actor: 'bar', type: 'start', state: 'idle' },
  { atMs: 0, actor: 'guest-a', type: 'start', state: 'thirsty' },
  { atMs: 10, actor: 'guest-a', type: 'timer', word: 'thirst', state: 'waiting', cause: 1 },
  { atMs: 12, actor: 'guest-b', type: 'start', state: 'thirsty' },
  { atMs: 15, actor: 'bar', type: 'timer', word: 'pause', state: 'idle', cause: 0 },
  { atMs: 20, actor: 'bar', from: 'guest-a', word: 'order', state: 'brewing', cause: 2 },
  { atMs: 30, actor: 'guest-a', from: 'bar', word: 'coffee', state: 'gone', cause: 5, flags: FLAG.final },
  { atMs: 30, actor: 'guest-a', type: 'dead letter', from: 'bar', word: 'bill', cause: 5 },
  { atMs: 40, actor: 'guest-a', type: 'start', state: 'thirsty' },
]);

describe('a message', () => {
  test('is nowhere before it is sent', () => {
    expect(inFlight(table, 1)).toEqual([]);
    expect(inFlight(table, -1)).toEqual([]);
  });

  test('moves with the time, and arrives', () => {
    expect(inFlight(table, 4)).toMatchObject([{ n: 5, word: 'order', type: 'moving', progress: 0.5 }]);
    expect(inFlight(table, 2)[0]?.progress).toBeLessThan(0.1);
    expect(inFlight(table, 5)[0]).toMatchObject({ n: 5, type: 'arrived', progress: 1 });
  });

  test('that takes no time is seen in the middle', () => {
    const quick = tableOf([
      { atMs: 0, actor: 'a', type: 'start', state: 'x' },
      { atMs: 0, actor: 'b', from: 'a', word: 'go', state: 'x', cause: 0 },
    ]);
    expect(inFlight(quick, 0)).toMatchObject([{ type: 'moving', progress: 0.5 }]);
  });

  test('that is lost is told when it is', () => {
    expect(inFlight(table, 7)).toMatchObject([{ n: 7, word: 'bill', type: 'lost' }]);
  });
});

describe('traffic', () => {
  const directory = new Directory(null);
  directory.update(table.actors);

  test('is counted between kinds, in both directions, a part at a time', () => {
    const traffic = new Traffic();
    expect(traffic.take(table, directory, 6)).toBe(false);
    expect([...traffic.wires.values()].map(({ total }) => total)).toEqual([1]);
    expect(traffic.take(table, directory, 6)).toBe(true);
    const wire = traffic.wires.get(wireKey(0, 1));
    expect(wire?.total).toBe(2);
    expect([...(wire?.there ?? [])].map(([word]) => table.words[word])).toEqual(['coffee']);
    expect([...(wire?.back ?? [])].map(([word]) => table.words[word])).toEqual(['order']);
  });

  test('within one box needs no wire', () => {
    const apart = tableOf([{ atMs: 0, actor: 'cpu-1', from: 'files-1', word: 'x', state: 's' }], () => 'pc1');
    const places = new Directory({ byPlace: true, panels: [] });
    places.update(apart.actors);
    const traffic = new Traffic();
    traffic.take(apart, places, 10);
    expect(traffic.wires.size).toBe(0);
    expect(places.boxes).toMatchObject([{ title: 'pc1', panels: [{ kind: 'cpu' }, { kind: 'files' }] }]);
  });

  test('leads to no box of somebody who was never there', () => {
    const boxes = new Directory(null);
    boxes.update(table.actors, (_, number) => number !== 0);
    expect(boxes.boxOf[0]).toBeUndefined();
    const before = boxes.boxes.length;
    boxes.update(table.actors);
    expect(boxes.boxOf[0]).toBeDefined();
    expect(boxes.boxes.length).toBeGreaterThanOrEqual(before);
  });

  test('of the same words at the same place of a wire is one dot', () => {
    const flight = { n: 1, from: 0, to: 1, word: 'listing', type: 'moving', progress: 0.5 } as const;
    const bundles = bundled([flight, { ...flight, n: 2 }, { ...flight, n: 3, word: 'bill' }], { boxOf: [0, 1] });
    expect(bundles).toMatchObject([
      { key: '1', count: 2, row: 0 },
      { key: '3', count: 1, row: 1 },
    ]);
  });

  test('on more wires than can be told apart is drawn where something moves, and at the box that is looked at', () => {
    const wires = new Map(
      [
        [0, 1],
        [1, 2],
        [0, 2],
      ].map(([from = 0, to = 0]) => [wireKey(from, to), { key: wireKey(from, to), from, to, total: 1, there: new Map(), back: new Map() }]),
    );
    const boxes = { boxOf: [0, 1, 2] };
    const keys = (atMost: number, box: number | null, moving: boolean): readonly string[] => {
      const flights = moving ? [{ n: 1, from: 1, to: 0, word: 'x', type: 'moving', progress: 0.5 } as const] : [];
      return wiresShown(wires, { atMost, flights, directory: boxes, box }).map(({ key }) => key);
    };
    expect(keys(3, null, false)).toHaveLength(3);
    expect(keys(2, null, true)).toEqual(['0 1']);
    expect(keys(2, 2, false)).toEqual(['1 2', '0 2']);
  });
});

describe('the scene', () => {
  const overview = { panels: [{ kind: 'guest', title: 'Guests', label: 'name', shows: [] }] } as const;
  const directory = new Directory(overview);
  directory.update(table.actors);
  const standings = new Map([
    ['bar', { kind: 'bar', state: 'idle', context: {} }],
    ['guest-a', { kind: 'guest', state: { at: 'table' }, context: { name: 'Ann' } }],
  ]);

  test('has declared kinds first, and actors by what they are called', () => {
    const { boxes, actorCount } = sceneOf({ events: table, directory, standings });
    expect(boxes.map(({ head }) => head.title)).toEqual(['Guests', 'bar']);
    expect(boxes[0]?.sections[0]?.actors).toMatchObject([{ id: 'guest-a', label: 'Ann', state: 'at.table' }]);
    expect(actorCount).toBe(2);
  });

  test('has the states of the columns where no others are known', () => {
    const lives = new Lives();
    lives.take(table);
    const there = (n: number): readonly string[] =>
      roughSceneOf({ events: table, directory, standings: new Map() }, lives, n).boxes.flatMap(({ sections }) =>
        sections.flatMap(({ actors }) => actors.map(({ id, state }) => `${id} ${state}`)),
      );
    expect(there(0)).toEqual(['bar idle']);
    expect(there(5)).toEqual(['guest-a waiting', 'guest-b thirsty', 'bar brewing']);
    expect(there(7)).toEqual(['guest-b thirsty', 'bar brewing']);
    expect(there(8)).toEqual(['guest-a thirsty', 'guest-b thirsty', 'bar brewing']);
  });
});
