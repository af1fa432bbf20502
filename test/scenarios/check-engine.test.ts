/** A machine that cannot be compiled is told by its place, unless XState's interpreter is to step it. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineName } from '../../src/actors/stepper.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { loadScenario } from '../../src/scenarios/load.ts';
import { describeProblem, UnusableInput } from '../../src/scenarios/problem.ts';
import { Simulation } from '../../src/simulator/simulation.ts';
import { TemporaryFolder } from './temporary-folder.ts';

const folder = new TemporaryFolder();

afterAll(() => folder.remove());

const TWINS = `import { emit, setup } from 'xstate';
import { drawn, effects, scenarioFor } from 'chartwright';

const { send } = effects();
const pinger = setup({ delays: { pause: drawn } }).createMachine({
  id: 'pinger',
  initial: 'waiting',
  states: {
    waiting: { id: 'same', after: { pause: 'done' } },
    done: { id: 'same', entry: emit(() => send('listener', { type: 'ping' })) },
  },
});
const listener = setup({}).createMachine({ id: 'listener', on: { ping: {} } });

export default scenarioFor()({
  name: 'twins',
  title: 'Two states of one id',
  kinds: { pinger, listener },
  actors: () => [{ id: 'listener' }, { id: 'pinger' }],
  delaysS: () => ({ pinger: { pause: 1 } }),
});
`;

const RECURSIVE = TWINS.replaceAll("id: 'same', ", '')
  .replace('setup({ delays', "setup({ guards: { up: or([() => true, 'up']) }, delays")
  .replace('{ emit, setup }', '{ emit, or, setup }')
  .replace("{ pause: 'done' }", "{ pause: { guard: 'up', target: 'done' } }");

async function problemsOf(reference: string, engine?: EngineName): Promise<readonly string[]> {
  try {
    await loadScenario(join(folder.path, reference), scenarios, engine);
    return [];
  } catch (cause) {
    if (!(cause instanceof UnusableInput)) throw cause;
    return cause.problems.map((problem) => describeProblem(problem).replaceAll(`${folder.path}/`, ''));
  }
}

describe('two states of one id', () => {
  beforeAll(() => {
    folder.write('twins.ts', TWINS);
    folder.write('twins.yaml', 'scenario: ./twins.ts\nseed: 2\n');
  });

  test.each(['twins.ts', 'twins.yaml'])('are told by file, line and column, with what to do: %s', async (reference) => {
    const [problem, ...others] = await problemsOf(reference);
    expect(others).toEqual([]);
    expect(problem).toMatch(
      /^twins\.ts:10:5: found machine 'pinger' \(kind 'pinger'\) cannot be compiled: .* another state has its id 'same' too/,
    );
    expect(problem).toContain('--engine xstate');
    expect(await problemsOf(reference, 'compiled')).toEqual([problem]);
  });

  test.each(['twins.ts', 'twins.yaml'])('are taken where the interpreter is asked for, and run: %s', async (reference) => {
    expect(await problemsOf(reference, 'xstate')).toEqual([]);
    const { scenario } = await loadScenario(join(folder.path, reference), scenarios, 'xstate');
    const simulation = new Simulation({ scenario, params: {}, seed: 1, engine: 'xstate' });
    while (simulation.advance(10) === undefined);
    expect(simulation.result().events).toBeGreaterThan(1);
  });
});

test('a guard that asks for itself, and ends, is taken by either engine', async () => {
  folder.write('recursive.ts', RECURSIVE);
  expect([await problemsOf('recursive.ts', 'compiled'), await problemsOf('recursive.ts', 'xstate')]).toEqual([[], []]);
});
