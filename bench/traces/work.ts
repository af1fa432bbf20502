/** What a trace, or what is made up in its place, gives the two systems to do, and how each of the peers is told of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../src/actors/random.ts';
import { batch } from '../../src/scenarios/batch.ts';
import { distributed } from '../../src/scenarios/distributed.ts';
import { resolveParameters, type Setting } from '../../src/scenarios/parameters.ts';
import { anyScenario, type AnyScenario } from '../../src/scenarios/scenario.ts';

/** Plain data: it goes to another process. */
export interface Work {
  readonly name: string;
  readonly description: string;
  readonly system: SystemName;
  readonly jobs: number;
  /** A trace to read; without it, the scenario makes up the work. */
  readonly swf?: string;
  /** All of it is in memory before the run begins; otherwise it is made while the run goes on. */
  readonly held: boolean;
  readonly preset: string;
  readonly settings: readonly Setting[];
}

export type SystemName = 'batch' | 'distributed';

/** What a shop or a network is built from. */
export interface ShopOrder {
  readonly scenario: AnyScenario;
  /** As the scenario's own schema makes them. */
  readonly params: unknown;
  readonly seed: number;
  /** Without them, the scenario makes up its own. */
  readonly items: readonly unknown[] | undefined;
}

const SEED = 1;

interface Trace {
  readonly name: string;
  readonly file: string;
  readonly jobs: number;
}

const NASA: Trace = { name: 'nasa', file: 'NASA-iPSC-1993-3.1-cln.swf.gz', jobs: 18_239 };

/** The first of its 188,041 jobs. */
const LCG: Trace = { name: 'lcg', file: 'LCG.cloudsim-test.swf.gz', jobs: 20_000 };

/** Jobs of the shorter of the two. */
const SHORTEST_JOBS = 10_000;

const SCENARIOS: Readonly<Record<SystemName, AnyScenario>> = { batch: anyScenario(batch), distributed: anyScenario(distributed) };

/** A queue with one server is left of the batch shop. */
const BARE = { system: 'batch', preset: 'bare' } as const;

const FIRST_COME_FIRST_SERVED: Setting = { path: 'operator.groupBy', value: 'nothing' };

export interface WorkOptions {
  /** Where real traces are. */
  readonly folder: string | undefined;
  /** Jobs to take of an amount. */
  readonly take: (jobs: number) => number;
}

/** The traces, or work like them where they are missing; then two runs at the same load, one four times as long. */
export function worksOf({ folder, take }: WorkOptions): readonly Work[] {
  return [nasa(folder, take(NASA.jobs)), ...[1, 4].map((times) => ofLength(times, take(SHORTEST_JOBS))), lcg(folder, take(LCG.jobs))];
}

/** Names of the files that are not there. */
export function missingTraces(folder: string | undefined): readonly string[] {
  return [NASA, LCG].filter((trace) => pathOf(trace, folder) === undefined).map(({ file }) => file);
}

function pathOf({ file }: Trace, folder: string | undefined): string | undefined {
  const path = folder ? join(folder, file) : undefined;
  return path !== undefined && existsSync(path) ? path : undefined;
}

function nasa(folder: string | undefined, jobs: number): Work {
  const swf = pathOf(NASA, folder);
  if (swf !== undefined)
    return { ...BARE, name: NASA.name, description: 'the NASA iPSC/860 trace', jobs, swf, held: true, settings: [FIRST_COME_FIRST_SERVED] };
  return {
    ...BARE,
    name: `like ${NASA.name}`,
    description: 'generated, with the mean interarrival and run times of the NASA trace: its load is 1.77',
    jobs,
    held: true,
    settings: openShop({
      jobs,
      interarrivalS: { type: 'exponential', mean: 433 },
      runS: { type: 'lognormal', mean: 765, deviation: 2_000 },
    }),
  };
}

function ofLength(times: number, shortest: number): Work {
  const jobs = times * shortest;
  return {
    ...BARE,
    name: `open ${times}x`,
    description: 'generated while it runs, at a load of 0.7',
    jobs,
    held: false,
    settings: openShop({ jobs, interarrivalS: { type: 'exponential', mean: 600 }, runS: { type: 'exponential', mean: 420 } }),
  };
}

function lcg(folder: string | undefined, jobs: number): Work {
  const swf = pathOf(LCG, folder);
  const grid = { system: 'distributed', preset: 'lcg', jobs, held: true } as const;
  const machines = '100 machines with 24 cores, power of 3 choices';
  if (swf !== undefined) return { ...grid, name: LCG.name, description: `the LCG trace on ${machines}`, swf, settings: [] };
  // With fewer jobs they are shorter: machines gossip until the last is done, and would soon do nothing else.
  const meanS = Math.max(60, (5_500 * Math.min(jobs, LCG.jobs)) / LCG.jobs);
  return {
    ...grid,
    name: `like ${LCG.name}`,
    description: `generated, with about the mean run times and the load of the LCG trace, on ${machines}`,
    settings: [
      { path: 'workload.mode', value: 'open' },
      { path: 'jobs', value: jobs },
      { path: 'load', value: 0.15 },
      { path: 'job.cpuS', value: { type: 'lognormal', mean: meanS, deviation: 3 * meanS } },
      { path: 'workload.sharedFiles', value: 0 },
    ],
  };
}

/** Reads or makes the work. @throws if the parameters are refused, or the trace cannot be read */
export function orderOf({ system, swf, jobs, held, preset, settings }: Omit<Work, 'name' | 'description'>, seed: number = SEED): ShopOrder {
  const scenario = SCENARIOS[system];
  const resolved = resolveParameters(scenario, preset, settings);
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems));
  const { params } = resolved;
  const random = new Random(seed);
  const order = { scenario, params, seed };
  if (swf === undefined) return { ...order, items: held ? [...(scenario.generate?.(params, random) ?? [])] : undefined };
  const read = scenario.inputs?.['swf']?.read;
  if (!read) throw new Error(`'${scenario.name}' reads no traces`);
  return { ...order, items: read(swf, { params, random, limit: jobs }).items };
}

/** @param jobs that arrive at random, whoever comes with them */
export function openShop({
  jobs,
  interarrivalS,
  runS,
}: {
  readonly jobs: number;
  readonly interarrivalS: unknown;
  readonly runS: unknown;
}): readonly Setting[] {
  return [
    FIRST_COME_FIRST_SERVED,
    { path: 'workload.mode', value: 'open' },
    { path: 'workload.jobs', value: jobs },
    { path: 'workload.interarrivalS', value: interarrivalS },
    { path: 'job.runS', value: runS },
  ];
}
