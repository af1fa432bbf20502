import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeEvent, TraceLines } from '../../src/actors/trace-line.ts';
import { TraceHash, type Cause, type StepEvent, type TraceEvent } from '../../src/actors/trace.ts';
import { runs } from '../runs.ts';

/** What a line is, said by JSON.stringify. */
function lineOf(event: TraceEvent): string {
  if (event.type !== 'step') {
    const { n, type, atMs, from, to, sent, message } = event;
    return JSON.stringify({ n, at: atMs, type, from, to, sent, message });
  }
  const { n, atMs, actor, cause, state, choices, sends, timers, cancels, spawns, stops, unhandled, final } = event;
  const lists = Object.fromEntries(Object.entries({ choices, sends, timers, cancels, spawns, stops }).filter(([, it]) => it.length > 0));
  return JSON.stringify({ n, at: atMs, actor, cause, state, ...lists, unhandled: unhandled || undefined, final: final || undefined });
}

const id = fc.oneof(fc.constantFrom('operator', 'user-3', 'process-pc5.alice.3.1'), fc.string({ unit: 'binary', maxLength: 40 }));
const number = fc.nat();
const atMs = fc.maxSafeInteger().map((it) => Math.abs(it) / 1000);
const message = fc.record({ type: id }).chain((it) => fc.dictionary(fc.string(), fc.jsonValue()).map((more) => ({ ...it, ...more })));
const cause: fc.Arbitrary<Cause> = fc.oneof(
  fc.constant({ type: 'start' } as const),
  fc.record({ type: fc.constant('spawned' as const), by: number }),
  fc.record({ type: fc.constant('message' as const), from: id, sent: number, message }),
  fc.record({ type: fc.constantFrom('arrival' as const, 'fault' as const), message }),
  fc.record({ type: fc.constant('timer' as const), timer: id, set: number }),
);
const states = ['idle', { window: 'free', room: { supervising: 'watching' } }, Object.freeze({ a: 'b', c: Object.freeze({ d: 'e' }) })];

const step: fc.Arbitrary<StepEvent> = fc.record({
  type: fc.constant('step' as const),
  n: number,
  atMs,
  actor: id,
  kind: id,
  cause,
  choices: fc.array(fc.oneof(fc.jsonValue(), fc.constant(undefined)), { maxLength: 3 }),
  state: fc.constantFrom(...states),
  sends: fc.array(fc.record({ to: id, type: id }), { maxLength: 3 }),
  timers: fc.array(fc.record({ id, delayMs: atMs }), { maxLength: 3 }),
  cancels: fc.array(id, { maxLength: 2 }),
  spawns: fc.array(id, { maxLength: 2 }),
  stops: fc.array(id, { maxLength: 2 }),
  unhandled: fc.boolean(),
  final: fc.boolean(),
  snapshot: fc.constant({ status: 'active' as const, value: 'idle', context: {} }),
});
const missed: fc.Arbitrary<TraceEvent> = fc.record({
  type: fc.constantFrom('dead letter' as const, 'lost' as const, 'partitioned' as const),
  n: number,
  atMs,
  from: id,
  to: id,
  sent: fc.integer({ min: -1 }),
  message,
});

describe('the line of an event', () => {
  test('is what JSON.stringify makes of it, with what is empty left out', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(step, missed)), (events) => {
        const lines = new TraceLines();
        const hash = new TraceHash();
        for (const event of events) {
          lines.add(event);
          hash.add(lineOf(event));
          expect(lines.last()).toBe(lineOf(event));
          expect(encodeEvent(event)).toBe(lineOf(event));
        }
        expect(lines.digest()).toBe(hash.digest());
      }),
      runs(500),
    );
  });

  test('tells of a state as it is, where it is changed and not frozen', () => {
    const [event] = fc.sample(step, 1);
    if (!event) throw new Error('no event');
    const state = { room: 'dark' };
    const lines = new TraceLines();
    lines.add({ ...event, state });
    state.room = 'bright';
    lines.add({ ...event, state });
    expect(lines.last()).toBe(lineOf({ ...event, state }));
  });
});

describe('the hash of many lines', () => {
  const events = fc.sample(step, { numRuns: 2000, seed: 1 });

  test('is that of all of them, whenever it is asked for', () => {
    const lines = new TraceLines();
    const hash = new TraceHash();
    for (const [at, event] of events.entries()) {
      lines.add(event);
      hash.add(lineOf(event));
      if (at % 500 === 0) expect(lines.digest()).toBe(hash.digest());
    }
    expect(lines.digest()).toBe(hash.digest());
  });

  test('knows nothing of an event that has no line', () => {
    const [before, event] = events;
    if (!before || !event) throw new Error('no events');
    const lines = new TraceLines();
    lines.add(before);
    expect(() => lines.add({ ...event, choices: [1n] })).toThrow('BigInt');
    lines.add(event);
    const expected = new TraceHash();
    expected.add(lineOf(before));
    expected.add(lineOf(event));
    expect(lines.digest()).toBe(expected.digest());
  });
});
