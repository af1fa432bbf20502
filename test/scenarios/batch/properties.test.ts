import { assign } from 'xstate';
import { describe, expect, test } from 'vitest';
import type { StateValue } from '../../../src/actors/step.ts';
import type { SystemState } from '../../../src/properties/property.ts';
import { memory } from '../../../src/machines/batch/index.ts';
import { batch } from '../../../src/scenarios/batch.ts';
import { batchProperties } from '../../../src/scenarios/batch/properties.ts';
import { anyScenario } from '../../../src/scenarios/scenario.ts';
import { PropertyViolated, Simulation } from '../../../src/simulator/simulation.ts';
import { deckOf } from '../../machines/batch/alone.ts';
import { paramsOf, runShop } from '../../promises/shop.ts';

const [a, b] = [deckOf('a'), deckOf('b')];

/** A shop of which only the processor and the memory matter. */
function shopWith(value: StateValue, jobs: readonly unknown[], job: string | null): SystemState {
  const actors: Readonly<Record<string, SystemState['ofKind'] extends (kind: string) => infer A ? A : never>> = {
    processor: [{ id: 'processor', value, context: { jobs } }],
    memory: [{ id: 'memory', value: job === null ? 'free' : 'occupied', context: { job } }],
  };
  return { ofKind: (kind) => actors[kind] ?? [] };
}

/** Names of the properties that do not hold. */
function broken(state: SystemState): readonly string[] {
  return batchProperties.filter((property) => property.type === 'always' && !property.holds(state)).map(({ name }) => name);
}

const SAME = 'the job in memory is the one that the processor runs';
const NONE = 'no job is in memory while no batch runs';

describe('the properties of the batch shop', () => {
  test.each([
    ['nothing is in the machine', 'idle', [], null],
    ['a job is read', { running: 'reading' }, [a, b], null],
    ['the job that runs is in memory', { running: 'executing' }, [a, b], 'a'],
    ['the lights went out with a job in memory', { dark: 'clearing' }, [], 'a'],
  ] as const)('hold while %s', (_, value, jobs, job) => {
    expect(broken(shopWith(value, jobs, job))).toEqual([]);
  });

  test.each([
    ['another job is in memory than the one that runs', { running: 'executing' }, [a, b], 'b', [SAME]],
    ['a job is in memory, and none runs', { running: 'reading' }, [], 'a', [SAME]],
    ['a job is left in memory when the batch is done', 'idle', [], 'a', [SAME, NONE]],
    ['a job is left in memory of an idle machine that still has its deck', 'idle', [a], 'a', [NONE]],
  ] as const)('are broken where %s', (_, value, jobs, job, names) => {
    expect(broken(shopWith(value, jobs, job))).toEqual(names);
  });

  test('are asked of a shop that has both actors', () => {
    expect(() => broken({ ofKind: () => [] })).toThrow('a batch shop without a memory');
  });

  test.each(['rough', 'bare', 'polling', 'unbatched'])('hold after every event of a day (%s), for they are checked there', (preset) => {
    const { result } = runShop({ preset, checked: true });
    expect([result.end, result.events > 500]).toEqual(['done', true]);
  });

  test('end a run in which memory forgets to give a job up', () => {
    const forgetful = memory.provide({ actions: { clear: assign({}) } });
    const scenario = anyScenario({ ...batch, kinds: { ...batch.kinds, memory: forgetful } });
    const simulation = new Simulation({ scenario, params: paramsOf({}), seed: 1, checked: true });
    const run = (): void => {
      while (simulation.advance(1_000) === undefined);
    };
    expect(run).toThrow(PropertyViolated);
    expect(run).toThrow(/"the job in memory is the one that the processor runs" does not hold after event \d+/);
  });
});
