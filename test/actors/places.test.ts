/** Actors at places, as a whole system sees them: what is between places, and what befalls one. */
import { assign, emit, enqueueActions, setup } from 'xstate';
import { describe, expect, test } from 'vitest';
import { behaviorOf } from '../../src/actors/behavior.ts';
import { ActorSystem, type Arrival, type SystemOptions } from '../../src/actors/system.ts';
import { encodeEvent } from '../../src/actors/trace-line.ts';
import { TraceHash, type TraceEvent } from '../../src/actors/trace.ts';
import type { Wires } from '../../src/actors/wire.ts';
import { effects, type Effect } from '../../src/machines/effects.ts';

type Word = { readonly type: 'tell' | 'stop' | 'replace' | 'beget' | 'fault' | 'hello'; readonly who?: string };

const { send, spawn, stop } = effects<{ guest: Word }, { guest: undefined }>();

function whoOf(event: Word): `guest-${string}` {
  return `guest-${event.who ?? 'nobody'}`;
}

/** Does to another guest what it is told, so that a test can say what happens. */
const guest = setup({
  types: { context: {} as { readonly heard: readonly string[] }, events: {} as Word, emitted: {} as Effect },
  actions: {
    hear: assign({ heard: ({ context, event }) => [...context.heard, event.type] }),
    tell: emit(({ event }) => send(whoOf(event), { type: 'hello' })),
    stop: emit(({ event }) => stop(whoOf(event))),
    beget: emit(({ event }) => spawn(whoOf(event), 'guest', undefined)),
    replace: enqueueActions(({ enqueue, event }) => {
      enqueue.emit(stop(whoOf(event)));
      enqueue.emit(spawn(whoOf(event), 'guest', undefined));
    }),
  },
}).createMachine({
  id: 'guest',
  context: () => ({ heard: [] }),
  on: {
    tell: { actions: 'tell' },
    stop: { actions: 'stop' },
    replace: { actions: 'replace' },
    beget: { actions: 'beget' },
    fault: { actions: 'hear' },
    hello: { actions: 'hear' },
  },
});

const behaviors = new Map([['guest', behaviorOf('guest', guest)]]);

/** `guest-lab.2` is in the lab; `guest-2` is nowhere in particular. */
function placeOf(id: string): string | null {
  const dot = id.indexOf('.');
  return dot < 0 ? null : id.slice('guest-'.length, dot);
}

interface Run {
  readonly system: ActorSystem;
  readonly events: readonly TraceEvent[];
  readonly hash: string;
}

interface Given {
  readonly wires?: Wires;
  readonly seed?: number;
  readonly cause?: 'arrival' | 'fault';
}

type Told = readonly [atMs: number, to: Arrival['to'], message: Word];

/** A system of some guests, told some things at some times, run to its end. */
function run(guests: readonly string[], told: readonly Told[], { wires = { placeOf }, seed = 1, cause = 'arrival' }: Given = {}): Run {
  const options: SystemOptions = { behaviors, seed, wires };
  const system = new ActorSystem(options);
  const events: TraceEvent[] = [];
  system.events.subscribe((event) => events.push(event));
  for (const id of guests) system.start({ id: `guest-${id}` });
  system.feed(
    told.map(([atMs, to, message]) => ({ atMs, to, message })),
    cause,
  );
  // Faults alone would not keep the run going.
  system.clock.at(3_600_000, () => undefined);
  while (system.tick());
  const hash = new TraceHash();
  for (const event of events) hash.add(encodeEvent(event));
  return { system, events, hash: hash.digest() };
}

/** In short: who heard what when, from the first thing told on. */
function briefly({ events }: Run): readonly string[] {
  return events.flatMap((event) => {
    if (event.type !== 'step') return [`${event.atMs} ${event.type} ${event.message.type} to ${event.to}`];
    const { cause, actor, atMs } = event;
    if (cause.type === 'start') return [];
    return [`${atMs} ${actor} ${cause.type}${'message' in cause ? ` ${cause.message.type}` : ''}`];
  });
}

const lab = { place: 'lab' };
const fault: Word = { type: 'fault' };

describe('what befalls a place', () => {
  test.each(['fault', 'arrival'] as const)(
    'is told to all who are there, as a step of each with cause %s, and to none elsewhere',
    (cause) => {
      const it = run(['lab.2', 'hall.1', 'lab.1', 'nowhere'], [[5, lab, fault]], { cause });
      expect(briefly(it)).toEqual([`5 guest-lab.2 ${cause} fault`, `5 guest-lab.1 ${cause} fault`]);
      const contexts = [...it.system.actors()].map(({ id, snapshot }) => [id, snapshot.context]);
      expect(contexts).toEqual([
        ['guest-lab.2', { heard: ['fault'] }],
        ['guest-hall.1', { heard: [] }],
        ['guest-lab.1', { heard: ['fault'] }],
        ['guest-nowhere', { heard: [] }],
      ]);
    },
  );

  test('is told to whom another actor started there, and not to whom has gone', () => {
    const it = run(
      ['hall.1', 'lab.1'],
      [
        [1, 'guest-hall.1', { type: 'beget', who: 'lab.9' }],
        [1, 'guest-hall.1', { type: 'beget', who: 'hall.9' }],
        [2, lab, fault],
        [3, 'guest-hall.1', { type: 'stop', who: 'lab.1' }],
        [4, lab, fault],
      ],
    );
    expect(briefly(it).filter((line) => line.endsWith('fault'))).toEqual([
      '2 guest-lab.1 arrival fault',
      '2 guest-lab.9 arrival fault',
      '4 guest-lab.9 arrival fault',
    ]);
  });

  test('reaches all of them before anything that they send arrives', () => {
    const it = run(['lab.1', 'lab.2', 'lab.3'], [[5, lab, { type: 'tell', who: 'lab.3' }]]);
    expect(briefly(it)).toEqual([
      '5 guest-lab.1 arrival tell',
      '5 guest-lab.2 arrival tell',
      '5 guest-lab.3 arrival tell',
      '5 guest-lab.3 message hello',
      '5 guest-lab.3 message hello',
      '5 guest-lab.3 message hello',
    ]);
  });

  test('happens in one event of the clock', () => {
    const system = new ActorSystem({ behaviors, seed: 1, wires: { placeOf } });
    for (const id of ['guest-lab.1', 'guest-lab.2']) system.start({ id });
    system.feed([{ atMs: 5, to: lab, message: fault }], 'arrival');
    system.tick();
    expect(system.eventCount).toBe(4);
    expect(system.tick()).toBe(false);
  });

  test('passes over whom a step of another one stopped meanwhile', () => {
    const it = run(['lab.1', 'lab.2', 'lab.3'], [[5, lab, { type: 'stop', who: 'lab.2' }]]);
    expect(briefly(it)).toEqual(['5 guest-lab.1 arrival stop', '5 guest-lab.3 arrival stop']);
  });

  test('is not told to whom a step of another one started there, not even under the id of one that was there', () => {
    expect(briefly(run(['lab.1', 'lab.2'], [[5, lab, { type: 'replace', who: 'lab.2' }]]))).toEqual([
      '5 guest-lab.1 arrival replace',
      '5 guest-lab.2 spawned',
    ]);
    expect(briefly(run(['lab.1'], [[5, lab, { type: 'beget', who: 'lab.2' }]]))).toEqual([
      '5 guest-lab.1 arrival beget',
      '5 guest-lab.2 spawned',
    ]);
  });

  test('is a dead letter where nobody is, and where nobody says who is where', () => {
    const it = run(['hall.1'], [[5, lab, fault]], { cause: 'fault' });
    expect(briefly(it)).toEqual(['5 dead letter fault to place lab']);
    expect(it.events.at(-1)).toEqual({ type: 'dead letter', n: 1, atMs: 5, from: 'fault', to: 'place lab', sent: -1, message: fault });
    expect(briefly(run(['lab.1'], [[5, lab, fault]], { wires: {} }))).toEqual(['5 dead letter fault to place lab']);
  });
});

describe('a message', () => {
  const wires: Wires = { placeOf, between: () => ({ latencyS: 2 }) };

  test.each([
    ['hall.1', 2005],
    ['lab.2', 5],
    ['nowhere', 5],
  ])('from the lab to %s arrives at %d ms, where only what is between places takes time', (who, atMs) => {
    const it = run(['lab.1', 'lab.2', 'hall.1', 'nowhere'], [[5, 'guest-lab.1', { type: 'tell', who }]], { wires });
    expect(briefly(it)).toEqual(['5 guest-lab.1 arrival tell', `${atMs} guest-${who} message hello`]);
  });

  test('to an actor that is gone, or that there never was, takes the time to its place', () => {
    const told: readonly Told[] = [
      [1, 'guest-lab.1', { type: 'tell', who: 'hall.1' }],
      [2, 'guest-lab.1', { type: 'stop', who: 'hall.1' }],
      [3, 'guest-lab.1', { type: 'tell', who: 'hall.1' }],
      [4, 'guest-lab.1', { type: 'tell', who: 'hall.2' }],
    ];
    const dead = briefly(run(['lab.1', 'hall.1'], told, { wires })).filter((line) => line.includes('dead letter'));
    expect(dead).toEqual([
      '2001 dead letter hello to guest-hall.1',
      '2003 dead letter hello to guest-hall.1',
      '2004 dead letter hello to guest-hall.2',
    ]);
  });
});

test('the place of an actor is asked once while it lives, and anew for one that takes its id', () => {
  const asked: string[] = [];
  const counted = (id: string): string | null => {
    asked.push(id);
    return placeOf(id);
  };
  const told: readonly Told[] = [
    ...Array.from({ length: 20 }, (_, at): Told => [at, 'guest-lab.1', { type: 'tell', who: 'hall.1' }]),
    [50, 'guest-lab.1', { type: 'replace', who: 'hall.1' }],
  ];
  run(['lab.1', 'hall.1'], told, { wires: { placeOf: counted, between: () => ({}) } });
  expect(asked).toEqual(['guest-lab.1', 'guest-hall.1', 'guest-hall.1']);
});

describe('the trace of a system with places', () => {
  const words = ['lab.1', 'lab.2', 'hall.1'].flatMap((from, at) =>
    ['lab.2', 'hall.1', 'attic.1'].map((who, to): Told => [10 * at + to, `guest-${from}`, { type: 'tell', who }]),
  );
  const told: readonly Told[] = [...words, [25, lab, fault], ...words.map(([atMs, to, word]): Told => [atMs + 30, to, word])];
  const guests = ['lab.1', 'lab.2', 'hall.1', 'attic.1'];
  const rough: Wires = {
    placeOf,
    between: (from) => ({
      latencyS: { type: 'exponential', mean: from === 'lab' ? 1 : 5 },
      loss: 0.2,
      duplication: 0.2,
      faultsUntilS: 0.05,
    }),
    partitions: [{ fromS: 0.01, untilS: 0.03, groups: [['lab'], ['hall', 'guest-attic.1']] }],
  };

  test('has the same hash for the same seed, and another for another', () => {
    expect(run(guests, told, { wires: rough, seed: 7 }).hash).toBe(run(guests, told, { wires: rough, seed: 7 }).hash);
    expect(run(guests, told, { wires: rough, seed: 7 }).hash).not.toBe(run(guests, told, { wires: rough, seed: 8 }).hash);
  });

  test('has the hash of one without places, where nothing is between them', () => {
    const toActors = told.filter(([, to]) => typeof to === 'string');
    const without = run(guests, toActors, { wires: {} }).hash;
    expect(run(guests, toActors, { wires: { placeOf } }).hash).toBe(without);
    expect(run(guests, toActors, { wires: { placeOf, between: () => null } }).hash).toBe(without);
    expect(run(guests, toActors, { wires: { placeOf, between: () => ({ latencyS: 1 }) } }).hash).not.toBe(without);
  });
});
