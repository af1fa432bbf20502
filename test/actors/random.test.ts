import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawIndex, drawOption, Random, sampler, type Distribution, type Uniform } from '../../src/actors/random.ts';

function draws(uniform: Uniform, count: number): readonly number[] {
  return Array.from({ length: count }, () => uniform());
}

/** A uniform source that gives these numbers in turn. */
function scripted(...numbers: readonly number[]): Uniform {
  let at = 0;
  return () => numbers[at++] ?? 0;
}

describe('streams of random numbers', () => {
  test('give the same numbers for the same seed and name, on any machine and for ever', () => {
    expect(draws(new Random(1).stream('user-3/preparing'), 3)).toEqual([0.991432357834694, 0.7656384142207012, 0.4196679091897244]);
    expect(draws(new Random(2).stream('user-3/preparing'), 1)).toEqual([0.20195644327010331]);
    expect(draws(new Random(1).stream('user-4/preparing'), 1)).toEqual([0.58512786904367]);
  });

  test('do not depend on which other streams there are, nor on how much is drawn from them', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'user-1/x', 'user-1/y');
    fc.assert(
      fc.property(fc.nat(), fc.array(name, { maxLength: 60 }), (seed, order) => {
        const random = new Random(seed);
        const drawn = new Map<string, number[]>();
        for (const stream of order) drawn.set(stream, [...(drawn.get(stream) ?? []), random.stream(stream)()]);
        for (const [stream, numbers] of drawn) expect(numbers).toEqual(draws(new Random(seed).stream(stream), numbers.length));
      }),
    );
  });

  test('go on where they stood, and begin again once forgotten', () => {
    const random = new Random(7);
    const [first, second] = draws(new Random(7).stream('a/b'), 2);
    expect(random.streamOf('a', 'b')()).toBe(first);
    expect(random.streamOf('a', 'b')()).toBe(second);
    random.forget('a');
    expect(random.streamOf('a', 'b')()).toBe(first);
  });

  test('are uniform on [0, 1)', () => {
    const numbers = draws(new Random(3).stream('u'), 100_000);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const number of numbers) tenths[Math.floor(number * 10)] = (tenths[Math.floor(number * 10)] ?? 0) + 1;
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    // Chi-square with 9 degrees of freedom is above 27.9 once in a thousand seeds.
    expect(tenths.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
  });
});

describe('a distribution', () => {
  const normalCut = { mean: 10, deviation: 2 };
  const cases: readonly { readonly distribution: Distribution; readonly mean: number; readonly variance: number }[] = [
    { distribution: 4.5, mean: 4.5, variance: 0 },
    { distribution: { type: 'constant', value: 4.5 }, mean: 4.5, variance: 0 },
    { distribution: { type: 'uniform', min: 2, max: 8 }, mean: 5, variance: 36 / 12 },
    { distribution: { type: 'exponential', mean: 5 }, mean: 5, variance: 25 },
    { distribution: { type: 'erlang', mean: 6, stages: 4 }, mean: 6, variance: 36 / 4 },
    // E X² = 2 (p m1² + q m2²).
    { distribution: { type: 'hyperexponential', means: [1, 9], firstProbability: 0.75 }, mean: 3, variance: 2 * (0.75 + 0.25 * 81) - 9 },
    { distribution: { type: 'lognormal', mean: 10, deviation: 5 }, mean: 10, variance: 25 },
    // Five deviations from 0: what is cut off is too rare to be seen.
    { distribution: { type: 'normal', ...normalCut }, mean: 10, variance: 4 },
    { distribution: { type: 'pareto', min: 2, shape: 6 }, mean: (6 * 2) / 5, variance: (6 * 4) / (5 ** 2 * 4) },
    { distribution: { type: 'empirical', values: [1, 1, 4] }, mean: 2, variance: 2 },
  ];

  test.each(cases)('$distribution has the mean and variance that theory says', ({ distribution, mean, variance }) => {
    const count = 200_000;
    const numbers = draws(sampler(distribution, new Random(5).stream('test')), count);
    const sampleMean = numbers.reduce((sum, number) => sum + number, 0) / count;
    const sampleVariance = numbers.reduce((sum, number) => sum + (number - sampleMean) ** 2, 0) / count;
    // Five standard errors of the mean; heavy tails make the variance slower to settle.
    expect(Math.abs(sampleMean - mean)).toBeLessThanOrEqual(5 * Math.sqrt(variance / count) + 1e-9);
    expect(Math.abs(sampleVariance - variance)).toBeLessThanOrEqual(0.05 * variance);
  });

  test('that is normal is cut off at 0', () => {
    const numbers = draws(sampler({ type: 'normal', mean: 0, deviation: 1 }, new Random(1).stream('n')), 1000);
    const atZero = numbers.filter((number) => number === 0).length;
    expect(Math.min(...numbers)).toBe(0);
    expect(atZero).toBeGreaterThan(400);
    expect(atZero).toBeLessThan(600);
  });

  test.each<Distribution>([
    { type: 'exponential', mean: 0 },
    { type: 'erlang', mean: 0, stages: 3 },
    { type: 'lognormal', mean: 0, deviation: 0 },
    { type: 'hyperexponential', means: [0, 0], firstProbability: 0.5 },
  ])('%o of mean 0 is always 0', (distribution) => {
    expect(new Set(draws(sampler(distribution, new Random(1).stream('z')), 50))).toEqual(new Set([0]));
  });

  test('that is a number draws nothing from its stream', () => {
    const uniform = (): number => {
      throw new Error('drawn');
    };
    expect(draws(sampler(3, uniform), 2)).toEqual([3, 3]);
  });
});

describe('a draw by weight', () => {
  test('takes each option as often as its weight says', () => {
    const uniform = new Random(9).stream('choice');
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 60_000; draw += 1) {
      const index = drawIndex([1, 0, 2, 3], uniform);
      counts[index] = (counts[index] ?? 0) + 1;
    }
    expect(counts[1]).toBe(0);
    for (const [index, expected] of [
      [0, 10_000],
      [2, 20_000],
      [3, 30_000],
    ] as const)
      expect(Math.abs((counts[index] ?? 0) - expected)).toBeLessThan(600);
  });

  test('takes an option of weight 0 never, not even at the edges', () => {
    const weights = fc
      .array(fc.constantFrom(0, 0, 0.1, 1, 1e-9, 1e9), { minLength: 1, maxLength: 8 })
      .filter((list) => list.some((weight) => weight > 0));
    const edges = fc.constantFrom(0, 0.5, 1 - 2 ** -53, 2 ** -53);
    fc.assert(
      fc.property(weights, edges, (list, number) => {
        expect(list[drawIndex(list, scripted(number))]).toBeGreaterThan(0);
      }),
    );
  });

  test('takes the last option that has a weight where rounding leaves a rest', () => {
    expect(drawIndex([0.1, 0.1, 7, 0], scripted(1 - 2 ** -53))).toBe(2);
  });

  test.each([[[]], [[0, 0]], [[Number.NaN]]])('of %j is an error', (weights) => {
    expect(() => drawIndex(weights, scripted(0.5))).toThrow('none of the options has a weight above 0');
  });
});

describe('an option among some that are as likely as each other', () => {
  test('is the one that its weights would draw', () => {
    const options = Array.from({ length: 97 }, () => ({ weight: 1 }));
    const one = new Random(5).stream('choice');
    const other = new Random(5).stream('choice');
    const weights = options.map(({ weight }) => weight);
    for (let draw = 0; draw < 10_000; draw += 1) expect(drawOption(options, one)).toBe(drawIndex(weights, other));
  });
});
