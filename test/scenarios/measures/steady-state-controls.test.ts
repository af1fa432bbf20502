import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import jstat from 'jstat';
import { describe, expect, test } from 'vitest';
import { sampler, type Distribution, type Uniform } from '../../../src/actors/random.ts';
import { SteadyState, type SteadyInterval } from '../../../src/scenarios/measures/steady-state.ts';

/** The time in an M/G/1 queue that starts empty, with the job's service and the gap before it: Lindley (1952). */
type Job = readonly [response: number, service: number, gap: number];

interface QueueOptions {
  readonly load: number;
  readonly seed: number;
  /** Of mean 1. */
  readonly serviceTime?: Distribution;
}

function queue({ load, seed, serviceTime = { type: 'exponential', mean: 1 } }: QueueOptions): () => Job {
  const uniform = seeded(seed);
  const nextService = sampler(serviceTime, uniform);
  const nextGap = sampler({ type: 'exponential', mean: 1 / load }, uniform);
  let response = 0;
  return () => {
    const [service, gap] = [nextService(), nextGap()];
    response = Math.max(0, response - gap) + service;
    return [response, service, gap];
  };
}

/** Seeds that are close have the generator start alike: they are spread over all of the 32 bits. */
function seeded(seed: number): Uniform {
  const generator = xoroshiro128plus(Math.imul(seed + 1, 0x9e3779b1));
  return () => (generator.next() >>> 0) / 2 ** 32;
}

/** Jobs enough for any of the queues here to be known to 2%. */
const JOBS_MAX = 3_000_000;

/** As a simulation is stopped: at the first look that says that it is precise enough. */
function stopped({ load, seed, precision, lookEvery }: QueueOptions & { precision: number; lookEvery: number }): SteadyInterval {
  const steady = new SteadyState({ controls: [1, 1 / load] });
  const next = queue({ load, seed });
  while (steady.count < JOBS_MAX) {
    for (let i = 0; i < lookEvery; i += 1) steady.add(...next());
    const seen = steady.interval();
    if (seen.isTrusted && seen.relativeHalfWidth <= precision) return seen;
  }
  throw new Error(`not precise enough after ${steady.count}`);
}

/** Each value with its controls. */
type Rows = readonly (readonly [number, ...number[]])[];

function intervalOf(rows: Rows, controls: readonly number[] = []): SteadyInterval {
  const steady = new SteadyState({ controls });
  for (const [value, ...seen] of rows) steady.add(value, ...seen.slice(0, controls.length));
  return steady.interval();
}

function jobs(count: number, options: QueueOptions): readonly Job[] {
  const next = queue(options);
  return Array.from({ length: count }, next);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function seeds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, seed) => seed);
}

describe('a mean in steady state with controls', () => {
  // In the long run 92 of 100 are covered at a load of 0.5, and 90 at 0.9: what is rare in a queue, its controls do not explain.
  test.each([
    { load: 0.5, precision: 0.05, lookEvery: 1_000, runs: 100, coveredMin: 88 },
    { load: 0.5, precision: 0.02, lookEvery: 1_000, runs: 100, coveredMin: 88 },
    { load: 0.9, precision: 0.05, lookEvery: 5_000, runs: 40, coveredMin: 34 },
  ])(
    'is covered by the intervals of runs that stop when they are precise enough: M/M/1 at a load of $load, to $precision',
    ({ load, precision, lookEvery, runs, coveredMin }) => {
      const mean = 1 / (1 - load);
      const covered = seeds(runs).filter((seed) => {
        const { low, high } = stopped({ load, seed, precision, lookEvery });
        return low <= mean && mean <= high;
      });
      expect(covered.length).toBeGreaterThanOrEqual(coveredMin);
    },
    60_000,
  );

  // A single queue near saturation gains little: 5% at a load of 0.9, after as many jobs.
  test('is known more closely than without them, from the same jobs', () => {
    const widths = seeds(5).map((seed) => {
      const seen = jobs(100_000, { load: 0.5, seed });
      return [intervalOf(seen, [1, 2]).halfWidth, intervalOf(seen).halfWidth] as const;
    });
    expect(average(widths.map(([with_]) => with_)) / average(widths.map(([, without]) => without))).toBeLessThan(0.85);
  });

  test.each([400, 799, 800, 5_000, 70_000])('has the interval that Lavenberg and Welch give of equal batches: %d jobs', (count) => {
    const seen = jobs(count, { load: 0.5, seed: 3 });
    const { mean, halfWidth, low, high, batches, discarded } = intervalOf(seen, [1]);
    const length = (count - discarded) / batches;
    // What is newer than the last full part is in no batch.
    const whole = Math.floor(length / 10) * 10;
    const batch = (at: number, column: 0 | 1): number =>
      average(seen.slice(discarded + at * whole, discarded + (at + 1) * whole).map((job) => job[column]));
    const [y, x] = [seeds(batches).map((at) => batch(at, 0)), seeds(batches).map((at) => batch(at, 1))];
    const [yMean, xMean] = [average(y), average(x)];
    const xx = x.reduce((sum, it) => sum + (it - xMean) ** 2, 0);
    const weight = x.reduce((sum, it, at) => sum + (it - xMean) * ((y[at] ?? 0) - yMean), 0) / xx;
    const left = y.reduce((sum, it, at) => sum + (it - yMean - weight * ((x[at] ?? 0) - xMean)) ** 2, 0);
    const variance = (left / (batches - 2)) * (1 / batches + (xMean - 1) ** 2 / xx);
    expect(mean).toBeCloseTo(yMean - weight * (xMean - 1), 9);
    expect(halfWidth).toBeCloseTo(jstat.studentt.inv(0.975, batches - 2) * Math.sqrt(variance), 9);
    expect([low, high]).toEqual([mean - halfWidth, mean + halfWidth]);
  });

  test('is exact where controls that depend on each other explain everything', () => {
    const rows: Rows = jobs(5_000, { load: 0.5, seed: 1 }).map(([, service, gap]) => [
      7 + 3 * (service - 1) - 5 * (gap - 2),
      service,
      service + gap,
    ]);
    const { mean, halfWidth } = intervalOf(rows, [1, 3]);
    expect(mean).toBeCloseTo(7, 9);
    expect(halfWidth).toBeLessThan(1e-9);
  });

  test.each([
    { of: 'does not vary', extra: () => 0.1, expected: 0.1 },
    { of: 'does not vary, and is not what was expected', extra: () => 0.1, expected: 5 },
    { of: 'is 0', extra: () => 0, expected: 0 },
    { of: 'says what the others say', extra: ([, service, gap]: Job) => 2 * service - gap, expected: 0 },
  ])('is not moved by a control that $of', ({ extra, expected }) => {
    const rows = jobs(20_000, { load: 0.5, seed: 1 });
    const more: Rows = rows.map((job) => [...job, extra(job)]);
    expect(intervalOf(more, [1, 2, expected])).toEqual(intervalOf(rows, [1, 2]));
  });

  test('takes a service that is constant', () => {
    const mean = 1.5; // Pollaczek and Khinchine: 1 + ρ/(2(1 − ρ)) for M/D/1.
    const { low, high, isTrusted } = intervalOf(jobs(50_000, { load: 0.5, seed: 1, serviceTime: 1 }), [1, 2]);
    expect([low < mean, mean < high, high - low < 0.05 * mean, isTrusted]).toEqual([true, true, true, true]);
  });

  test('is exact where nothing varies', () => {
    const rows: Rows = Array.from({ length: 5_000 }, () => [7, 1]);
    expect(intervalOf(rows, [1])).toMatchObject({ mean: 7, low: 7, high: 7, isTrusted: true });
  });

  test('warns of what tenths of a batch do not show: that what is left changes slowly', () => {
    const [slow, rough] = [0.9999, 30];
    const trusted = seeds(40).map((seed) => {
      const uniform = seeded(seed);
      let level = 0;
      const rows: Rows = Array.from({ length: 20_000 }, () => {
        level = slow * level + Math.sqrt(12 * (1 - slow ** 2)) * (uniform() - 0.5);
        return [10 + level + rough * (uniform() - 0.5), uniform()];
      });
      return [intervalOf(rows, [0.5]).isTrusted, intervalOf(rows).isTrusted] as const;
    });
    expect(trusted.filter(([, without]) => without).length).toBeGreaterThan(20);
    expect(trusted.filter(([with_]) => with_).length).toBeLessThan(4);
  });

  test('keeps no more than 72 batches, however long the run', () => {
    const [steady, next] = [new SteadyState({ controls: [1, 2] }), queue({ load: 0.5, seed: 1 })];
    for (let look = 0; look < 500; look += 1) {
      for (let i = 0; i < 401; i += 1) steady.add(...next());
      const { batches } = steady.interval();
      expect(batches).toBeGreaterThanOrEqual(9);
      expect(batches).toBeLessThanOrEqual(72);
    }
  });

  test('knows nothing at first, and little from a few batches', () => {
    const rows = jobs(60, { load: 0.5, seed: 1 });
    expect(intervalOf(rows.slice(0, 10), [1, 2])).toMatchObject({ batches: 0, halfWidth: Infinity, isTrusted: false });
    for (const count of [25, 30, 40, 50, 60]) {
      const { batches, halfWidth, isTrusted } = intervalOf(rows.slice(0, count), [1, 2]);
      expect([batches >= 2, Number.isFinite(halfWidth), halfWidth > 0, isTrusted]).toEqual([true, true, true, false]);
    }
  });

  test('refuses what is no number, and other controls than it was told of', () => {
    for (const mean of [Number.NaN, Infinity]) expect(() => new SteadyState({ controls: [mean] })).toThrow(`one of them is ${mean}`);
    const steady = new SteadyState({ controls: [1, 2] });
    for (const control of [Number.NaN, -Infinity]) expect(() => steady.add(1, 1, control)).toThrow(`one of them is ${control}`);
    expect(() => steady.add(1, 1)).toThrow('2, not 1');
    expect(() => new SteadyState().add(1, 1)).toThrow('0, not 1');
    expect(steady.count).toBe(0);
  });
});
