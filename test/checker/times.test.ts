import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { earliest } from '../../src/checker/differences.ts';
import { spanOf, spanOnWire } from '../../src/checker/support.ts';
import { timesOf, type TimesOptions } from '../../src/checker/times.ts';
import { runs, timeout } from '../runs.ts';
import { ACTORS, comes, KINDS, rings, told } from './office.ts';
import { pathOfRun, Walk } from './walk.ts';

const walk = (): Walk => new Walk(KINDS, ACTORS);

function atS(path: Walk, options: TimesOptions = {}): readonly number[] | string {
  const times = timesOf(path.path(), options);
  return times.type === 'timed' ? times.atMs.map((ms) => ms / 1000) : times.why;
}

describe('the times of a path', () => {
  test('are those at which its timers go off', () => {
    const again = walk();
    again.step(told('person-a', 'both')).step(rings('person-a', 'short')).step(told('person-a', 'relax')).step(rings('person-a', 'long'));
    expect(atS(again)).toEqual([0, 2, 2, 10]);
  });

  test('are none if a long timer must go off before a short one', () => {
    const path = walk().step(told('person-a', 'both')).step(rings('person-a', 'long')).step(rings('person-a', 'short'));
    expect(atS(path)).toBe(
      "timer 'long' of person-a goes off at step 2, 10 s after step 1, which sets it; timer 'short' of person-a goes off at step 3, 2 s after step 1, which sets it; but step 2 comes before step 3",
    );
    const unheard = walk().step(told('person-a', 'both')).step(rings('person-a', 'long'));
    expect(atS(unheard)).toContain("timer 'short' of person-a would go off at most 2 s after step 1, which sets it");
  });

  test('let a timer that is drawn go off at any time that it may', () => {
    const delaysS = (min: number, max: number) => ({ delaysS: { person: { napping: { type: 'uniform', min, max } } } }) as const;
    const path = walk();
    path.step(told('person-b', 'nap')).step(told('person-a', 'both')).step(rings('person-a', 'short')).step(told('person-a', 'relax'));
    path.step(rings('person-b', 'nap')).step(rings('person-a', 'long'));
    expect(atS(path, delaysS(1, 5))).toEqual([0, 0, 2, 2, 5, 10]);
    expect(atS(path, delaysS(1, 4))).toMatch(/timer 'nap' of person-b goes off at step 5, at most 4 s after step 1/);
    const patient = walk();
    patient.step(told('person-b', 'nap')).step(told('person-a', 'short')).step(rings('person-a', 'short')).step(told('person-a', 'relax'));
    patient.step(rings('person-b', 'nap'));
    expect(atS(patient, delaysS(1, 5))).toEqual([0, 0, 2, 2, 2]);
    expect(atS(patient, delaysS(3, 5))).toEqual([0, 0, 2, 2, 3]);
    expect(atS(patient, delaysS(0, 1.5))).toMatch(/timer 'nap' of person-b goes off at step 5, at most 1.5 s after step 1/);
    expect(atS(patient)).toEqual([0, 0, 2, 2, 2]);
    const times = timesOf(patient.path(), delaysS(3, 5));
    // Of the second, which nobody hears, all that can be said is that it is no shorter than it may be.
    expect(times.type === 'timed' && [...times.lengthsMs.values()]).toEqual([[3000], [2000], [2000], [3000]]);
  });

  test('have a message that takes no time arrive at once', () => {
    const path = walk().step(told('person-a', 'both')).step(told('person-a', 'pay')).step(rings('person-a', 'short'));
    path.step(comes('person-a', 'account', 'credit')).step(told('person-a', 'relax'));
    const slow = { wires: { rules: [{ to: 'account', latencyS: 2 }] } };
    expect(atS(path, slow)).toEqual([0, 0, 2, 2, 2]);
    expect(atS(path)).toEqual([0, 2, 2, 2, 2]);
    const waiting = walk().step(told('person-a', 'pay')).step(told('person-a', 'short')).step(rings('person-a', 'short'));
    expect(atS(waiting, { network: { order: 'ordered', lossy: true } })).toEqual([0, 0, 2]);
    expect(atS(waiting)).toBe(
      "timer 'short' of person-a goes off at step 3, 2 s after step 2, which sets it; 'credit' from person-a to account would arrive at the time of step 1, which sends it; but step 1 comes before step 2",
    );
  });

  test('have a message take as long as its wire, and its size, may make it', () => {
    const path = walk()
      .step(told('person-a', 'pay'))
      .step(comes('person-a', 'account', 'credit'));
    expect(atS(path, { wires: { rules: [{ latencyS: 1.5, bandwidthBytesPerS: 10 }], sizeBytes: () => 20 } })).toEqual([0, 3.5]);
    expect(atS(path, { wires: { rules: [{ latencyS: { type: 'exponential', mean: 1 } }] } })).toEqual([0, 0]);
    const late = walk().step(told('person-a', 'pay')).step(told('person-b', 'short')).step(rings('person-b', 'short'));
    late.step(told('person-b', 'relax')).step(comes('person-a', 'account', 'credit'));
    expect(atS(late, { wires: { rules: [{ latencyS: { type: 'uniform', min: 0, max: 1 } }] } })).toMatch(
      /at most 1 s after step 1, which sends it/,
    );
    expect(atS(late, { wires: { rules: [{ latencyS: { type: 'uniform', min: 0, max: 3 } }] } })).toEqual([0, 0, 2, 2, 2]);
    expect(atS(late, { wires: { rules: [{ reordering: { probability: 0.1, byS: 4 } }] } })).toEqual([0, 0, 2, 2, 2]);
    expect(atS(late, { network: { order: 'set' } })).toEqual([0, 0, 2, 2, 2]);
  });

  test('let a small message wait behind a large one', () => {
    const path = walk()
      .step(told('person-a', 'pay'))
      .step(told('person-a', 'draw'))
      .step(told('person-b', 'short'))
      .step(rings('person-b', 'short'));
    path
      .step(told('person-b', 'relax'))
      .step(comes('person-a', 'account', 'credit'))
      .step(comes('person-a', 'account', 'debit'));
    const sizeBytes = ({ type }: { readonly type: string }): number => (type === 'credit' ? 30 : 1);
    expect(atS(path, { wires: { rules: [{ bandwidthBytesPerS: 10 }], sizeBytes } })).toEqual([0, 0, 0, 2, 2, 3, 3]);
  });

  test('ask nothing of what is lost, cut off, or comes a second time', () => {
    const path = walk()
      .step(told('person-a', 'pay'))
      .step(comes('person-a', 'account', 'credit', 'duplicate'));
    path
      .step(told('person-b', 'draw'))
      .step({ type: 'split', groups: [['person-a'], ['person-b']] })
      .step(told('person-a', 'ring'));
    path.step(comes('person-a', 'person-c', 'hello')).step(comes('person-b', 'account', 'debit', 'loss'));
    path.step({ type: 'heal' }).step(told('person-b', 'short')).step(rings('person-b', 'short')).step(told('person-b', 'relax'));
    path.step(comes('person-a', 'account', 'credit'));
    expect(path.path().steps[4]?.events.map(({ event }) => event.type)).toEqual(['step', 'partitioned', 'step', 'partitioned']);
    expect(atS(path)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2]);
  });

  test('have what comes from outside at its own time, if that is known', () => {
    const arrivals = ['a', 'a', 'b'].map((to, at) => ({ atMs: 1000 * (at + 1), to: `person-${to}`, message: { type: 'pay' } }));
    const path = walk()
      .step(told('person-a', 'pay'))
      .step(comes('person-a', 'account', 'credit'))
      .step(told('person-a', 'pay'));
    path.step(comes('person-a', 'account', 'credit'));
    expect(atS(path, { arrivals })).toEqual([1, 1, 2, 2]);
    expect(atS(path)).toEqual([0, 0, 0, 0]);
    const wrong = walk()
      .step(told('person-b', 'pay'))
      .step(comes('person-b', 'account', 'credit'))
      .step(told('person-a', 'pay'));
    expect(atS(wrong, { arrivals })).toBe(
      "'pay' from outside to person-b comes at step 1, 3 s after the start; 'pay' from outside to person-a comes at step 3, 1 s after the start; but step 1 comes before step 3",
    );
    const early = walk().step(told('person-a', 'long')).step(rings('person-a', 'long'));
    expect(
      atS(early, {
        arrivals: [
          { atMs: 0, to: 'person-a', message: { type: 'long' } },
          { atMs: 9000, to: 'account', message: { type: 'credit' } },
        ],
      }),
    ).toMatch(/'credit' from outside to account would come at most 9 s after the start/);
  });

  test('count what passes where timers go off in order', () => {
    const path = walk().step(told('person-a', 'short')).step({ type: 'passing', ms: 2000 }).step(rings('person-a', 'short'));
    expect(atS(path)).toEqual([0, 2, 2]);
    const wrong = walk().step(told('person-a', 'short')).step({ type: 'passing', ms: 1000.5 }).step(rings('person-a', 'short'));
    expect(atS(wrong)).toEqual([0, 1.0005, 2]);
  });

  test('end with what is cancelled, or stopped with its actor, before it goes off', () => {
    const stopped = walk()
      .step(told('person-b', 'long'))
      .step(told('person-a', 'short'))
      .step(told('person-a', 'leave'))
      .step(rings('person-b', 'long'));
    expect(atS(stopped)).toEqual([0, 0, 0, 10]);
    const late = walk().step(told('person-a', 'both')).step(rings('person-a', 'long')).step(told('person-a', 'leave'));
    expect(atS(late)).toMatch(/timer 'short' of person-a would go off at most 2 s after step 1/);
  });
});

describe('a run', { timeout: timeout(60_000) }, () => {
  const seconds = fc.integer({ min: 0, max: 30_000_000 }).map((us) => us / 1e6);
  const duration = fc.oneof(
    seconds,
    seconds.map((mean) => ({ type: 'exponential', mean }) as const),
    seconds.map((min) => ({ type: 'uniform', min, max: min + 5 }) as const),
    seconds.map((min) => ({ type: 'pareto', min, shape: 3 }) as const),
    fc.array(seconds, { minLength: 1 }).map((values) => ({ type: 'empirical', values }) as const),
  );
  const wire = fc.record(
    {
      latencyS: duration,
      bandwidthBytesPerS: fc.double({ min: 1, max: 1000, noNaN: true }),
      reordering: fc.record({ probability: fc.constantFrom(0, 0.5), byS: duration }),
      loss: fc.constantFrom(0, 0.3),
      duplication: fc.constantFrom(0, 0.3),
    },
    { requiredKeys: [] },
  );
  const word = fc.constantFrom('pay', 'draw', 'ring', 'dismiss', 'short', 'long', 'both', 'nap', 'relax', 'toss', 'leave', 'hello');
  const arrival = fc.tuple(seconds, fc.constantFrom('person-a', 'person-b', 'person-c'), word);

  test('has times as a path, which are not after its own', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.option(wire, { nil: undefined }),
        duration,
        fc.array(arrival, { maxLength: 20 }),
        (seed, rule, napping, told) => {
          const arrivals = told
            .map(([atS, to, type]) => ({ atMs: atS * 1000, to, message: { type } }))
            .sort((a, b) => a.atMs - b.atMs)
            // A second one would ask for an actor that is there.
            .filter(({ message }, at, all) => message.type !== 'ring' || all.findIndex((it) => it.message.type === 'ring') === at);
          const options = { wires: rule ? { rules: [rule] } : {}, delaysS: { person: { napping } } };
          const run = pathOfRun({ kinds: KINDS, actors: ACTORS, arrivals, seed, eventsMax: 60, ...options });
          const times = timesOf(run.path, { ...options, arrivals });
          expect(times.type === 'timed' ? 'timed' : times.why).toBe('timed');
          if (times.type === 'timed') expect(times.atMs.findIndex((ms, at) => ms > (run.atMs[at] ?? 0))).toBe(-1);
        },
      ),
      runs(150),
    );
  });
});

describe('what a distribution may come to', () => {
  test('is told in whole microseconds', () => {
    const us = (most: number, least = most): object => ({ leastUs: least, mostUs: most });
    expect(spanOf(2)).toEqual(us(2e6));
    expect(spanOf({ type: 'constant', value: 0.0000016 })).toEqual(us(2));
    expect(spanOf({ type: 'uniform', min: -1, max: 2 })).toEqual(us(2e6, 0));
    expect(spanOf({ type: 'empirical', values: [3, 1, 2] })).toEqual(us(3e6, 1e6));
    expect(spanOf({ type: 'pareto', min: 1, shape: 2 })).toEqual(us(Infinity, 1e6));
    for (const mean of [0, 1]) {
      const free = us(mean === 0 ? 0 : Infinity, 0);
      expect(spanOf({ type: 'exponential', mean })).toEqual(free);
      expect(spanOf({ type: 'erlang', mean, stages: 2 })).toEqual(free);
      expect(spanOf({ type: 'hyperexponential', means: [0, mean], firstProbability: 0.5 })).toEqual(free);
      expect(spanOf({ type: 'lognormal', mean: 1, deviation: mean })).toEqual(mean === 0 ? us(1e6) : free);
      expect(spanOf({ type: 'normal', mean: 1, deviation: mean })).toEqual(mean === 0 ? us(1e6) : free);
    }
    expect(spanOf(undefined)).toEqual(us(Infinity, 0));
    expect(spanOnWire(null, () => 1)).toEqual(us(0));
  });
});

describe('difference constraints', () => {
  test('are solved by the earliest times if there are any, and go round in a circle if there are none', () => {
    const difference = fc.record({ from: fc.nat(6), to: fc.nat(6), least: fc.integer({ min: -5, max: 5 }) });
    const reachable = Array.from({ length: 6 }, (_, at) => ({ from: at, to: at + 1, least: 0 }));
    fc.assert(
      fc.property(fc.array(difference, { maxLength: 12 }), (some) => {
        const all = [...reachable, ...some];
        const solution = earliest(7, all);
        if (solution.type === 'solved') {
          const { times } = solution;
          const at = (it: number): number => times[it] ?? Number.NaN;
          for (const { from, to, least } of all) expect(at(to) - at(from)).toBeGreaterThanOrEqual(least);
          expect(at(0)).toBe(0);
          // Each is as early as some constraint lets it be.
          for (let it = 1; it < 7; it += 1) expect(all.some(({ from, to, least }) => to === it && at(from) + least === at(it))).toBe(true);
        } else {
          const { circle } = solution;
          expect(circle.reduce((sum, { least }) => sum + least, 0)).toBeGreaterThan(0);
          for (const [index, { to }] of circle.entries()) expect(circle[(index + 1) % circle.length]?.from).toBe(to);
        }
      }),
      runs(500),
    );
  });
});
