/** What the checker counts is what is there: compared with a second checker that is as simple as can be. */
import { describe, expect, test } from 'vitest';
import { check } from '../../src/checker/check.ts';
import type { NetworkModel } from '../../src/scenarios/check-spec.ts';
import { paramsOf, type Settings } from '../../src/scenarios/parameters.ts';
import { loadScenario } from '../../src/scenarios/load.ts';
import { countNaively } from './naive.ts';

const ORDERED: NetworkModel = { order: 'ordered' };
const networks: readonly NetworkModel[] = [
  ORDERED,
  { order: 'unordered' },
  { order: 'set' },
  { order: 'ordered', lossy: true },
  { order: 'unordered', lossy: true },
  { order: 'set', lossy: true },
  { order: 'ordered', duplicating: true },
  { order: 'unordered', duplicating: true },
];

async function compared(
  reference: string,
  settings: Settings,
  network: NetworkModel,
  faults: { loss?: number; duplication?: number } = {},
): Promise<void> {
  const { scenario } = await loadScenario(reference, []);
  const params = paramsOf(scenario, undefined, settings);
  const naive = countNaively({ scenario, params, network, losses: faults.loss ?? 0, doublings: faults.duplication ?? 0 });
  for (const exact of [false, true]) {
    const { states, transitions, depth } = check({ scenario, params, network, faults: { ...faults }, exact, properties: [], only: [] });
    expect({ states, transitions, depth }).toEqual(naive);
  }
  const { states, transitions } = check({
    scenario,
    params,
    network,
    faults: { ...faults },
    search: 'depth first',
    properties: [],
    only: [],
  });
  expect({ states, transitions }).toEqual({ states: naive.states, transitions: naive.transitions });
}

describe('states, transitions and depth are those of a naive exploration', () => {
  test.each(networks)('of two-phase commit over %o', (network) => compared('examples/two-phase-commit', { managers: 2 }, network));

  // One that counts what comes would count for ever where messages come again.
  test.each(networks.filter(({ duplicating, order }) => !duplicating && order !== 'set'))('of couriers who are hired, over %o', (network) =>
    compared('examples/couriers.ts', { parcels: 2 }, network),
  );

  test.each([{ loss: 1 }, { duplication: 1 }, { loss: 1, duplication: 1 }])('of two-phase commit where %o', (faults) =>
    compared('examples/two-phase-commit', { managers: 2 }, ORDERED, faults),
  );
});
