import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { batch } from '../../src/scenarios/batch.ts';
import { loadScenario } from '../../src/scenarios/load.ts';
import { checkDelays } from '../../src/scenarios/check-delays.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { resolveParameters } from '../../src/scenarios/parameters.ts';
import { checkScenario } from '../../src/scenarios/check-scenario.ts';
import { anyScenario } from '../../src/scenarios/scenario.ts';
import { TemporaryFolder } from './temporary-folder.ts';

const folder = new TemporaryFolder();
const FILES = '.yaml, .yml, .ts, .mts, .js, .mjs';

beforeAll(() => {
  folder.write('shop.yaml', 'scenario: batch\n');
  folder.write('notes.txt', 'scenario: batch\n');
  folder.write('a-folder/shop.yml', 'scenario: batch\n');
});

afterAll(() => folder.remove());

// One scenario, so that a new one changes none of the messages.
const registry = [anyScenario(batch)];

async function complaint(reference: string): Promise<string> {
  try {
    await loadScenario(reference, registry);
    return 'no complaint';
  } catch (cause) {
    return String(cause).replaceAll(`${folder.path}/`, '');
  }
}

describe('a reference', () => {
  test('may be the name of a built-in scenario, which comes with no settings', async () => {
    const loaded = await loadScenario('batch', scenarios);
    expect(loaded.scenario).toBe(scenarios[0]);
    expect(loaded).toMatchObject({ source: { type: 'built-in', name: 'batch' }, settings: [], inputs: {}, settingFiles: {} });
    expect(loaded.where('operator.groupBy')).toBeUndefined();
    expect(Object.keys(loaded)).not.toContain('preset');
  });

  test.each(['shop.yaml', 'a-folder/shop.yml'])('may be the path of a YAML file: %s', async (name) => {
    expect((await folder.load(name)).source).toEqual({ type: 'built-in', name: 'batch' });
  });

  test('that is no name is told with the nearest one', async () => {
    expect(await complaint('bacth')).toBe(
      `UnusableInput: found "bacth"; expected a scenario (batch) or a path to a file (${FILES}). Did you mean batch?`,
    );
  });

  test.each(['zzz', '', 'constructor', '__proto__'])('that resembles nothing gets no hint: "%s"', async (reference) => {
    expect(await complaint(reference)).toBe(
      `UnusableInput: found "${reference}"; expected a scenario (batch) or a path to a file (${FILES}).`,
    );
  });

  test('to a file that does not exist is told with the nearest file of that folder', async () => {
    expect(await complaint(`${folder.path}/shp.yaml`)).toBe(
      `UnusableInput: shp.yaml:1:1: found "shp.yaml", a path that does not exist; expected a scenario (batch) or a path to a file (${FILES}). Did you mean shop.yaml?`,
    );
  });

  test('to a file in a folder that does not exist is told', async () => {
    expect(await complaint(`${folder.path}/nowhere/shop.yaml`)).toBe(
      `UnusableInput: nowhere/shop.yaml:1:1: found "nowhere/shop.yaml", a path that does not exist; expected a scenario (batch) or a path to a file (${FILES}).`,
    );
  });

  test('to a folder is told', async () => {
    expect(await complaint(`${folder.path}/a-folder`)).toBe(
      `UnusableInput: a-folder:1:1: found "a-folder", a folder without an index.ts; expected a file (${FILES}), or a folder with an index.ts.`,
    );
  });

  test('to a file of another kind is told', async () => {
    expect(await complaint(`${folder.path}/notes.txt`)).toBe(
      `UnusableInput: notes.txt:1:1: found "notes.txt", a file of another kind; expected a file whose name ends in one of ${FILES}.`,
    );
  });
});

describe('every built-in scenario', () => {
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s passes the checks that a module has to pass',
    (_, scenario) => {
      expect(checkScenario(scenario)).toEqual({ scenario });
    },
  );

  test.each(
    scenarios.flatMap((scenario) => Object.keys(scenario.presets ?? {}).map((preset) => ({ name: scenario.name, preset, scenario }))),
  )('$name gives a length to every drawn delay under the preset $preset', ({ scenario, preset }) => {
    const resolved = resolveParameters(scenario, preset, []);
    expect('params' in resolved ? checkDelays(scenario, resolved.params) : resolved.problems).toEqual([]);
  });
});

/** The files that the documentation shows, each with the problems that it says they have. */
const SHOWN = [
  ...readFileSync(new URL('../../docs/scenarios.md', import.meta.url), 'utf8').matchAll(
    /```(?:yaml|ts) (\S+)\n([^]*?)```(?:\n\n```text\n([^]*?)```)?/g,
  ),
].map(([, name = '', text = '', problems = '']) => ({ name, text, problems: problems.split('\n').filter((line) => line !== '') }));

describe('the documentation of scenarios', () => {
  test('shows files that load, and files that do not', () => {
    expect(SHOWN.filter(({ problems }) => problems.length === 0).length).toBeGreaterThanOrEqual(3);
    expect(SHOWN.filter(({ problems }) => problems.length > 0).length).toBeGreaterThanOrEqual(3);
  });

  test.each(SHOWN)('says what becomes of $name', async ({ name, problems }) => {
    folder.write('decks/one.deck', '$JOB\n');
    for (const file of SHOWN) folder.write(file.name, file.text);
    expect(await folder.problems(name)).toEqual(problems);
  });
});
