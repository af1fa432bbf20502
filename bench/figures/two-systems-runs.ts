/** The same jobs on the batch processor and on the distributed operating system: runs, and what comes out of them. */
import { confidenceInterval, type Interval } from '../../src/experiments/confidence.ts';
import { numberIn } from '../../src/experiments/measurement.ts';
import { seedsFrom } from '../../src/experiments/replicate.ts';
import { batch } from '../../src/scenarios/batch.ts';
import type { BatchMetrics } from '../../src/scenarios/batch/metrics.ts';
import { distributed } from '../../src/scenarios/distributed.ts';
import type { DistributedMetrics } from '../../src/scenarios/distributed/metrics.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import type { Simulation } from '../../src/simulator/simulation.ts';
import { asDecks, asLines, makeJobs, type Job } from './same-jobs.ts';

/** Small machines, and how many times as fast as one of them the batch processor is. */
export const MACHINES = 8;
export const SET_UP_S = 360;
export const COMPILERS = ['ASSEMBLER', 'COBOL', 'FORTRAN'];
export const LARGEST_BATCH = 10;
/** Share of the time that computing alone takes, where jobs keep arriving. */
export const OFFERED_LOAD = 0.7;
/** Between two jobs of a pile. */
const PILE_GAP_S = 1;

export type SystemName = 'batch' | 'distributed';

/** Jobs that keep arriving, or a pile of them that comes within minutes and has to be done. */
export type Workload = 'stream' | 'pile';

export interface Comparison {
  readonly system: SystemName;
  readonly workload: Workload;
  /** Mean length of a job on a small machine. */
  readonly lengthS: number;
  /** From handing in to the listing, or from typing to the screen, over the mean length. */
  readonly response: Interval;
  /** Share of what the processors could do, from the first arrival until the last job was done. */
  readonly utilisation: Interval;
}

export interface RunOptions {
  readonly workload: Workload;
  readonly lengthS: number;
  readonly jobs: number;
  readonly replications: number;
}

/** Both systems on the same lists of jobs. Of a stream, the first tenth of the jobs is warm-up, but counts for the utilisation. */
export function compare({ workload, lengthS, jobs, replications }: RunOptions): readonly Comparison[] {
  const gapS = workload === 'pile' ? PILE_GAP_S : lengthS / (MACHINES * OFFERED_LOAD);
  const lists = seedsFrom(1964, replications).map((seed) => makeJobs({ seed, jobs, users: MACHINES, compilers: COMPILERS, lengthS, gapS }));
  return (['batch', 'distributed'] as const).map((system) => {
    const runs = lists.map((list, index) => RUN[system](list, index + 1, workload === 'pile' ? 0 : (list[jobs / 10]?.atS ?? 0)));
    return {
      system,
      workload,
      lengthS,
      response: confidenceInterval(runs.map(({ responseS }) => responseS / lengthS)),
      utilisation: confidenceInterval(runs.map(({ utilisation }) => utilisation)),
    };
  });
}

interface Ran {
  readonly responseS: number;
  readonly utilisation: number;
}

const RUN: Readonly<Record<SystemName, (jobs: readonly Job[], seed: number, fromS: number) => Ran>> = {
  batch(jobs, seed, fromS) {
    const simulation = simulate(batch, {
      preset: 'bare',
      seed,
      items: asDecks(jobs, MACHINES),
      settings: { 'operator.setUpS': SET_UP_S, 'operator.groupBy': 'compiler', 'operator.largestBatch': LARGEST_BATCH },
    });
    const responseS = meanOf(simulation, { value: 'turnaroundS', at: 'handedInS', fromS });
    const { utilisation } = ended(simulation) as BatchMetrics; // What the batch scenario measures.
    return { responseS: responseS(), utilisation };
  },
  distributed(jobs, seed, fromS) {
    const simulation = simulate(distributed, {
      seed,
      items: asLines(jobs, MACHINES),
      settings: {
        machines: MACHINES,
        // Jobs run one after another on both systems; and nothing goes wrong, so that nobody has to look.
        'cpu.quantumS': null,
        'patience.watchS': null,
        'placement.policy': 'power-of-d',
        'placement.probes': 3,
        'gossip.periodS': null,
      },
    });
    const responseS = meanOf(simulation, { value: 'responseS', at: 'typedS', fromS });
    const { utilisation } = ended(simulation) as DistributedMetrics; // What the distributed scenario measures.
    return { responseS: responseS(), utilisation: utilisation.mean };
  },
};

interface Columns {
  readonly value: string;
  readonly at: string;
  /** Of jobs that came then or later. */
  readonly fromS: number;
}

function meanOf(simulation: Simulation, { value, at, fromS }: Columns): () => number {
  let [sum, count] = [0, 0];
  simulation.onRow((row) => {
    if ((numberIn(row, at) ?? Number.NaN) < fromS) return;
    sum += numberIn(row, value) ?? Number.NaN;
    count += 1;
  });
  return () => sum / count;
}

function ended(simulation: Simulation): object {
  const { end, metrics } = simulation.run();
  if (end !== 'done') throw new Error(`a run ended before its work was done: ${end}`);
  return metrics;
}
