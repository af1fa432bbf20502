import { describe, expect, test } from 'vitest';
import { confidenceInterval, covers, differenceInterval } from '../../src/experiments/confidence.ts';

describe('confidenceInterval', () => {
  test.each([
    { confidence: 0.95, count: 2, quantile: 12.706 },
    { confidence: 0.9, count: 11, quantile: 1.812 },
    { confidence: 0.95, count: 10, quantile: 2.262 },
    { confidence: 0.99, count: 30, quantile: 2.756 },
    { confidence: 0.95, count: 121, quantile: 1.98 },
  ])('uses the tabled quantile of Student: $confidence, $count values', ({ confidence, count, quantile }) => {
    // Values -1 and 1 in turn, and a 0 where their number is odd: mean 0, and a deviation that is known.
    const values = Array.from({ length: count }, (_, index) => (index === count - 1 && count % 2 === 1 ? 0 : index % 2 === 0 ? 1 : -1));
    const squares = count - (count % 2);
    const { mean, halfWidth } = confidenceInterval(values, confidence);
    expect(mean).toBeCloseTo(0, 12);
    expect((halfWidth * Math.sqrt(count)) / Math.sqrt(squares / (count - 1))).toBeCloseTo(quantile, 3);
  });

  test('agrees with the example of a textbook', () => {
    // Law, Simulation Modeling and Analysis, chapter 4: ten values, 90%, 1.34 ± 0.24.
    const interval = confidenceInterval([1.2, 1.5, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.5, 1.09], 0.9);
    expect(interval.mean).toBeCloseTo(1.343, 3);
    expect(interval.halfWidth).toBeCloseTo(0.24, 2);
    expect(interval).toMatchObject({ confidence: 0.9, count: 10 });
    expect(interval.high - interval.mean).toBeCloseTo(interval.mean - interval.low, 12);
  });

  test('covers values from its low to its high end, and no others', () => {
    const interval = confidenceInterval([1, 2, 3]);
    expect([interval.low - 0.01, interval.low, 2, interval.high, interval.high + 0.01].map((value) => covers(interval, value))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  test('refuses what tells nothing', () => {
    expect(() => confidenceInterval([1])).toThrow('needs at least 2 values, but there are 1');
    expect(() => confidenceInterval([1, Number.NaN])).toThrow('one of them is NaN');
    expect(() => confidenceInterval([1, 2], 1)).toThrow('between 0 and 1');
  });
});

test('takes out of a difference what both of a pair met', () => {
  const a = [10, 20, 30, 40];
  const b = [9, 18.9, 29.1, 39];
  expect(differenceInterval(a, b).mean).toBeCloseTo(1, 12);
  expect(differenceInterval(a, b).halfWidth).toBeLessThan(confidenceInterval(a).halfWidth / 100);
  expect(() => differenceInterval([1, 2, 3], [1, 2])).toThrow('3 values and 2');
});
