/** The mean of a distribution, by its formula. */
import type { Distribution } from '../actors/random.ts';

/** @returns infinity where there is no finite mean */
export function meanOf(distribution: Distribution): number {
  if (typeof distribution === 'number') return distribution;
  switch (distribution.type) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return (distribution.min + distribution.max) / 2;
    case 'exponential':
    case 'erlang':
    case 'lognormal':
    case 'normal':
      return distribution.mean;
    case 'hyperexponential': {
      const { means, firstProbability } = distribution;
      return firstProbability * means[0] + (1 - firstProbability) * means[1];
    }
    case 'pareto':
      return distribution.shape > 1 ? (distribution.min * distribution.shape) / (distribution.shape - 1) : Number.POSITIVE_INFINITY;
    case 'empirical':
      return distribution.values.reduce((sum, value) => sum + value, 0) / distribution.values.length;
  }
}
