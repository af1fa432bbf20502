/** Two engines, one result: tables and XState's interpreter leave the same trace, byte for byte, and the same states. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EngineName } from '../../src/actors/stepper.ts';
import { check } from '../../src/checker/check.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { loadScenario } from '../../src/scenarios/load.ts';
import { resolveParameters } from '../../src/scenarios/parameters.ts';
import type { AnyScenario } from '../../src/scenarios/scenario.ts';
import { Simulation } from '../../src/simulator/simulation.ts';

const EVENTS_MAX = 4000;
const STATES_MAX = 1500;

interface Way {
  readonly name: string;
  readonly scenario: AnyScenario;
  readonly preset: string | undefined;
}

const EXAMPLES = join(import.meta.dirname, '../../examples');
const NOT_SCENARIOS = ['decks', 'networks', 'sessions', 'observe.ts', 'couriers.ts', 'compiled.ts', 'plain-xstate-app.ts'];

async function ways(): Promise<readonly Way[]> {
  const names = readdirSync(EXAMPLES).filter((name) => !NOT_SCENARIOS.includes(name));
  const loaded = await Promise.all(names.map((name) => loadScenario(join(EXAMPLES, name), scenarios)));
  return [...scenarios, ...loaded.map(({ scenario }) => scenario)].flatMap((scenario) =>
    [undefined, ...Object.keys(scenario.presets ?? {})].map((preset) => ({
      name: `${scenario.name} ${preset ?? ''}`.trim(),
      scenario,
      preset,
    })),
  );
}

function paramsOf({ scenario, preset }: Way, under: object = {}): unknown {
  const resolved = resolveParameters(scenario, preset, [], under);
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems));
  return resolved.params;
}

function traceOf(way: Way, seed: number, engine: EngineName): readonly string[] {
  const simulation = new Simulation({ scenario: way.scenario, params: paramsOf(way), seed, eventsMax: EVENTS_MAX, engine });
  const lines: string[] = [];
  simulation.onLine((line) => lines.push(line));
  while (simulation.advance(EVENTS_MAX) === undefined);
  return [...lines, simulation.result().hash];
}

const all = await ways();

test.each(all)('leave one trace: $name', { timeout: 60_000 }, (way) => {
  for (const seed of [1, 2]) {
    const compiled = traceOf(way, seed, 'compiled');
    expect(compiled.length).toBeGreaterThan(1);
    expect(compiled).toEqual(traceOf(way, seed, 'xstate'));
  }
});

test.each(all.filter(({ preset }) => preset === undefined))('explore the same states: $name', { timeout: 60_000 }, (way) => {
  const answer = (engine: EngineName): unknown => {
    const { verdict, states, transitions, depth, properties, machineSteps } = check({
      scenario: way.scenario,
      params: paramsOf(way, way.scenario.check?.set),
      limits: { statesMax: STATES_MAX },
      engine,
    });
    // Of the paths, what happens: a snapshot of XState's shows more of itself.
    const verdicts = properties.map(({ name, verdict, detail, path }) => ({
      name,
      verdict,
      detail,
      steps: path?.steps.map((it) => it.happening),
    }));
    return { verdict, states, transitions, depth, machineSteps, verdicts };
  };
  expect(answer('compiled')).toEqual(answer('xstate'));
});
