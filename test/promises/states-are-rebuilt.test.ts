/** Going back in time: every state of a run is rebuilt from its trace, exactly, from any moment of it on. */
import { describe, expect, test } from 'vitest';
import { behaviorOf, type Behavior } from '../../src/actors/behavior.ts';
import { canonical } from '../../src/actors/canonical.ts';
import type { StepEvent } from '../../src/actors/trace.ts';
import { readTraced } from '../../src/inspector/recording/traced.ts';
import { loadScenario } from '../../src/scenarios/load.ts';
import { resolveParameters, type Setting } from '../../src/scenarios/parameters.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { planOf } from '../../src/simulator/plan.ts';
import { beginning, Reenactment, type Keyframe } from '../../src/simulator/reenactment.ts';
import { Simulation, type SimulationOptions } from '../../src/simulator/simulation.ts';

interface Case {
  readonly reference: string;
  readonly preset?: string;
  readonly settings?: readonly Setting[];
  readonly eventsMax: number;
}

async function optionsOf({ reference, preset, settings = [], eventsMax }: Case): Promise<SimulationOptions> {
  const { scenario } = await loadScenario(reference, scenarios);
  const resolved = resolveParameters(scenario, preset, settings);
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems));
  return { scenario, params: resolved.params, seed: 7, eventsMax };
}

const stands = ({ snapshot }: Pick<StepEvent, 'snapshot'>): string => canonical([snapshot.status, snapshot.value, snapshot.context]);

const cases: readonly Case[] = [
  { reference: 'batch', eventsMax: 3000 },
  { reference: 'batch', preset: 'rough', eventsMax: 3000 },
  { reference: 'distributed', eventsMax: 4000 },
  { reference: 'distributed', preset: 'stormy', eventsMax: 2000 },
  { reference: 'examples/coffee-bar.ts', eventsMax: 1000 },
  { reference: 'examples/couriers.ts', eventsMax: 1000 },
  { reference: 'examples/leader-election', eventsMax: 1000 },
  { reference: 'examples/alternating-bit', eventsMax: 1000 },
  { reference: 'examples/dining-philosophers', eventsMax: 1000 },
];

describe('every state of a run is rebuilt from the lines of its trace', () => {
  test.each(cases)('of $reference $preset', async (it) => {
    const options = await optionsOf(it);
    const simulation = new Simulation(options);
    const lines: string[] = [];
    const expected: (string | undefined)[] = [];
    const live: Keyframe[] = [];
    simulation.onLine((line) => lines.push(line));
    simulation.system.events.subscribe((event) => expected.push(event.type === 'step' ? stands(event) : undefined));
    while (simulation.advance(97) === undefined) {
      const { system } = simulation;
      live.push({
        next: system.eventCount,
        actors: new Map([...system.wholeActors()].map(({ id, ...actor }) => [id, actor])),
        inputs: new Map(),
      });
    }
    expect(expected.length).toBeGreaterThan(10);

    const { scenario } = options;
    const behaviors = new Map(
      Object.entries(scenario.kinds).map(([kind, machine]): [string, Behavior] => [kind, behaviorOf(kind, machine)]),
    );
    const own: Keyframe[] = [];
    const rebuilt = (from: Keyframe, count: number): (string | undefined)[] => {
      const reenactment = new Reenactment(behaviors, from);
      return lines.slice(from.next, from.next + count).map((line, at) => {
        if (from.next === 0 && at % 61 === 0) own.push(reenactment.keyframe());
        const step = reenactment.see(readTraced(line));
        return step && stands({ snapshot: step.after });
      });
    };
    expect(rebuilt(beginning(scenario.actors(planOf(options))), lines.length)).toEqual(expected);
    for (const from of [...own, ...live]) expect(rebuilt(from, 150)).toEqual(expected.slice(from.next, from.next + 150));
  });
});
