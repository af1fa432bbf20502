/** One half of what keeps simulator and checker honest: every simulated run is a path of the checker's model. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TraceEvent } from '../../src/actors/trace.ts';
import { follow, type Departure } from '../../src/checker/follow.ts';
import { batch } from '../../src/scenarios/batch.ts';
import { distributed } from '../../src/scenarios/distributed.ts';
import { loadScenario } from '../../src/scenarios/load.ts';
import { paramsOf, type Settings } from '../../src/scenarios/parameters.ts';
import { anyScenario, type AnyScenario } from '../../src/scenarios/scenario.ts';
import { Simulation } from '../../src/simulator/simulation.ts';
import { runs } from '../runs.ts';

interface Run {
  readonly scenario: AnyScenario;
  readonly preset?: string;
  readonly settings: Settings;
  readonly seed: number;
  readonly eventsMax?: number;
}

/** Runs a scenario, and follows the run. */
function departureOf({ scenario, preset, settings, seed, eventsMax = 600 }: Run): {
  readonly events: readonly TraceEvent[];
  readonly departure: Departure | undefined;
} {
  const params = paramsOf(scenario, preset, settings);
  const events: TraceEvent[] = [];
  const simulation = new Simulation({ scenario, params, seed, eventsMax });
  simulation.system.events.subscribe((event) => events.push(event));
  simulation.run();
  return { events, departure: follow({ scenario, params, seed, events }) };
}

const seeds = fc.integer({ min: 1, max: 1_000_000 });

describe('every simulated run is a path of the model', () => {
  test('of the batch shop, with and without faults', () => {
    const shops = fc.record({
      seed: seeds,
      preset: fc.constantFrom(undefined, 'rough', 'unbatched', 'bare'),
      mode: fc.constantFrom('closed', 'open'),
      groupBy: fc.constantFrom('compiler', 'user', 'size', 'nothing'),
    });
    fc.assert(
      fc.property(shops, ({ seed, preset, mode, groupBy }) => {
        const settings = {
          'workload.mode': mode,
          'workload.users': 3,
          'workload.programsPerUser': 2,
          'workload.jobs': 12,
          'operator.groupBy': groupBy,
        };
        const { departure } = departureOf({ scenario: anyScenario(batch), ...(preset === undefined ? {} : { preset }), settings, seed });
        expect(departure).toBeUndefined();
      }),
      runs(12),
    );
  });

  test('of the distributed system, in good and in bad weather', () => {
    const networks = fc.record({
      seed: seeds,
      preset: fc.constantFrom('few', 'stormy'),
      policy: fc.constantFrom('local', 'random', 'threshold', 'power-of-d', 'least-loaded', 'nearest-files'),
    });
    fc.assert(
      fc.property(networks, ({ seed, preset, policy }) => {
        const { departure } = departureOf({ scenario: anyScenario(distributed), preset, settings: { 'placement.policy': policy }, seed });
        expect(departure).toBeUndefined();
      }),
      runs(8),
    );
  });

  test.each(['examples/coffee-bar.ts', 'examples/couriers.ts'])('of %s', async (reference) => {
    const { scenario } = await loadScenario(reference, []);
    for (const seed of [1, 2, 3]) expect(departureOf({ scenario, settings: {}, seed }).departure).toBeUndefined();
  });
});

describe('a run that was tampered with', () => {
  const { events } = departureOf({ scenario: anyScenario(batch), settings: { 'workload.users': 2 }, seed: 1 });
  const params = paramsOf(anyScenario(batch), undefined, { 'workload.users': 2 });
  const followed = (changed: readonly TraceEvent[]): Departure | undefined =>
    follow({ scenario: anyScenario(batch), params, seed: 1, events: changed });

  test('leaves the model where two events are exchanged that depend on each other', () => {
    const at = events.findIndex((it, n) => it.type === 'step' && it.cause.type === 'message' && it.cause.sent === n - 1);
    const [one, other] = [events[at - 1]!, events[at]!];
    expect(followed([...events.slice(0, at - 1), other, one, ...events.slice(at + 1)])?.why).toMatch(/is no step of the model there/);
  });

  test('leaves the model where an actor stands elsewhere', () => {
    const at = events.findIndex((it) => it.type === 'step' && it.actor === 'operator' && it.cause.type === 'timer');
    const event = events[at]!;
    if (event.type !== 'step') throw new Error('no step of the operator');
    const elsewhere = { ...event, snapshot: { ...event.snapshot, context: { ...event.snapshot.context, tray: 'nowhere' } } };
    expect(followed(events.with(at, elsewhere))).toEqual({ n: at, why: expect.stringMatching(/leads elsewhere in the model/) });
  });
});
