import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, test } from 'vitest';
import { sampler, type Uniform } from '../../../src/actors/random.ts';
import { confidenceInterval } from '../../../src/experiments/confidence.ts';
import { SteadyState, type SteadyInterval } from '../../../src/scenarios/measures/steady-state.ts';

/** The next observation of a run. */
type Observations = () => number;

/** Times in an M/M/1 queue with a mean service of 1, that starts empty: Lindley, Proc. Cambridge Phil. Soc. 48 (1952). */
function queue(load: number) {
  return (uniform: Uniform): Observations => {
    const service = sampler({ type: 'exponential', mean: 1 }, uniform);
    const gap = sampler({ type: 'exponential', mean: 1 / load }, uniform);
    let time = 0;
    return () => (time = Math.max(0, time - gap()) + service());
  };
}

const AROUND = 10;

/** An AR(1) process around 10: each observation is as far off as `memory` of the one before, and noise of deviation 1. */
function autoregressive(memory: number) {
  return (uniform: Uniform): Observations => {
    const noise = Math.sqrt(12);
    let off = 0;
    return () => AROUND + (off = memory * off + noise * (uniform() - 0.5));
  };
}

function independent(uniform: Uniform): Observations {
  return sampler({ type: 'exponential', mean: 1 }, uniform);
}

/** Of 32 bits: a good deal faster than Random's 53, and the queues need millions. */
function seeded(seed: number): Uniform {
  // Seeds that are close have the generator start alike: they are spread over all of the 32 bits.
  const generator = xoroshiro128plus(Math.imul(seed + 1, 0x9e3779b1));
  return () => (generator.next() >>> 0) / 2 ** 32;
}

function feed(steady: SteadyState, next: Observations, times: number): SteadyInterval {
  for (let i = 0; i < times; i += 1) steady.add(next());
  return steady.interval();
}

const LOOK_EVERY = 1_000;
const OBSERVATIONS_MAX = 3_000_000;

/** As a simulation is stopped: at the first look that says that it is precise enough. */
function stopped(next: Observations, relativeHalfWidth: number): SteadyInterval {
  const steady = new SteadyState();
  for (;;) {
    const seen = feed(steady, next, LOOK_EVERY);
    if (seen.isTrusted && seen.relativeHalfWidth <= relativeHalfWidth) return seen;
    if (steady.count >= OBSERVATIONS_MAX) throw new Error(`not precise enough after ${steady.count}: ${seen.relativeHalfWidth}`);
  }
}

/** Whether the true mean is in the interval that each of a number of runs stops with. */
function coverage(make: (uniform: Uniform) => Observations, mean: number, relativeHalfWidth: number, seeds: number): readonly boolean[] {
  return Array.from({ length: seeds }, (_, seed) => {
    const { low, high } = stopped(make(seeded(seed)), relativeHalfWidth);
    return low <= mean && mean <= high;
  });
}

const SEEDS = 100;

describe('a mean in steady state', () => {
  // 95 of 100 would be the nominal figure. To stop at a look that happens to be good costs some of them, and so
  // does skewness: the queue at 0.9, stopped as early as here, is the hardest of these, with 88 of 100 in the long run.
  test.each([
    { of: 'independent observations', make: independent, mean: 1, precision: 0.05, coveredMin: 90 },
    { of: 'an M/M/1 queue at a load of 0.5', make: queue(0.5), mean: 2, precision: 0.05, coveredMin: 88 },
    { of: 'an M/M/1 queue at a load of 0.9', make: queue(0.9), mean: 10, precision: 0.1, coveredMin: 85 },
    { of: 'observations correlated by 0.9', make: autoregressive(0.9), mean: AROUND, precision: 0.02, coveredMin: 90 },
    { of: 'observations correlated by -0.5', make: autoregressive(-0.5), mean: AROUND, precision: 0.005, coveredMin: 90 },
  ])('is covered by the intervals of runs that stop when they are precise enough: $of', ({ make, mean, precision, coveredMin }) => {
    const covered = coverage(make, mean, precision, SEEDS).filter(Boolean).length;
    expect(covered).toBeGreaterThanOrEqual(coveredMin);
  });

  test('is not covered where batches are too short, of which it warns', () => {
    const looks = Array.from({ length: SEEDS }, (_, seed) => feed(new SteadyState(), autoregressive(0.999)(seeded(seed)), 3_000));
    expect(looks.filter(({ isTrusted }) => isTrusted)).toEqual([]);
    expect(looks.filter(({ low, high }) => low <= AROUND && AROUND <= high).length).toBeLessThan(0.75 * SEEDS);
  });

  test.each([400, 799, 800, 801, 1_000, 5_000, 70_000])(
    'has the interval that Student gives of equal batches: %d observations',
    (count) => {
      const next = queue(0.5)(seeded(3));
      const values = Array.from({ length: count }, next);
      const steady = new SteadyState();
      for (const value of values) steady.add(value);
      for (const level of [0.5, 0.95, 0.99]) {
        const { mean, low, high, halfWidth, relativeHalfWidth, batches, discarded } = steady.interval(level);
        const length = Math.floor((count - discarded) / batches / 10) * 10;
        const means = Array.from({ length: batches }, (_, batch) => {
          const from = discarded + batch * length;
          return values.slice(from, from + length).reduce((sum, value) => sum + value, 0) / length;
        });
        const expected = confidenceInterval(means, level);
        for (const [is, shouldBe] of [
          [mean, expected.mean],
          [low, expected.low],
          [high, expected.high],
          [halfWidth, expected.halfWidth],
          [relativeHalfWidth, expected.halfWidth / expected.mean],
        ] as const) {
          expect(is).toBeCloseTo(shouldBe, 9);
        }
      }
    },
  );

  test('keeps no more than 72 batches and, after the first ones, no fewer than 35, however long the run', () => {
    const steady = new SteadyState();
    const next = independent(seeded(1));
    for (let look = 0; look < 3_000; look += 1) {
      const { batches, discarded } = feed(steady, next, 401);
      expect(batches).toBeGreaterThanOrEqual(35);
      expect(batches).toBeLessThanOrEqual(72);
      expect(discarded).toBeGreaterThanOrEqual(0.09 * steady.count);
      // A tenth, and what is over: less than a batch.
      expect(discarded).toBeLessThan(0.1 * steady.count + steady.count / 35);
    }
    expect(steady.count).toBe(1_203_000);
  });

  test('leaves out what the caller knows to be warm-up', () => {
    const start = 3_000;
    const values = Array.from({ length: 10_000 }, (_, at) => (at < start ? 1_000 : at % 7));
    const [with_, without] = [new SteadyState({ warmUpMin: start }), new SteadyState()];
    for (const value of values) {
      with_.add(value);
      without.add(value);
    }
    expect(with_.interval().discarded).toBeGreaterThanOrEqual(start);
    expect(with_.interval().mean).toBeCloseTo(3, 1);
    expect(with_.interval().isTrusted).toBe(true);
    expect(without.interval().mean).toBeGreaterThan(100);
    expect(without.interval().isTrusted).toBe(false);
  });

  test('knows nothing while all is warm-up', () => {
    const seen = feed(new SteadyState({ warmUpMin: 5_000 }), independent(seeded(1)), 5_000);
    expect(seen).toMatchObject({ batches: 0, halfWidth: Infinity, isTrusted: false });
  });

  test('is not trusted on too little, however narrow', () => {
    const steady = new SteadyState();
    expect(steady.interval()).toEqual({
      mean: 0,
      low: -Infinity,
      high: Infinity,
      halfWidth: Infinity,
      relativeHalfWidth: Infinity,
      batches: 0,
      discarded: 0,
      isTrusted: false,
    });
    for (let i = 0; i < 10; i += 1) steady.add(i);
    expect(steady.interval()).toMatchObject({ mean: 4.5, halfWidth: Infinity, isTrusted: false });
    const next = independent(seeded(1));
    while (steady.count < 999) {
      steady.add(next());
      expect(steady.interval().isTrusted).toBe(false);
    }
    steady.add(next());
    expect(steady.interval().isTrusted).toBe(true);
  });

  test('is not trusted where there is no steady state', () => {
    const [steady, next] = [new SteadyState(), queue(1.2)(seeded(1))];
    for (let look = 0; look < 500; look += 1) expect(feed(steady, next, LOOK_EVERY).isTrusted).toBe(false);
  });

  test('is exact where nothing varies', () => {
    expect(feed(new SteadyState(), () => 7, 5_000)).toMatchObject({ mean: 7, low: 7, high: 7, relativeHalfWidth: 0, isTrusted: true });
    expect(feed(new SteadyState(), () => 0, 5_000)).toMatchObject({ mean: 0, halfWidth: 0, relativeHalfWidth: Infinity });
  });

  test('takes negative means too', () => {
    const next = autoregressive(0.5)(seeded(1));
    const { mean, low, high, relativeHalfWidth } = feed(new SteadyState(), () => -next(), 5_000);
    expect([low < mean, mean < high, relativeHalfWidth > 0, Math.round(mean)]).toEqual([true, true, true, -AROUND]);
  });

  test('refuses what is no number, and a level that is no probability', () => {
    const steady = new SteadyState();
    for (const value of [Number.NaN, Infinity, -Infinity]) expect(() => steady.add(value)).toThrow(`one of them is ${value}`);
    for (const level of [0, 1, 95, Number.NaN]) expect(() => steady.interval(level)).toThrow(`this one is ${level}`);
    expect(steady.count).toBe(0);
  });
});
