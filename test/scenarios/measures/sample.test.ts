import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Sample } from '../../../src/scenarios/measures/sample.ts';
import { runs } from '../../runs.ts';

function sampleOf(values: Iterable<number>): Sample {
  const sample = new Sample();
  for (const value of values) sample.add(value);
  return sample;
}

const QUANTILES = [0, 0.01, 0.5, 0.9, 0.95, 0.999, 1];

/** Values that are kept as they are. */
const FEW = 10_000;

describe('a sample', () => {
  test('of nothing has zeros', () => {
    const { count, mean, max } = new Sample();
    expect([count, mean, max, new Sample().quantile(0.5)]).toEqual([0, 0, 0, 0]);
  });

  test('of one value has that value for everything', () => {
    const sample = sampleOf([7]);
    expect([sample.count, sample.mean, sample.max, ...QUANTILES.map((q) => sample.quantile(q))]).toEqual([
      1,
      7,
      7,
      ...QUANTILES.map(() => 7),
    ]);
  });

  test.each([
    [0, 10],
    [0.2, 10],
    [0.25, 10],
    [0.26, 20],
    [0.5, 20],
    [0.75, 30],
    [0.76, 40],
    [1, 40],
  ])('of few values has for the quantile %d the smallest with at least that share at or below it: %d', (q, value) => {
    expect(sampleOf([40, 10, 30, 20]).quantile(q)).toBe(value);
  });

  test('counts, and has the mean and the greatest of what it was given, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 200 }), (values) => {
        const sample = sampleOf(values);
        expect([sample.count, sample.max]).toEqual([values.length, Math.max(...values)]);
        expect(sample.mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 6);
        for (const q of QUANTILES) {
          const quantile = sample.quantile(q);
          expect(values).toContain(quantile);
          expect(values.filter((value) => value <= quantile).length).toBeGreaterThanOrEqual(q * values.length);
        }
      }),
      runs(200),
    );
  });

  test('may be asked at any time, and goes on', () => {
    const sample = sampleOf([3, 1]);
    expect(sample.quantile(1)).toBe(3);
    sample.add(2);
    expect([sample.quantile(0.5), sample.quantile(1), sample.count]).toEqual([2, 3, 3]);
  });

  test('is exact up to ten thousand values', () => {
    // 7,919 is a prime, so that this is each number from 0 to 9,999 once, in disorder.
    const sample = sampleOf(Array.from({ length: FEW }, (_, index) => (index * 7_919) % FEW));
    expect(QUANTILES.map((q) => sample.quantile(q))).toEqual([0, 99, 4_999, 8_999, 9_499, 9_989, 9_999]);
  });

  test('is within half a percent beyond, and exact in its count, mean and greatest value', () => {
    const count = 200_000;
    const sample = sampleOf(Array.from({ length: count }, (_, index) => 1 + ((index * 7_919) % count)));
    expect([sample.count, sample.mean, sample.max]).toEqual([count, (count + 1) / 2, count]);
    for (const q of [0.01, 0.5, 0.9, 0.95, 0.999, 1]) {
      const exact = q * count;
      expect(Math.abs(sample.quantile(q) - exact) / exact).toBeLessThan(0.0051);
    }
    expect(sample.quantile(1)).toBeLessThanOrEqual(sample.max);
  });

  test('does not jump where it stops being exact', () => {
    const values = Array.from({ length: FEW }, (_, index) => 100 + ((index * 7_919) % FEW));
    const [exact, sketched] = [sampleOf(values), sampleOf([...values, 5_000])];
    for (const q of QUANTILES) expect(Math.abs(sketched.quantile(q) / exact.quantile(q) - 1)).toBeLessThan(0.006);
  });

  test('takes zeros, of which a queue has many', () => {
    const sample = sampleOf(Array.from({ length: 30_000 }, (_, index) => (index % 3 === 0 ? 60 : 0)));
    expect([sample.quantile(0.5), sample.max, sample.mean]).toEqual([0, 60, 20]);
    expect(Math.abs(sample.quantile(0.9) - 60)).toBeLessThan(0.31);
  });
});
