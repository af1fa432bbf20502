/**
 * The batch shop agrees with queueing theory: where it is simple enough for a formula, the
 * confidence interval of independent replications covers what the formula says.
 */
import { expect, test, type TestContext } from 'vitest';
import { covers } from '../../src/experiments/confidence.ts';
import { withControls } from '../../src/experiments/control.ts';
import { meanOf, numberIn, type Measurement } from '../../src/experiments/measurement.ts';
import { replicate, type Estimate } from '../../src/experiments/replicate.ts';
import { paramsOf, type Settings } from '../../src/scenarios/parameters.ts';
import { batch } from '../../src/scenarios/batch.ts';
import { anyScenario } from '../../src/scenarios/scenario.ts';

const scenario = anyScenario(batch);

/** Compilers, and so trays, of the polling shop. */
const TRAYS = 4;
/** Seconds of each set-up of the polling shop; a job takes 1 s on average. */
const SET_UP_S = 1;

/** The workload as the formulas know it. */
interface Load {
  readonly arrivalsPerS: number;
  readonly meanS: number;
  /** Mean of the square of the service time. */
  readonly squareS2: number;
}

type Formula = (load: Load) => number;

/** Pollaczek-Khinchine: Kleinrock, Queueing Systems I, (5.70). */
const waitOfOneQueueS: Formula = ({ arrivalsPerS, meanS, squareS2 }) => (arrivalsPerS * squareS2) / (2 * (1 - arrivalsPerS * meanS));

/** Wait and service. With exponential service and a mean of 1 it is 1/(1 − ρ). */
const timeInSystemS: Formula = (load) => waitOfOneQueueS(load) + load.meanS;

/** Symmetric polling with constant set-ups: Takagi, Queueing analysis of polling models, ACM Computing Surveys 20:1 (1988). */
function waitOfPollingS(sign: 1 | -1): Formula {
  return ({ arrivalsPerS, meanS, squareS2 }) => {
    const load = arrivalsPerS * meanS;
    return (arrivalsPerS * squareS2 + SET_UP_S * (TRAYS + sign * load)) / (2 * (1 - load));
  };
}

const exhaustiveWaitS = waitOfPollingS(-1);
const gatedWaitS = waitOfPollingS(1);

/** Service times of mean 1 s, and the means of their squares. */
const SERVICE = {
  exponential: { runS: { type: 'exponential', mean: 1 }, squareS2: 2 },
  constant: { runS: 1, squareS2: 1 },
  erlang: { runS: { type: 'erlang', mean: 1, stages: 4 }, squareS2: 1.25 },
  hyperexponential: { runS: { type: 'hyperexponential', means: [0.5, 2], firstProbability: 2 / 3 }, squareS2: 3 },
} as const;

const oneQueue: Settings = { 'workload.compilers': ['ANY'], 'operator.groupBy': 'nothing', 'operator.largestBatch': 1 };

function cyclicTrays(service: 'exhaustive' | 'gated'): Settings {
  return {
    'workload.compilers': Array.from({ length: TRAYS }, (_, tray) => `COMPILER ${tray + 1}`),
    'operator.groupBy': 'compiler',
    'operator.largestBatch': null,
    'operator.nextTray': 'cyclic',
    'operator.setUpEmptyTrays': true,
    'operator.setUpS': SET_UP_S,
    'operator.service': service,
  };
}

interface Experiment {
  readonly shop: Settings;
  readonly service: keyof typeof SERVICE;
  readonly load: number;
  readonly column: 'waitS' | 'turnaroundS';
  readonly formula: Formula;
  /** Of each replication. */
  readonly jobs: number;
}

const REPLICATIONS = 20;
const WARM_UP_JOBS = 100;
const BASE_SEED = 1;
/** Half of the interval, for each unit of the mean, that the experiments are long enough for. */
const HALF_WIDTH_MAX = 0.06;
const OPTIONS = { timeout: 300_000 };

function loadOf({ service, load }: Experiment): Load {
  return { arrivalsPerS: load, meanS: 1, squareS2: SERVICE[service].squareS2 };
}

function estimate(experiment: Experiment): Estimate {
  const { shop, service, load, column, jobs } = experiment;
  const params = paramsOf(scenario, 'bare', {
    'workload.mode': 'open',
    'workload.users': 4,
    'workload.jobs': jobs,
    'workload.interarrivalS': { type: 'exponential', mean: 1 / load },
    'job.runS': SERVICE[service].runS,
    ...shop,
  });
  const { time, gapS, serviceS, squareS2 } = replicate({
    scenario,
    params,
    replications: REPLICATIONS,
    baseSeed: BASE_SEED,
    warmUpJobs: WARM_UP_JOBS,
    measurements: {
      time: meanOf((row) => numberIn(row, column)),
      gapS: meanGapS(jobs),
      serviceS: meanOf((row) => numberIn(row, 'processorS')),
      squareS2: meanOf((row) => (numberIn(row, 'processorS') ?? Number.NaN) ** 2),
    },
  });
  // The weights are the formula's slopes: if it were wrong they would be bad, and the estimate still right.
  const at = loadOf(experiment);
  return withControls(time, [
    { values: gapS.values, expected: 1 / load, weight: slope((s) => experiment.formula({ ...at, arrivalsPerS: 1 / s }), 1 / load) },
    { values: serviceS.values, expected: at.meanS, weight: slope((s) => experiment.formula({ ...at, meanS: s }), at.meanS) },
    { values: squareS2.values, expected: at.squareS2, weight: slope((s) => experiment.formula({ ...at, squareS2: s }), at.squareS2) },
  ]);
}

/** Seconds between arrivals, over a whole run. */
function meanGapS(jobs: number): Measurement {
  return () => {
    let lastS = 0;
    return { add: (row) => (lastS = Math.max(lastS, numberIn(row, 'handedInS') ?? 0)), value: () => lastS / jobs };
  };
}

function slope(f: (x: number) => number, x: number): number {
  const step = x * 1e-4;
  return (f(x + step) - f(x - step)) / (2 * step);
}

/** The figures are told to whoever runs this with `--reporter=verbose`, and by a failure. */
async function expectAgreement(experiment: Experiment, { annotate }: TestContext): Promise<Estimate> {
  const theory = experiment.formula(loadOf(experiment));
  const seen = estimate(experiment);
  const { mean, halfWidth } = seen;
  const figures = `${mean.toFixed(3)} s ± ${halfWidth.toFixed(3)} s (${((100 * halfWidth) / theory).toFixed(1)}%), where theory says ${theory.toFixed(3)} s`;
  await annotate(figures);
  expect(covers(seen, theory) ? 'covered' : figures).toBe('covered');
  expect(halfWidth / theory).toBeLessThan(HALF_WIDTH_MAX);
  return seen;
}

/** A wait in a queue of one server, from that of the job before: Lindley, Proc. Cambridge Phil. Soc. 48 (1952). */
function lindleyDeviationS(): Measurement {
  return () => {
    let deviationS = 0;
    let freeAtS = 0;
    return {
      add(row) {
        const [handedInS, waitS, serviceS] = ['handedInS', 'waitS', 'processorS'].map((column) => numberIn(row, column) ?? Number.NaN);
        if (handedInS === undefined || waitS === undefined || serviceS === undefined) return;
        const expectedS = Math.max(0, freeAtS - handedInS);
        deviationS = Math.max(deviationS, Math.abs(waitS - expectedS));
        freeAtS = handedInS + expectedS + serviceS;
      },
      value: () => deviationS,
    };
  };
}

test('lets each single job wait as long as a queue of one server does', () => {
  const deviation = (service: keyof typeof SERVICE, settings: Settings): Estimate =>
    replicate({
      scenario,
      params: paramsOf(scenario, 'bare', {
        'workload.mode': 'open',
        'workload.jobs': 400,
        'workload.interarrivalS': { type: 'exponential', mean: 1.25 },
        'job.runS': SERVICE[service].runS,
        ...oneQueue,
        ...settings,
      }),
      replications: 2,
      baseSeed: BASE_SEED,
      warmUpJobs: 0,
      measurements: { seconds: lindleyDeviationS() },
    }).seconds;
  for (const service of ['exponential', 'constant', 'erlang', 'hyperexponential'] as const) {
    expect(Math.max(...deviation(service, {}).values)).toBeLessThan(1e-6);
  }
  // With a set-up for every job it is another queue.
  const withSetUps = deviation('exponential', { 'workload.compilers': ['A', 'B'], 'operator.setUpS': 0.01 });
  expect(Math.min(...withSetUps.values)).toBeGreaterThan(0.01);
});

const fifo = { shop: oneQueue, column: 'waitS', formula: waitOfOneQueueS } as const;

test.for([
  { load: 0.5, jobs: 600, timeS: 2 },
  { load: 0.7, jobs: 1600, timeS: 1 / 0.3 },
])('is an M/M/1 queue where one job is run after the other: load $load', OPTIONS, async ({ load, jobs, timeS }, context) => {
  const experiment: Experiment = { ...fifo, service: 'exponential', load, jobs, column: 'turnaroundS', formula: timeInSystemS };
  expect(experiment.formula(loadOf(experiment))).toBeCloseTo(timeS, 12);
  const seen = await expectAgreement(experiment, context);
  // A queue with a tenth more load would be found out.
  expect(covers(seen, 1 / (1 - 1.1 * load))).toBe(false);
});

test.for([
  { service: 'constant', jobs: 800 },
  { service: 'erlang', jobs: 1200 },
  { service: 'hyperexponential', jobs: 2000 },
] as const)('waits as Pollaczek and Khinchine say: $service service', OPTIONS, async ({ service, jobs }, context) => {
  const seen = await expectAgreement({ ...fifo, service, load: 0.5, jobs }, context);
  // It is not the mean alone that makes the wait: with exponential service it would be 1 s.
  expect(covers(seen, 1)).toBe(false);
});

test.for([
  { load: 0.3, jobs: 350 },
  { load: 0.6, jobs: 400 },
])('polls its trays exhaustively, or gated, as polling theory says: load $load', OPTIONS, async ({ load, jobs }, context) => {
  const common = { service: 'exponential', load, jobs, column: 'waitS' } as const;
  const exhaustive = await expectAgreement({ ...common, shop: cyclicTrays('exhaustive'), formula: exhaustiveWaitS }, context);
  const gated = await expectAgreement({ ...common, shop: cyclicTrays('gated'), formula: gatedWaitS }, context);
  const theory: Load = { arrivalsPerS: load, meanS: 1, squareS2: SERVICE.exponential.squareS2 };
  expect(covers(exhaustive, gatedWaitS(theory))).toBe(false);
  expect(covers(gated, exhaustiveWaitS(theory))).toBe(false);
  // Were the gate closed before the set-up, a deck that comes during its own (a share r/C of all) would wait a cycle C longer: r.
  expect(covers(gated, gatedWaitS(theory) + SET_UP_S)).toBe(false);
});
