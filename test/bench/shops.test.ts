import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chartwrightShop } from '../../bench/traces/chartwright-shop.ts';
import type { BatchCheck, DistributedCheck, Shop } from '../../bench/traces/shop.ts';
import { missingTraces, openShop, orderOf, worksOf, type Work } from '../../bench/traces/work.ts';
import { xstateShop } from '../../bench/traces/xstate-shop.ts';
import { runs } from '../runs.ts';
import { testOnTrace } from '../traces.ts';

function ran(shop: Shop): Shop {
  while (shop.advance());
  return shop;
}

test('plain XState actors and the simulator get the same results from the same charts, whatever the work', () => {
  const work = fc.record({
    jobs: fc.integer({ min: 1, max: 60 }),
    interarrivalS: fc.integer({ min: 0, max: 600 }),
    runS: fc.integer({ min: 0, max: 600 }),
    whole: fc.boolean(),
    held: fc.boolean(),
    seed: fc.integer({ min: 0, max: 1_000_000 }),
  });
  fc.assert(
    fc.property(work, ({ jobs, interarrivalS, runS, whole, held, seed }) => {
      // Times that are all equal make many things happen at one instant.
      const distribution = (mean: number): unknown => (whole ? mean : { type: 'exponential', mean });
      const settings = openShop({ jobs, interarrivalS: distribution(interarrivalS), runS: distribution(runS) });
      const order = orderOf({ system: 'batch', preset: 'bare', jobs, held, settings }, seed);
      const [ours, theirs] = [ran(chartwrightShop(order)), ran(xstateShop(order))];
      expect(ours.check()).toMatchObject({ jobs });
      expect(theirs.check()).toEqual(ours.check());
    }),
    runs(50),
  );
});

function worksOfJobs(jobs: number, folder?: string): readonly Work[] {
  return worksOf({ folder, take: (whole) => Math.min(whole, jobs) });
}

test('work that is made while it runs is the work that was made before', () => {
  const [, shortest] = worksOfJobs(40);
  if (!shortest) throw new Error('there is no run of the first length');
  const both = [true, false].map((held) => ran(chartwrightShop(orderOf({ ...shortest, held }))).check());
  expect(both[0]).toEqual(both[1]);
});

test('runs of two lengths are of one load, and the longer is four times as long', () => {
  const works = worksOfJobs(25);
  expect(works.map(({ name, system, jobs, held }) => [name, system, jobs, held])).toEqual([
    ['like nasa', 'batch', 25, true],
    ['open 1x', 'batch', 25, false],
    ['open 4x', 'batch', 100, false],
    ['like lcg', 'distributed', 25, true],
  ]);
  const jobs = works.map((work) => jobsOf(ran(chartwrightShop(orderOf(work))).check()));
  expect(jobs).toEqual([25, 25, 100, 25]);
});

function jobsOf(check: BatchCheck | DistributedCheck): number {
  return 'jobs' in check ? check.jobs : check.done;
}

test('work like a trace of the grid grows with what is asked for', () => {
  for (const asked of [10, 130]) {
    const work = worksOfJobs(asked).at(-1);
    if (!work) throw new Error('there is no work like the grid');
    expect(ran(chartwrightShop(orderOf(work))).check()).toMatchObject({ commands: asked, done: asked });
  }
});

test('both engines come to the same, in both systems', () => {
  for (const work of worksOfJobs(10).filter(({ name }) => name.startsWith('like'))) {
    const [compiled, xstate] = [
      ran(chartwrightShop(orderOf(work), 'compiled')).check(),
      ran(chartwrightShop(orderOf(work), 'xstate')).check(),
    ];
    expect(xstate).toEqual(compiled);
  }
});

test('traces that are not there are named', () => {
  expect(missingTraces(undefined)).toEqual(['NASA-iPSC-1993-3.1-cln.swf.gz', 'LCG.cloudsim-test.swf.gz']);
});

testOnTrace('the trace is in the benchmark where there is one', 'nasa', () => {
  const [first] = worksOfJobs(200, process.env['CHARTWRIGHT_TRACES']);
  if (!first) throw new Error('there is no work');
  expect(first.name).toBe('nasa');
  const order = orderOf(first);
  const ours = ran(chartwrightShop(order)).check();
  expect(ours).toMatchObject({ jobs: 200 });
  expect(ran(xstateShop(order)).check()).toEqual(ours);
});
