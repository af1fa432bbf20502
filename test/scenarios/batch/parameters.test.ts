import { describe, expect, test } from 'vitest';
import type { Distribution } from '../../../src/actors/random.ts';
import { batch } from '../../../src/scenarios/batch.ts';
import { batchPresets, type BatchParameters } from '../../../src/scenarios/batch/parameters.ts';
import { describeParameters, resolveParameters } from '../../../src/scenarios/parameters.ts';
import { describeParameterProblem } from '../../../src/scenarios/parameter-problems.ts';
import { anyScenario } from '../../../src/scenarios/scenario.ts';

const scenario = anyScenario(batch);
const entries = describeParameters(scenario);

type Settings = Readonly<Record<string, unknown>>;

/** The parameters that come out, or what is wrong with them. */
function resolved(settings: Settings, preset?: string): BatchParameters | readonly string[] {
  const result = resolveParameters(
    scenario,
    preset,
    Object.entries(settings).map(([path, value]) => ({ path, value })),
  );
  if ('problems' in result) return result.problems.map(describeParameterProblem);
  return result.params as BatchParameters; // The batch scenario's own.
}

describe('every parameter', () => {
  test.each(entries.map((entry) => [entry.path, entry] as const))('%s has words that explain it, and a default', (_, { doc, fallback }) => {
    expect(doc).toMatch(/\w{2,}/);
    expect(fallback).toBeDefined();
  });

  const UNITS: readonly (readonly [RegExp, string])[] = [
    [/S$/, 's'],
    [/words$/i, 'words'],
    [/lines$/, 'lines'],
    [/cards$/, 'cards'],
    [/cardsPerMinute$/i, 'cards/min'],
    [/linesPerMinute$/i, 'lines/min'],
  ];
  const measured = UNITS.flatMap(([ending, unit]) =>
    entries.filter(({ path }) => ending.test(path)).map((entry) => [entry.path, unit, entry] as const),
  );

  test.each(measured)('%s is in %s, as its name says', (_, unit, entry) => {
    expect(entry.unit).toBe(unit);
  });

  test('has a unit only if its name says so', () => {
    expect(entries.filter(({ unit }) => unit !== undefined).map(({ path }) => path)).toEqual(
      entries.filter(({ path }) => measured.some(([name]) => name === path)).map(({ path }) => path),
    );
  });

  test('of the machines of the time names its source', () => {
    const sources = Object.fromEntries(entries.flatMap(({ path, source }) => (source === undefined ? [] : [[path, source]])));
    expect(sources['processor.cardsPerMinute']).toMatch(/IBM 711.* 250 .*1402.* 800/);
    expect(sources['memory.words']).toMatch(/IBM 7090.* 32,768/);
    expect(sources['job.bugProbability']).toMatch(/hours to a day/);
  });
});

describe('presets', () => {
  test.each(Object.keys(batchPresets))('%s can be run, and is described', (name) => {
    expect(resolved({}, name)).not.toBeInstanceOf(Array);
    expect(batchPresets[name]?.description).toMatch(/\w+/);
  });

  test('bare takes every overhead away', () => {
    expect(resolved({}, 'bare')).toMatchObject({
      user: { preparingS: 0, punchedCardsPerMinute: null, readingS: 0, correctingS: 0 },
      operator: { patienceS: 0, examiningS: 0, setUpS: 0, clearingJamS: 0, outageS: 0 },
      processor: { cardsPerMinute: null, linesPerMinute: null },
      job: { compileS: 0, limitS: null },
    });
  });

  test('are all different from the defaults', () => {
    for (const name of Object.keys(batchPresets)) expect(resolved({}, name)).not.toEqual(resolved({}));
  });
});

describe('combinations that no shop can run', () => {
  const walk: Settings = { 'operator.nextTray': 'cyclic', 'operator.setUpEmptyTrays': true };

  test('are not those of an operator who walks a cycle of trays, with a set-up at each', () => {
    expect(resolved(walk)).not.toBeInstanceOf(Array);
  });

  test.each([
    ['in no cycle', { ...walk, 'operator.nextTray': 'oldest' }, 'operator.nextTray=cyclic where operator.setUpEmptyTrays=true'],
    [
      'of users',
      { ...walk, 'operator.groupBy': 'user' },
      'operator.groupBy=compiler where operator.setUpEmptyTrays=true: only a compiler can be set up for an empty tray',
    ],
    [
      'in no time',
      { ...walk, 'operator.setUpS': 0 },
      'operator.setUpS above 0 where operator.setUpEmptyTrays=true: cycling over empty trays in no time would never end',
    ],
    [
      'in a memory that the monitor does not fit into',
      { 'memory.words': 100, 'memory.monitorWords': 101 },
      'memory.monitorWords not above memory.words',
    ],
  ])('are empty trays %s', (_, settings, expected) => {
    expect(resolved(settings)).toEqual([`these parameters together: found a combination that cannot run; expected ${expected}.`]);
  });

  test.each([
    [
      { type: 'constant', value: 0 },
      { type: 'constant', value: 1 },
    ],
    [
      { type: 'uniform', min: 0, max: 0 },
      { type: 'uniform', min: 0, max: 1 },
    ],
    [
      { type: 'exponential', mean: 0 },
      { type: 'exponential', mean: 1 },
    ],
    [
      { type: 'erlang', mean: 0, stages: 2 },
      { type: 'erlang', mean: 1, stages: 2 },
    ],
    [
      { type: 'lognormal', mean: 0, deviation: 1 },
      { type: 'lognormal', mean: 1, deviation: 1 },
    ],
    [
      { type: 'normal', mean: 0, deviation: 0 },
      { type: 'normal', mean: 0, deviation: 1 },
    ],
    [
      { type: 'pareto', min: 0, shape: 2 },
      { type: 'pareto', min: 1, shape: 2 },
    ],
    [
      { type: 'hyperexponential', means: [0, 0], firstProbability: 0.5 },
      { type: 'hyperexponential', means: [0, 9], firstProbability: 0.5 },
    ],
    [
      { type: 'hyperexponential', means: [0, 9], firstProbability: 1 },
      { type: 'hyperexponential', means: [9, 0], firstProbability: 1 },
    ],
    [
      { type: 'hyperexponential', means: [9, 0], firstProbability: 0 },
      { type: 'hyperexponential', means: [0, 9], firstProbability: 0 },
    ],
    [
      { type: 'empirical', values: [0, 0] },
      { type: 'empirical', values: [0, 1] },
    ],
  ] as const satisfies readonly (readonly [Distribution, Distribution])[])(
    'are empty trays in the time of %o, which is none, but not of %o',
    (none, some) => {
      expect(resolved({ ...walk, 'operator.setUpS': none })).toHaveLength(1);
      expect(resolved({ ...walk, 'operator.setUpS': some })).not.toBeInstanceOf(Array);
    },
  );

  test('are allowed where trays that are empty are not visited', () => {
    expect(resolved({ 'operator.setUpS': 0 })).not.toBeInstanceOf(Array);
  });
});

describe('a value that cannot be', () => {
  test.each([
    ['workload.users', 0],
    ['workload.compilers', []],
    ['job.bugProbability', 1],
    ['operator.largestBatch', 0],
    ['operator.patienceS', -1],
    ['processor.cardsPerMinute', 0],
    ['memory.words', 0.5],
    ['faults.schedule', [{ type: 'flood', atS: 1 }]],
    ['faults.powerEveryS', 0],
  ])('of %s (%o) is refused by its path', (path, value) => {
    expect(resolved({ [path]: value })).toEqual([expect.stringMatching(new RegExp(`^${path}.*: found .*; expected `))]);
  });
});
