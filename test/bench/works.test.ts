import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { behaviorOf } from '../../src/actors/behavior.ts';
import type { EngineName } from '../../src/actors/stepper.ts';
import { actors, shortLived } from '../../bench/works/actors.ts';
import { readCustomersMs, writeCustomers } from '../../bench/works/customers.ts';
import { firstOf, joined, NOBODY, withoutFirst } from '../../bench/works/line.ts';
import { PlainPlayer } from '../../bench/works/plain-player.ts';
import { player, PLAYER_EVENTS } from '../../bench/works/player.ts';
import type { Program } from '../../bench/works/program.ts';
import { queue } from '../../bench/works/queue.ts';
import { ring } from '../../bench/works/ring.ts';
import { step } from '../../bench/works/step.ts';
import { timers } from '../../bench/works/timers.ts';
import { runs } from '../runs.ts';

const ENGINES: readonly EngineName[] = ['compiled', 'xstate'];

function checked(program: Program): readonly unknown[] {
  program.run();
  return program.check();
}

function withCustomers(customers: number, act: (file: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-bench-'));
  try {
    const file = join(folder, 'customers.bin');
    writeCustomers(file, customers);
    act(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a line gives back who joined it, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(), { nil: 'leave' as const }), { maxLength: 60 }), (acts) => {
      const plain: number[] = [];
      let line = NOBODY;
      for (const act of acts) {
        if (act === 'leave') plain.shift();
        else plain.push(act);
        line = act === 'leave' ? withoutFirst(line) : joined(line, act);
        expect(firstOf(line)).toBe(plain[0]);
      }
    }),
    runs(200),
  );
});

test('customers are the same every time, and fewer of them are the first of more', () => {
  withCustomers(100, (file) => {
    const hundred = readCustomersMs(file);
    withCustomers(10, (ten) => expect(readCustomersMs(ten)).toEqual(hundred.slice(0, 20)));
    expect(hundred.every((timeMs) => timeMs > 0 && timeMs === Math.round(timeMs * 1000) / 1000)).toBe(true);
    expect(readFileSync(file).length).toBe(1_600);
  });
});

test.each(ENGINES)('the queue serves all in order, as the recurrence of waiting times says: %s', (engine) => {
  withCustomers(500, (file) => {
    const timesMs = readCustomersMs(file);
    let [freeMs, waitedMs] = [0, 0];
    for (let at = 0; at < timesMs.length; at += 2) {
      const beginsMs = Math.max(freeMs, timesMs[at] ?? 0);
      waitedMs += beginsMs - (timesMs[at] ?? 0);
      freeMs = beginsMs + (timesMs[at + 1] ?? 0);
    }
    const [served, meanWaitS, endS] = checked(queue({ file, engine }));
    expect(served).toBe(500);
    expect(meanWaitS).toBeCloseTo(waitedMs / 1000 / 500, 3);
    expect(endS).toBeCloseTo(freeMs / 1000, 1);
  });
});

test.each(ENGINES)('a token goes round the ring as often as it should, a millisecond a hop: %s', (engine) => {
  expect(checked(ring({ actors: 7, hops: 25, engine }))).toEqual([25, 25]);
  expect(checked(ring({ actors: 7, hops: 25, engine, warmUp: 3 }))).toEqual([25, 25]);
});

test.each(ENGINES)('all actors end, and none is left: %s', (engine) => {
  expect(checked(actors({ actors: 250, engine }))).toEqual([250, 100]);
  expect(checked(shortLived({ actors: 30, engine }))).toEqual([30, 30, 31]);
});

test.each(ENGINES)('timers are set again and again: %s', (engine) => {
  const [events, nowMs] = checked(timers({ actors: 5, events: 200, warmUp: 10, engine }));
  expect(events).toBe(200);
  expect(nowMs).toBeGreaterThan(0);
});

test('every way to step the player has the same effects, and ends with the same context', () => {
  const options = { steps: 3 * PLAYER_EVENTS.length + 5, warmUp: 0 };
  const ways = [
    ...ENGINES.map((engine) => step({ ...options, by: 'behavior', engine })),
    ...(['compile', 'xstate', 'plain'] as const).map((by) => step({ ...options, by })),
  ];
  const [first, ...others] = ways.map(checked);
  expect(first?.[2]).toMatchObject({ track: 1 });
  for (const other of others) expect(other).toEqual(first);
});

test('the player by hand does what its chart does, whatever happens to it', () => {
  const events = [...new Map(PLAYER_EVENTS.map((event) => [event.type, event])).values()];
  const behavior = behaviorOf('player', player);
  const never = (): never => {
    throw new Error('the player chooses nothing');
  };
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events), { maxLength: 80 }), (all) => {
      const hand = new PlainPlayer();
      let { snapshot } = behavior.start(undefined, never);
      for (const event of all) {
        const { snapshot: next, effects, handled } = behavior.step(snapshot, event, never);
        snapshot = next;
        const byHand = hand.step(event);
        expect(byHand !== undefined).toBe(handled);
        expect(byHand?.map(({ type }) => type).sort() ?? []).toEqual(effects.map(({ type }) => type).sort());
        expect(hand.context).toEqual(snapshot.context);
      }
    }),
    runs(100),
  );
});
