/** A system in the simulator, as `chartwright run` runs it: traced, hashed and measured. */
import type { EngineName } from '../../src/actors/stepper.ts';
import type { BatchMetrics } from '../../src/scenarios/batch/metrics.ts';
import type { DistributedMetrics } from '../../src/scenarios/distributed/metrics.ts';
import { Simulation, type SimulationResult } from '../../src/simulator/simulation.ts';
import { EVENTS_AT_ONCE, type BatchCheck, type DistributedCheck, type Shop } from './shop.ts';
import type { ShopOrder } from './work.ts';

export function chartwrightShop({ scenario, params, seed, items }: ShopOrder, engine: EngineName = 'compiled'): Shop {
  const simulation = new Simulation({ scenario, params, seed, engine, ...(items ? { items } : {}) });
  return {
    advance() {
      const end = simulation.advance(EVENTS_AT_ONCE);
      if (end !== undefined && end !== 'done') throw new Error(`the run ended too early: ${end}`);
      return end === undefined;
    },
    get events() {
      return simulation.system.eventCount;
    },
    check: () => (scenario.name === 'batch' ? batchCheck(simulation.result()) : distributedCheck(simulation.result())),
  };
}

function batchCheck({ metrics }: SimulationResult): BatchCheck {
  const { jobs, makespanS, meanWaitS, maxWaitS } = metrics as BatchMetrics; // What the batch scenario measures.
  return { jobs, makespanS, meanWaitS, maxWaitS };
}

function distributedCheck({ metrics, atMs, hash }: SimulationResult): DistributedCheck {
  const { commands, done, meanResponseS } = metrics as DistributedMetrics; // What the distributed scenario measures.
  return { commands, done, meanResponseS, endS: atMs / 1000, hash };
}
