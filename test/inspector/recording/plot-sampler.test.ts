import { expect, test } from 'vitest';
import { PlotSampler } from '../../../src/inspector/recording/plot-sampler.ts';
import { stateOf } from '../../../src/simulator/system-state.ts';

/** Of a total that is looked at each second. */
function rateOf(total: (atS: number) => number): readonly (number | null)[] {
  const sampler = new PlotSampler([
    { title: '', unit: 'count', series: [{ label: '', as: 'rate', sample: ({ atMs }) => total(atMs / 1000) }] },
  ]);
  for (let atS = 0; atS < 6; atS += 1) sampler.see(atS * 1000, { state: () => stateOf([]), metrics: () => ({}) });
  return sampler.data().values[0]?.[0] ?? [];
}

test('tells how much more there is in each second', () => {
  expect(rateOf((atS) => 3 * atS)).toEqual([null, 3, 3, 3, 3, 3]);
  expect(rateOf((atS) => 1000 + 1e-6 * (atS % 2))[1]).toBeCloseTo(1e-6, 9);
});

test('does not take it for more how a total was rounded', () => {
  expect(rateOf((atS) => (atS % 2 === 0 ? 32.1 : 32.1 + 1e-14))).toEqual([null, 0, 0, 0, 0, 0]);
});
