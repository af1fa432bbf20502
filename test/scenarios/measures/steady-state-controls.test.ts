import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
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

interface Stopped extends SteadyInterval {
  readonly count: number;
}

const LOOK_EVERY = 1_000;
const JOBS_MAX = 3_000_000;

/** As a simulation is stopped: at the first look that says that it is precise enough. */
function stopped(load: number, seed: number, { precision, isControlled }: { precision: number; isControlled: boolean }): Stopped {
  const steady = new SteadyState({ controls: isControlled ? [1, 1 / load] : [] });
  const next = queue({ load, seed });
  while (steady.count < JOBS_MAX) {
    for (let i = 0; i < LOOK_EVERY; i += 1) {
      const [response, ...controls] = next();
      steady.add(response, ...(isControlled ? controls : []));
    }
    const seen = steady.interval();
    if (seen.isTrusted && seen.relativeHalfWidth <= precision) return { ...seen, count: steady.count };
  }
  throw new Error(`not precise enough after ${steady.count}`);
}

const SEEDS = Array.from({ length: Number(process.env['SEEDS'] ?? 100) }, (_, seed) => seed);

describe('measure', () => {
  test.each([
    { load: 0.5, precision: 0.05 },
    { load: 0.5, precision: 0.02 },
    { load: 0.9, precision: 0.1 },
    { load: 0.9, precision: 0.05 },
  ])('$load $precision', ({ load, precision }) => {
    const mean = 1 / (1 - load);
    for (const isControlled of [true, false]) {
      const runs = SEEDS.map((seed) => stopped(load, seed, { precision, isControlled }));
      const covered = runs.filter(({ low, high }) => low <= mean && mean <= high).length;
      const counts = runs.map(({ count }) => count).sort((a, b) => a - b);
      console.log(load, precision, isControlled, covered, runs.length, counts[0], counts[counts.length >> 1], counts.reduce((a, b) => a + b, 0) / runs.length, runs.filter(({ high }) => high < mean).length);
    }
    expect(1).toBe(1);
  }, 300_000);
});
