/** Independent replications: the same experiment several times, each time with other random numbers. */
import { Random } from '../actors/random.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import { Simulation } from '../simulator/simulation.ts';
import { CONFIDENCE, confidenceInterval, type Interval } from './confidence.ts';
import type { Fold, Measurement } from './measurement.ts';

export interface ReplicateOptions<Name extends string> {
  readonly scenario: AnyScenario;
  /** As resolveParameters gives them. */
  readonly params: unknown;
  /** At least 2. */
  readonly replications: number;
  /** From 0; the seed of every replication comes from it. The same one for two variants is what lets them meet the same work. */
  readonly baseSeed: number;
  /** Rows of each run that are dropped at its beginning, while the shop fills from empty. */
  readonly warmUpJobs: number;
  /** 0.95 unless given. */
  readonly confidence?: number;
  readonly measurements: Readonly<Record<Name, Measurement>>;
}

/** What the replications say of one quantity, and how they were made. */
export interface Estimate extends Interval {
  readonly replications: number;
  readonly warmUpJobs: number;
  /** One for each replication, in order. */
  readonly values: readonly number[];
  /** Of each replication: `chartwright run` with it is the same run. */
  readonly seeds: readonly number[];
}

/** @throws if a run does not come to its end, or has no row left after its warm-up */
export function replicate<const Name extends string>(options: ReplicateOptions<Name>): Readonly<Record<Name, Estimate>> {
  const { replications, baseSeed, warmUpJobs, confidence = CONFIDENCE, measurements } = options;
  const seeds = seedsFrom(baseSeed, replications);
  const runs = seeds.map((seed) => measureRun(options, seed));
  const names = Object.keys(measurements) as Name[]; // The keys of a record are its names.
  const estimates = names.map((name, index): readonly [Name, Estimate] => {
    const values = runs.map((run) => run[index] ?? Number.NaN);
    return [name, { ...confidenceInterval(values, confidence), replications, warmUpJobs, values, seeds }];
  });
  return Object.fromEntries(estimates) as Record<Name, Estimate>; // Made from exactly those names.
}

/** Seeds of replications. The first ones stay the same when more are asked for. */
export function seedsFrom(baseSeed: number, count: number): readonly number[] {
  const uniform = new Random(baseSeed).stream('replications');
  return Array.from({ length: count }, () => Math.floor(uniform() * 2 ** 32));
}

/** The numbers of one run, in the order of the measurements. */
function measureRun<Name extends string>(
  { scenario, params, warmUpJobs, measurements }: ReplicateOptions<Name>,
  seed: number,
): readonly number[] {
  const folds = Object.values<Measurement>(measurements).map((begin): Fold => begin());
  const simulation = new Simulation({ scenario, params, seed });
  let rows = 0;
  simulation.onRow((row) => {
    rows += 1;
    if (rows > warmUpJobs) for (const fold of folds) fold.add(row);
  });
  const { end } = simulation.run();
  if (end !== 'done') throw new Error(`the replication with seed ${seed} ended before its work was done: ${end}`);
  if (rows <= warmUpJobs)
    throw new Error(`the replication with seed ${seed} has ${rows} rows, none of them after a warm-up of ${warmUpJobs}`);
  return folds.map((fold) => fold.value());
}
