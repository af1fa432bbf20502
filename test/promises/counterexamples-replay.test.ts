/** The other half of what keeps simulator and checker honest: every path of the model can be led through the simulator. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../src/actors/canonical.ts';
import type { TraceEvent } from '../../src/actors/trace.ts';
import { planOf } from '../../src/checker/build.ts';
import { check } from '../../src/checker/check.ts';
import type { CheckOptions } from '../../src/checker/check-options.ts';
import type { Path } from '../../src/checker/path.ts';
import { scheduleOf } from '../../src/checker/schedule-of.ts';
import { timesOf } from '../../src/checker/times.ts';
import { throughout } from '../../src/properties/property.ts';
import type { NetworkModel } from '../../src/scenarios/check-spec.ts';
import { batch } from '../../src/scenarios/batch.ts';
import { distributed } from '../../src/scenarios/distributed.ts';
import { loadScenario } from '../../src/scenarios/load.ts';
import { resolveParameters } from '../../src/scenarios/parameters.ts';
import { anyScenario, type AnyScenario } from '../../src/scenarios/scenario.ts';
import { ledSimulation } from '../../src/simulator/schedule.ts';
import { runs } from '../runs.ts';

/** A random path of so many steps of actors: what violates that there are fewer. */
function randomPath(options: CheckOptions, steps: number): Path | undefined {
  const tooMany = throughout(`fewer than ${steps} steps are taken`, {
    initial: 0,
    next: (taken: number) => Math.min(steps, taken + 1),
    holds: (taken) => taken < steps,
  });
  const result = check({ ...options, properties: [tooMany], only: [tooMany.name], search: 'random walk', limits: { depthMax: 4 * steps } });
  return result.properties.find(({ name }) => name === tooMany.name)?.path;
}

interface Led {
  readonly timed: boolean;
  /** Events of the path, and those of the run that was led through it: as far as both can be told. */
  readonly expected: readonly string[];
  readonly seen: readonly string[];
}

function led(options: CheckOptions, path: Path): Led {
  const { scenario, params, seed = 1, network = scenario.check?.network ?? { order: 'ordered' } } = options;
  const { work, isMadeUp } = planOf(options);
  const times = timesOf(path, {
    delaysS: scenario.delaysS?.(params) ?? {},
    wires: scenario.wires?.(params) ?? {},
    arrivals: [...(scenario.arrivals?.(planOf(options)) ?? [])],
    network: { ...network, lossy: true },
  });
  const { events } = scheduleOf(path, times);
  const simulation = ledSimulation({ scenario, params, seed, ...(isMadeUp ? {} : { items: [...work] }) }, { events, end: 'violated' });
  const seen: string[] = [];
  simulation.system.events.subscribe((event) => seen.push(toldOf(event)));
  while (seen.length < events.length && simulation.advance(events.length) === undefined);
  return { timed: times.type === 'timed', expected: events.map(toldOf), seen };
}

/** With the context, which a line of a trace leaves out. */
function toldOf(event: TraceEvent): string {
  if (event.type !== 'step') return canonical([event.type, event.from, event.to, event.message]);
  const { actor, cause, choices, sends, spawns, stops, final, snapshot } = event;
  return canonical([actor, cause, choices, sends, spawns, stops, final, snapshot.value, snapshot.context]);
}

function optionsOf(scenario: AnyScenario, more: Partial<CheckOptions>): CheckOptions {
  const resolved = resolveParameters(scenario, undefined, [], scenario.check?.set);
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems));
  return { scenario, params: resolved.params, ...more };
}

const walks = fc.record({ seed: fc.integer({ min: 1, max: 1_000_000 }), steps: fc.integer({ min: 1, max: 40 }) });
const networks = fc.constantFrom<NetworkModel>(
  { order: 'ordered' },
  { order: 'unordered' },
  { order: 'ordered', lossy: true, duplicating: true },
  { order: 'unordered', lossy: true, duplicating: true },
);

function replays(scenario: AnyScenario, faults: Readonly<Record<string, number>>, numRuns: number): void {
  fc.assert(
    fc.property(walks, networks, ({ seed, steps }, network) => {
      const options = optionsOf(scenario, { seed, network, faults });
      const path = randomPath(options, steps);
      // All may be at rest before there are so many steps: then another walk is tried instead.
      fc.pre(path !== undefined);
      const { expected, seen } = led(options, path);
      expect(seen).toEqual(expected);
    }),
    runs(numRuns),
  );
}

describe('a path of the model can be led through the simulator, step by step', () => {
  test.each([
    'examples/coffee-bar.ts',
    'examples/couriers.ts',
    'examples/two-phase-commit',
    'examples/leader-election',
    'examples/alternating-bit',
    'examples/peterson',
  ])('of %s', async (reference) => {
    replays((await loadScenario(reference, [])).scenario, { loss: 1, duplication: 1 }, 8);
  });

  test('of the batch shop, with its faults', () => {
    replays(anyScenario(batch), { power: 1, jam: 1, drop: 1, missort: 1 }, 15);
  });

  test('of the distributed system, with crashes, splits, losses and doublings', () => {
    replays(anyScenario(distributed), { crash: 1, split: 1, loss: 1, duplication: 1 }, 15);
  });
});

describe('of its times', () => {
  /** How many of twenty random paths are possible with the lengths that the scenario gives to its timers. */
  async function timedOf(reference: string, steps: number): Promise<number> {
    const { scenario } = await loadScenario(reference, []);
    const paths = Array.from({ length: 20 }, (_, seed) => {
      const options = optionsOf(scenario, { seed });
      const path = randomPath(options, steps);
      if (!path) throw new Error(`no path of ${steps} steps`);
      return led(options, path).timed;
    });
    return paths.filter(Boolean).length;
  }

  test('only some are, where a coffee is brewed in just so many seconds', async () => {
    const timed = await timedOf('examples/coffee-bar.ts', 25);
    expect(timed).toBeGreaterThan(0);
    expect(timed).toBeLessThan(20);
  });
});
