/** What a run is made from, as its scenario is given it. */
import { Random } from '../actors/random.ts';
import type { Plan } from '../scenarios/scenario.ts';
import type { SimulationOptions } from './simulation.ts';

/** @param random of the run; if left out, one of its own: what is drawn from it must not change what the run draws */
export function planOf({ scenario, params, seed, items }: SimulationOptions, random = new Random(seed)): Plan<unknown, unknown> {
  const generated: Iterable<unknown> = {
    // A fresh source of randomness each time, so that each iteration gives the same work.
    [Symbol.iterator]: () => (scenario.generate?.(params, new Random(seed)) ?? [])[Symbol.iterator](),
  };
  return { params, work: items ?? generated, isMadeUp: items === undefined, random };
}
