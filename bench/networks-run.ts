/** Runs the networks of a work, one after another, and counts what happens in them. */
import { distributed } from '../src/scenarios/distributed.ts';
import type { DistributedMetrics } from '../src/scenarios/distributed/metrics.ts';
import { simulate } from '../src/simulator/simulate.ts';
import { networkOrder, type NetworkWork } from './networks-work.ts';

export interface NetworkCounts {
  readonly commands: number;
  /** Events of the traces, those included by which instances start and users log in. */
  readonly events: number;
  /** Messages on finding a place: questions and answers about load. */
  readonly probes: number;
  readonly gossip: number;
  /** Of the trace of each network, in order: the same in each repetition. */
  readonly hashes: readonly string[];
}

/** @throws if a run ends too early */
export function runNetworks(work: NetworkWork): NetworkCounts {
  const runs = Array.from({ length: work.networks }, (_, index) => {
    const simulation = simulate(distributed, { ...networkOrder(work), seed: index + 1 });
    const { end, events, hash, metrics } = simulation.run();
    if (end !== 'until') throw new Error(`a network of ${work.machines} machines ended too early: ${end}`);
    const measured = metrics as DistributedMetrics; // What the distributed scenario measures.
    return { events, hash, measured };
  });
  const sum = (of: (run: (typeof runs)[number]) => number): number => runs.reduce((total, run) => total + of(run), 0);
  return {
    commands: sum(({ measured }) => measured.commands),
    events: sum(({ events }) => events),
    probes: Math.round(sum(({ measured }) => measured.placementMessagesPerCommand * measured.commands)),
    gossip: sum(({ measured }) => measured.gossip.messages),
    hashes: runs.map(({ hash }) => hash),
  };
}
