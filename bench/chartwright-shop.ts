/** The batch shop in the simulator, as `chartwright run` runs it: traced, hashed and measured. */
import { batch } from '../src/scenarios/batch.ts';
import type { BatchMetrics } from '../src/scenarios/batch/metrics.ts';
import { anyScenario } from '../src/scenarios/scenario.ts';
import { Simulation } from '../src/simulator/simulation.ts';
import { EVENTS_AT_ONCE, type Check, type Shop } from './shop.ts';
import type { ShopOrder } from './work.ts';

export function chartwrightShop({ params, seed, items }: ShopOrder): Shop {
  const simulation = new Simulation({ scenario: anyScenario(batch), params, seed, ...(items ? { items } : {}) });
  return {
    advance() {
      const end = simulation.advance(EVENTS_AT_ONCE);
      if (end !== undefined && end !== 'done') throw new Error(`the run ended too early: ${end}`);
      return end === undefined;
    },
    get events() {
      return simulation.system.eventCount;
    },
    check(): Check {
      // The batch scenario measures BatchMetrics.
      const { jobs, makespanS, meanWaitS, maxWaitS } = simulation.result().metrics as BatchMetrics;
      return { jobs, makespanS, meanWaitS, maxWaitS };
    },
  };
}
