import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chartwrightShop } from '../../bench/chartwright-shop.ts';
import { demandEqual, spreadOf } from '../../bench/measure.ts';
import type { Check, Shop } from '../../bench/shop.ts';
import { orderOf, worksOf, type Work } from '../../bench/work.ts';
import { xstateShop } from '../../bench/xstate-shop.ts';
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
      const settings = [
        { path: 'workload.mode', value: 'open' },
        { path: 'workload.jobs', value: jobs },
        { path: 'workload.interarrivalS', value: distribution(interarrivalS) },
        { path: 'job.runS', value: distribution(runS) },
      ];
      const order = orderOf({ name: 'any', description: '', jobs, held, settings }, seed);
      const [ours, theirs] = [ran(chartwrightShop(order)), ran(xstateShop(order))];
      expect(ours.check().jobs).toBe(jobs);
      expect(theirs.check()).toEqual(ours.check());
    }),
    runs(50),
  );
});

test('work that is made while it runs is the work that was made before', () => {
  const [, shortest] = worksOf({ folder: undefined, limit: 40 });
  if (!shortest) throw new Error('there is no run of the first length');
  const both = [true, false].map((held) => ran(chartwrightShop(orderOf({ ...shortest, held }))).check());
  expect(both[0]).toEqual(both[1]);
});

test('runs of three lengths are of one load, and grow', () => {
  const works = worksOf({ folder: undefined, limit: 25 });
  expect(works.map(({ name, jobs, held }) => [name, jobs, held])).toEqual([
    ['like nasa', 25, true],
    ['open 1x', 25, false],
    ['open 2x', 50, false],
    ['open 4x', 100, false],
  ]);
  const checks = works.map((work: Work) => ran(chartwrightShop(orderOf(work))).check().jobs);
  expect(checks).toEqual([25, 25, 50, 100]);
});

testOnTrace('the trace is in the benchmark where there is one', 'nasa', () => {
  const [first] = worksOf({ folder: process.env['CHARTWRIGHT_TRACES'], limit: 200 });
  if (!first) throw new Error('there is no work');
  expect(first.name).toBe('nasa');
  const order = orderOf(first);
  const ours = ran(chartwrightShop(order)).check();
  expect(ours.jobs).toBe(200);
  expect(ran(xstateShop(order)).check()).toEqual(ours);
});

test('a peer that did other work is named, with both results', () => {
  const check: Check = { jobs: 3, makespanS: 10, meanWaitS: 1.5, maxWaitS: 4 };
  const late = { ...check, maxWaitS: 4.000001 };
  expect(() =>
    demandEqual('nasa', [
      { peer: 'chartwright', check },
      { peer: 'xstate', check: late },
    ]),
  ).toThrow(/'nasa'[^]*chartwright .*"maxWaitS":4}[^]*xstate .*4\.000001/);
  expect(() =>
    demandEqual('nasa', [
      { peer: 'chartwright', check },
      { peer: 'xstate', check: { ...check } },
    ]),
  ).not.toThrow();
});

test('the median of an even number of repetitions lies between the two in the middle', () => {
  expect(spreadOf([9, 1, 3, 4])).toEqual({ median: 3.5, min: 1, max: 9 });
  expect(spreadOf([10, 9, 100])).toEqual({ median: 10, min: 9, max: 100 });
});
