/** What the batch shop is given to do, and how each of the peers is told of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../src/actors/random.ts';
import { batch } from '../src/scenarios/batch.ts';
import type { BatchParameters } from '../src/scenarios/batch/parameters.ts';
import { workFromSwf, type BatchWork } from '../src/scenarios/batch/work.ts';
import { resolveParameters, type Setting } from '../src/scenarios/parameters.ts';
import { anyScenario } from '../src/scenarios/scenario.ts';

/** Plain data: it goes to another process. */
export interface Work {
  readonly name: string;
  readonly description: string;
  readonly jobs: number;
  /** A trace to read; without it, the scenario makes up the work. */
  readonly swf?: string;
  /** All of it is in memory before the run begins; otherwise it is made while the run goes on. */
  readonly held: boolean;
  /** Beyond the preset `bare` and operator.groupBy=nothing. */
  readonly settings: readonly Setting[];
}

/** What a shop is built from. */
export interface ShopOrder {
  readonly params: BatchParameters;
  readonly seed: number;
  /** Without them, the scenario makes up its own. */
  readonly items: readonly BatchWork[] | undefined;
}

const SEED = 1;
const NASA = 'NASA-iPSC-1993-3.1-cln.swf.gz';
const NASA_JOBS = 18_239;

/** Jobs of the shortest of the runs of three lengths. */
const SHORTEST_JOBS = 10_000;

/** The trace, or work like it where it is missing; then runs of three lengths at the same load. */
export function worksOf({
  folder,
  limit = NASA_JOBS,
}: {
  readonly folder: string | undefined;
  readonly limit?: number | undefined;
}): readonly Work[] {
  const swf = folder ? join(folder, NASA) : undefined;
  const jobs = Math.min(limit, NASA_JOBS);
  const first: Work =
    swf !== undefined && existsSync(swf)
      ? { name: 'nasa', description: 'the NASA iPSC/860 trace', jobs, swf, held: true, settings: [] }
      : {
          name: 'like nasa',
          description: 'generated, with the mean interarrival and run times of the NASA trace: its load is 1.77',
          jobs,
          held: true,
          settings: open({
            jobs,
            interarrivalS: { type: 'exponential', mean: 433 },
            runS: { type: 'lognormal', mean: 765, deviation: 2_000 },
          }),
        };
  const lengths = [1, 2, 4].map((times): Work => {
    const jobs = times * Math.min(limit, SHORTEST_JOBS);
    const settings = open({ jobs, interarrivalS: { type: 'exponential', mean: 600 }, runS: { type: 'exponential', mean: 420 } });
    return { name: `open ${times}x`, description: 'generated while it runs, at a load of 0.7', jobs, held: false, settings };
  });
  return [first, ...lengths];
}

/** Reads or makes the work. @throws if the parameters are refused, or the trace cannot be read */
export function orderOf({ swf, jobs, held, settings }: Work, seed: number = SEED): ShopOrder {
  const resolved = resolveParameters(anyScenario(batch), 'bare', [{ path: 'operator.groupBy', value: 'nothing' }, ...settings]);
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems));
  const params = resolved.params as BatchParameters; // The scenario's own schema made them.
  const random = new Random(seed);
  if (swf !== undefined) return { params, seed, items: workFromSwf(swf, { params, random, limit: jobs }).items };
  return { params, seed, items: held ? [...(batch.generate?.(params, random) ?? [])] : undefined };
}

function open({
  jobs,
  interarrivalS,
  runS,
}: {
  readonly jobs: number;
  readonly interarrivalS: object;
  readonly runS: object;
}): readonly Setting[] {
  return [
    { path: 'workload.mode', value: 'open' },
    { path: 'workload.jobs', value: jobs },
    { path: 'workload.interarrivalS', value: interarrivalS },
    { path: 'job.runS', value: runS },
  ];
}
