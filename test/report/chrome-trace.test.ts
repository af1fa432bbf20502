import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { TraceEvent } from '../../src/actors/trace.ts';
import { chromeTrace } from '../../src/report/chrome-trace.ts';
import { batch } from '../../src/scenarios/batch.ts';
import { anyScenario } from '../../src/scenarios/scenario.ts';
import { Simulation } from '../../src/simulator/simulation.ts';
import { missed, step, told } from './events.ts';

const where = { pid: z.number(), tid: z.number(), name: z.string() };
const moment = { ...where, cat: z.string(), ts: z.number() };
const traceEvent = z.discriminatedUnion('ph', [
  z.strictObject({
    ...where,
    ph: z.literal('M'),
    args: z.union([z.strictObject({ name: z.string() }), z.strictObject({ sort_index: z.number() })]),
  }),
  z.strictObject({ ...moment, ph: z.literal('X'), dur: z.number().positive(), args: z.strictObject({ step: z.number() }) }),
  z.strictObject({ ...moment, ph: z.literal('i'), s: z.literal('t'), args: z.strictObject({ step: z.number() }) }),
  z.strictObject({ ...moment, ph: z.literal('s'), id: z.number() }),
  z.strictObject({ ...moment, ph: z.literal('f'), id: z.number(), bp: z.literal('e') }),
]);
const documentSchema = z.strictObject({
  displayTimeUnit: z.literal('ms'),
  traceEvents: z.array(traceEvent),
  otherData: z.strictObject({ arrowsLeftOut: z.number() }),
});
type Drawn = z.output<typeof documentSchema>;

function drawn(events: readonly TraceEvent[], endMs: number): Drawn {
  let text = '';
  const trace = chromeTrace((part) => {
    text += part;
  });
  for (const event of events) trace.see(event);
  trace.end(endMs);
  return documentSchema.parse(JSON.parse(text));
}

/** `actor: state from..until` in microseconds, as they stand in the document. */
function slices({ traceEvents }: Drawn): readonly string[] {
  return traceEvents.flatMap((it) => (it.ph === 'X' ? [`${trackName(traceEvents, it.tid)}: ${it.name} ${it.ts}..${it.ts + it.dur}`] : []));
}

function trackName(events: Drawn['traceEvents'], tid: number): string {
  const named = events.find((it) => it.ph === 'M' && it.name === 'thread_name' && it.tid === tid);
  return named?.ph === 'M' && 'name' in named.args ? named.args.name : '';
}

/** The slices that a viewer finds open on a track, the outermost first: longer ones begin first, then those written first. */
function openAt({ traceEvents }: Drawn, tid: number, ts: number): readonly string[] {
  return traceEvents
    .flatMap((it) => (it.ph === 'X' && it.tid === tid && it.ts <= ts && ts < it.ts + it.dur ? [it] : []))
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur)
    .map((it) => it.name);
}

/** Each arrow with the innermost slices that a viewer binds it to. */
function arrows(document: Drawn): readonly string[] {
  return document.traceEvents.flatMap((begin) => {
    if (begin.ph !== 's') return [];
    const ends = document.traceEvents.flatMap((it) => (it.ph === 'f' && it.id === begin.id ? [it] : []));
    const bound = ({ tid, ts }: { readonly tid: number; readonly ts: number }): string =>
      `${trackName(document.traceEvents, tid)}/${openAt(document, tid, ts).at(-1)}`;
    return ends.map((end) => `${bound(begin)} ${begin.name} ${bound(end)}`);
  });
}

const timer = { type: 'timer', timer: 't', set: 0 } as const;

test('draws a slice for each state that an actor was in, nested as the states are', () => {
  const document = drawn(
    [
      step({ actor: 'processor', state: 'idle' }),
      step({ actor: 'processor', state: { running: 'reading' }, atMs: 1, cause: timer }),
      step({ actor: 'processor', state: { running: 'printing' }, atMs: 3, cause: timer }),
      step({ actor: 'processor', state: 'idle', atMs: 4.5, cause: timer }),
    ],
    10,
  );
  expect(slices(document)).toEqual([
    'processor: idle 0..1000',
    'processor: reading 1000..3000',
    'processor: running 1000..4500',
    'processor: printing 3000..4500',
    'processor: idle 4500..10000',
  ]);
});

test('leaves out a state that was entered and left in the same instant, and keeps what contains it', () => {
  const document = drawn(
    [
      step({ actor: 'a', state: { on: 'blink' }, atMs: 1 }),
      step({ actor: 'a', state: { on: 'glow' }, atMs: 1, cause: timer }),
      step({ actor: 'a', state: { on: 'glow' }, atMs: 2, cause: timer }),
    ],
    3,
  );
  // Of two slices alike the outer one has to be written first, or a viewer would put it inside.
  expect(slices(document)).toEqual(['a: on 1000..3000', 'a: glow 1000..3000']);
});

test('gives each parallel region a track of its own, sorted with the others of its actor', () => {
  const document = drawn(
    [
      step({ actor: 'operator', state: { window: 'free', room: { busy: 'watching' } } }),
      step({ actor: 'user-a', state: 'waiting' }),
      step({ actor: 'operator', state: { window: 'examining', room: { busy: 'watching' } }, atMs: 1, cause: timer }),
    ],
    2,
  );
  expect(slices(document)).toEqual([
    'operator · window: free 0..1000',
    'operator · window: examining 1000..2000',
    'operator · room: busy 0..2000',
    'operator · room: watching 0..2000',
    'user-a: waiting 0..2000',
  ]);
  const sorted = document.traceEvents.flatMap((it) =>
    it.ph === 'M' && it.name === 'thread_sort_index' && 'sort_index' in it.args ? [it.args.sort_index] : [],
  );
  expect(sorted).toEqual([1, 1, 3]);
});

test('ends the tracks of regions that were left, and takes them up again', () => {
  const document = drawn(
    [
      step({ actor: 'a', state: { both: { left: 'l', right: 'r' } } }),
      step({ actor: 'a', state: 'none', atMs: 1, cause: timer }),
      step({ actor: 'a', state: { both: { left: 'l', right: 'r' } }, atMs: 2, cause: timer }),
    ],
    3,
  );
  expect([...slices(document)].sort()).toEqual([
    'a · both.left: l 0..1000',
    'a · both.left: l 2000..3000',
    'a · both.right: r 0..1000',
    'a · both.right: r 2000..3000',
    'a: both 0..1000',
    'a: both 2000..3000',
    'a: none 1000..2000',
  ]);
});

test('makes a process of each kind and a track of each actor, in order of appearance', () => {
  const { traceEvents } = drawn(
    [step({ actor: 'user-b', state: 's' }), step({ actor: 'memory', state: 's' }), step({ actor: 'user-a', state: {} })],
    1,
  );
  const names = traceEvents.flatMap((it) => (it.ph === 'M' && 'name' in it.args ? [`${it.name} ${it.pid} ${it.tid} ${it.args.name}`] : []));
  expect(names).toEqual([
    'process_name 1 0 user',
    'thread_name 1 1 user-b',
    'process_name 2 0 memory',
    'thread_name 2 2 memory',
    'thread_name 1 3 user-a',
  ]);
  // A machine without states is drawn by its kind.
  expect(traceEvents.flatMap((it) => (it.ph === 'X' ? [it.name] : []))).toEqual(['s', 's', 'user']);
});

describe('arrows', () => {
  test('go from the state that the sending step entered to the one that the receiving step entered', () => {
    const document = drawn(
      [
        step({ actor: 'a', state: 'before', n: 0 }),
        step({ actor: 'b', state: { window: 'free', room: 'idle' }, n: 1 }),
        step({ actor: 'a', state: 'after', n: 2, atMs: 5, cause: timer, sends: [{ to: 'b', type: 'ping' }] }),
        step({ actor: 'b', state: { window: 'free', room: 'busy' }, n: 3, atMs: 5, cause: told('a', 'ping', 2) }),
      ],
      9,
    );
    expect(arrows(document)).toEqual(['a/after ping b · room/busy']);
    expect(document.otherData.arrowsLeftOut).toBe(0);
  });

  test('lead to both copies of a message that came twice, and from parent to child', () => {
    const document = drawn(
      [
        step({ actor: 'a', state: 's', n: 0, sends: [{ to: 'b', type: 'ping' }], spawns: ['b'] }),
        step({ actor: 'b', state: 't', n: 1, cause: { type: 'spawned', by: 0 } }),
        step({ actor: 'b', state: 'u', n: 2, atMs: 1, cause: told('a', 'ping', 0) }),
        step({ actor: 'b', state: 'v', n: 3, atMs: 2, cause: told('a', 'ping', 0) }),
      ],
      9,
    );
    expect(arrows(document)).toEqual(['a/s spawn b/t', 'a/s ping b/u', 'a/s ping b/v']);
  });

  test('have a slice to end at even in the last step of an actor, and at the very end', () => {
    const document = drawn(
      [
        step({ actor: 'a', state: 's', n: 0, sends: [{ to: 'b', type: 'stop' }] }),
        step({ actor: 'b', state: 'open', n: 1 }),
        step({ actor: 'b', state: 'gone', final: true, n: 2, atMs: 5, cause: told('a', 'stop', 0), sends: [{ to: 'a', type: 'bye' }] }),
        step({ actor: 'a', state: 'alone', n: 3, atMs: 5, cause: told('b', 'bye', 2) }),
      ],
      5,
    );
    expect(arrows(document)).toEqual(['a/s stop b/gone', 'b/gone bye a/alone']);
    expect(slices(document)).toEqual(['b: open 0..5000', 'b: gone 5000..5001', 'a: s 0..5000', 'a: alone 5000..5001']);
  });

  test('are counted when their origin is too long ago to be remembered', () => {
    const send = (n: number): TraceEvent => step({ actor: 'a', state: 's', n, sends: [{ to: 'b', type: 'ping' }] });
    const receive = (n: number, sent: number): TraceEvent => step({ actor: 'b', state: 's', n, atMs: 1, cause: told('a', 'ping', sent) });
    const document = drawn([...Array.from({ length: 65_537 }, (_, n) => send(n)), receive(70_000, 0), receive(70_001, 1)], 2);
    expect(arrows(document)).toHaveLength(1);
    expect(document.otherData.arrowsLeftOut).toBe(1);
  });
});

test('marks faults at their actor, and on a track of its own every message that no actor got', () => {
  const { traceEvents } = drawn(
    [
      step({ actor: 'a', state: 's', n: 0, cause: { type: 'fault', message: { type: 'power' } } }),
      missed('lost', { n: 1, atMs: 2 }),
      missed('dead letter', { n: 2, atMs: 3, from: 'arrival' }),
      missed('partitioned', { n: 3, atMs: 4 }),
    ],
    5,
  );
  const instants = traceEvents.flatMap((it) => (it.ph === 'i' ? [`${trackName(traceEvents, it.tid)} ${it.ts} ${it.name}`] : []));
  expect(instants).toEqual([
    'a 0 power',
    'not delivered 2000 lost: ping from a to b',
    'not delivered 3000 dead letter: ping from arrival to b',
    'not delivered 4000 partitioned: ping from a to b',
  ]);
});

test('ends the slices of an actor that another one stopped', () => {
  const document = drawn(
    [
      step({ actor: 'a', state: 's' }),
      step({ actor: 'b', state: 'open' }),
      step({ actor: 'a', state: 's', atMs: 4, stops: ['b', 'nobody'], cause: timer }),
    ],
    9,
  );
  expect(slices(document)).toEqual(['b: open 0..4000', 'a: s 0..9000']);
});

test('is a valid document when nothing happened', () => {
  expect(drawn([], 0).traceEvents).toEqual([]);
});

test('draws a day at the batch shop so that slices contain one another and every arrow ends at slices', () => {
  const scenario = anyScenario(batch);
  const simulation = new Simulation({ scenario, params: scenario.parameters.parse({}), seed: 7 });
  const events: TraceEvent[] = [];
  simulation.system.events.subscribe((event) => events.push(event));
  while (simulation.advance(1000) === undefined);
  const document = drawn(events, simulation.result().atMs);
  const received = events.filter((event) => event.type === 'step' && event.cause.type === 'message');
  expect(received.length).toBeGreaterThan(50);
  expect(arrows(document)).toHaveLength(received.length);
  expect(arrows(document).filter((arrow) => arrow.includes('undefined'))).toEqual([]);
  const byTrack = new Map<number, { readonly ts: number; readonly dur: number }[]>();
  for (const it of document.traceEvents) if (it.ph === 'X') byTrack.set(it.tid, [...(byTrack.get(it.tid) ?? []), it]);
  for (const track of byTrack.values()) {
    const open: number[] = [];
    for (const { ts, dur } of track.sort((a, b) => a.ts - b.ts || b.dur - a.dur)) {
      while (open.length > 0 && (open.at(-1) ?? 0) <= ts) open.pop();
      expect(ts + dur).toBeLessThanOrEqual(open.at(-1) ?? Number.POSITIVE_INFINITY);
      open.push(ts + dur);
    }
  }
});
