/** What a quantity may come to at all, whatever its chances: the support of its distribution. */
import type { Distribution } from '../actors/random.ts';
import { toMicrosecond } from '../actors/virtual-clock.ts';
import type { WirePolicy } from '../actors/wire.ts';

/** From the least to the most, in whole microseconds, as the clock has them; the most may be infinite. */
export interface Span {
  readonly leastUs: number;
  readonly mostUs: number;
}

interface Seconds {
  readonly leastS: number;
  readonly mostS: number;
}

const AT_ONCE: Seconds = { leastS: 0, mostS: 0 };
const ANY: Seconds = { leastS: 0, mostS: Number.POSITIVE_INFINITY };

/** Of a number, or of a distribution in seconds; of one that is not known, all that there is. */
export function spanOf(distribution: Distribution | undefined): Span {
  return rounded(distribution === undefined ? ANY : supportOf(distribution));
}

/** Of the time that a message takes over a wire, and what it may be held back; null is a wire that takes no time. */
export function spanOnWire(policy: WirePolicy | null, sizeBytes: () => number): Span {
  if (policy === null) return rounded(AT_ONCE);
  const { latencyS = 0, bandwidthBytesPerS, reordering } = policy;
  const transferS = bandwidthBytesPerS === undefined ? 0 : sizeBytes() / bandwidthBytesPerS;
  const latency = supportOf(latencyS);
  const heldBack = reordering === undefined || reordering.probability === 0 ? AT_ONCE : supportOf(reordering.byS);
  return rounded({ leastS: latency.leastS + transferS, mostS: latency.mostS + transferS + heldBack.mostS });
}

export function exactly(ms: number): Span {
  return rounded({ leastS: ms / 1000, mostS: ms / 1000 });
}

/** Cut off at 0, as it is when it is drawn. A list of values is taken for all that lies between the least and the greatest. */
function supportOf(distribution: Distribution): Seconds {
  if (typeof distribution === 'number') return between(distribution, distribution);
  switch (distribution.type) {
    case 'constant':
      return between(distribution.value, distribution.value);
    case 'uniform':
      return between(distribution.min, distribution.max);
    case 'exponential':
    case 'erlang':
      return distribution.mean === 0 ? AT_ONCE : ANY;
    case 'hyperexponential':
      return distribution.means.every((mean) => mean === 0) ? AT_ONCE : ANY;
    case 'lognormal':
      return distribution.mean === 0 || distribution.deviation === 0 ? between(distribution.mean, distribution.mean) : ANY;
    case 'normal':
      return distribution.deviation === 0 ? between(distribution.mean, distribution.mean) : ANY;
    case 'pareto':
      return between(distribution.min, distribution.min === 0 ? 0 : Number.POSITIVE_INFINITY);
    case 'empirical':
      return between(Math.min(...distribution.values), Math.max(...distribution.values));
  }
}

function between(leastS: number, mostS: number): Seconds {
  return { leastS: Math.max(0, leastS), mostS: Math.max(0, mostS) };
}

function rounded({ leastS, mostS }: Seconds): Span {
  const us = (seconds: number): number => Math.round(toMicrosecond(seconds * 1000) * 1000);
  return { leastUs: us(leastS), mostUs: us(mostS) };
}
