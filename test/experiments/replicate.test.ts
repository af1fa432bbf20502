import { expect, test } from 'vitest';
import { withControls } from '../../src/experiments/control.ts';
import { meanOf, numberIn, type Measurement } from '../../src/experiments/measurement.ts';
import { replicate, seedsFrom, type Estimate } from '../../src/experiments/replicate.ts';
import { sweep } from '../../src/experiments/sweep.ts';
import { paramsOf, type Settings } from '../../src/scenarios/parameters.ts';
import { batch } from '../../src/scenarios/batch.ts';
import { anyScenario } from '../../src/scenarios/scenario.ts';
import { Simulation } from '../../src/simulator/simulation.ts';

const scenario = anyScenario(batch);
const settings: Settings = { 'workload.mode': 'open', 'workload.jobs': 30 };
const params = paramsOf(scenario, undefined, settings);
const waitS = meanOf((row) => numberIn(row, 'waitS'));
const rowCount: Measurement = () => {
  let rows = 0;
  return { add: () => (rows += 1), value: () => rows };
};
const common = { scenario, replications: 3, baseSeed: 5, warmUpJobs: 10 };

test('gives each replication the run that its seed gives alone', () => {
  const { wait } = replicate({ ...common, warmUpJobs: 0, params, measurements: { wait: waitS } });
  const alone = wait.seeds.map((seed) => {
    const simulation = new Simulation({ scenario, params, seed });
    simulation.advance(1_000_000);
    return Reflect.get(simulation.result().metrics, 'meanWaitS');
  });
  expect(new Set(wait.values).size).toBe(3);
  for (const [run, value] of wait.values.entries()) expect(value).toBeCloseTo(Number(alone[run]), 6);
});

test('states how an estimate was made, and leaves the warm-up out of it', () => {
  const { rows } = replicate({ ...common, params, confidence: 0.9, measurements: { rows: rowCount } });
  expect(rows).toMatchObject({ mean: 20, halfWidth: 0, low: 20, high: 20, confidence: 0.9, replications: 3, warmUpJobs: 10 });
});

test('keeps the seeds of the first replications when more are asked for', () => {
  expect(seedsFrom(5, 8).slice(0, 3)).toEqual(seedsFrom(5, 3));
  expect(seedsFrom(6, 3)).not.toEqual(seedsFrom(5, 3));
  expect(new Set(seedsFrom(5, 1000)).size).toBe(1000);
});

test('says what is wrong with an experiment that measures nothing', () => {
  expect(() => replicate({ ...common, warmUpJobs: 30, params, measurements: { wait: waitS } })).toThrow(
    'none of them after a warm-up of 30',
  );
  const misspelt = meanOf((row) => numberIn(row, 'wait'));
  expect(() => replicate({ ...common, params, measurements: { misspelt } })).toThrow('only the columns job, user');
  const text = meanOf((row) => numberIn(row, 'outcome'));
  expect(() => replicate({ ...common, params, measurements: { text } })).toThrow('the text "finished" there');
});

test('lets all points of a sweep meet the same work', () => {
  const handedInS = meanOf((row) => numberIn(row, 'handedInS'));
  const points = sweep({
    ...common,
    warmUpJobs: 0,
    settings,
    points: [
      { name: 'batched', settings: {} },
      { name: 'not batched', settings: { 'operator.groupBy': 'nothing', 'operator.largestBatch': 1, 'operator.patienceS': 0 } },
    ],
    measurements: { handedIn: handedInS, wait: waitS },
  });
  const [batched, unbatched] = points.map(({ estimates }) => estimates);
  expect(points.map(({ point }) => point.name)).toEqual(['batched', 'not batched']);
  for (const [run, value] of (batched?.handedIn.values ?? []).entries()) expect(value).toBeCloseTo(unbatched?.handedIn.values[run] ?? 0, 6);
  expect(batched?.wait.values).not.toEqual(unbatched?.wait.values);
});

test('names the parameter that a sweep has wrong', () => {
  expect(() => paramsOf(scenario, undefined, { 'operator.groupBye': 'user' })).toThrow('Did you mean operator.groupBy?');
});

test('takes out of an estimate what its controls explain', () => {
  const luck = [-2, -1, 1, 2];
  const estimate: Estimate = {
    mean: 10,
    halfWidth: 3,
    low: 7,
    high: 13,
    confidence: 0.95,
    count: 4,
    replications: 4,
    warmUpJobs: 0,
    seeds: [1, 2, 3, 4],
    values: luck.map((it) => 10 + 3 * it),
  };
  const control = { values: luck.map((it) => it + 5), expected: 5 };
  expect(withControls(estimate, [{ ...control, weight: 3 }])).toMatchObject({ mean: 10, halfWidth: 0, values: [10, 10, 10, 10] });
  // A wrong weight makes the interval wider, and leaves it where it is.
  expect(withControls(estimate, [{ ...control, weight: -1 }]).mean).toBe(10);
  expect(withControls(estimate, [{ ...control, weight: -1 }]).values).toEqual(luck.map((it) => 10 + 4 * it));
});
