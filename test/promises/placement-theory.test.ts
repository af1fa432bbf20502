/** Where the network is nothing but queues, the placement policies must agree with the theory of them. */
import { describe, expect, test } from 'vitest';
import { distributed } from '../../src/scenarios/distributed.ts';
import type { DistributedMetrics } from '../../src/scenarios/distributed/metrics.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import {
  GAP_OF_100_MACHINES,
  localResponse,
  powerOfChoices,
  randomTransferResponse,
  sharedResponse,
  thresholdResponse,
} from './placement-oracle.ts';

interface Case {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly jobs: number;
  /** Mean response in units of the mean service, of infinitely many machines. */
  readonly theory: number;
  /** How far a hundred machines lie above that, as a share of it. */
  readonly gap: number;
}

const POWER_OF_2 = { 'placement.policy': 'power-of-d', 'placement.probes': 2 };
const POWER_OF_3 = { 'placement.policy': 'power-of-d', 'placement.probes': 3 };
const RANDOM = { 'placement.policy': 'random-threshold', 'placement.threshold': 2 };
const THRESHOLD = { 'placement.policy': 'threshold', 'placement.threshold': 2, 'placement.probes': 3 };
const GAP = GAP_OF_100_MACHINES;

/** On 100 machines, at a load. */
function policies(load: number, jobs: number): readonly Case[] {
  const at = (name: string, policy: Case['settings'], theory: number, gap: number): Case => ({
    name: `${name} at a load of ${load}`,
    settings: { ...policy, load },
    jobs,
    theory,
    gap,
  });
  return [
    // Machines that send nothing away are alike whether they are many or few; few are in a steady state after fewer commands.
    at('local', { 'placement.policy': 'local', machines: 4 }, localResponse(load), 0),
    at('power of d = 2', POWER_OF_2, powerOfChoices(load, 2), GAP.powerOf2),
    at('power of d = 3', POWER_OF_3, powerOfChoices(load, 3), GAP.powerOf3),
    at('random transfer, T = 2', RANDOM, randomTransferResponse(load, 2), GAP.randomTransfer),
    at('threshold, T = 2, L = 3', THRESHOLD, thresholdResponse(load, 2, 3), GAP.threshold),
  ];
}

const shared = [0.8, 0.9].map((load): Case => ({
  name: `one machine of 4 cores at a load of ${load}`,
  settings: { machines: 1, cores: 4, load },
  jobs: 20_000,
  theory: sharedResponse(4, load),
  gap: 0,
}));

function metricsOf({ settings, jobs }: Pick<Case, 'settings' | 'jobs'>): DistributedMetrics {
  const simulation = simulate(distributed, { preset: 'theory', settings: { ...settings, jobs }, eventsMax: 100 * jobs });
  return simulation.run().metrics as DistributedMetrics; // What this scenario measures.
}

describe('the mean response agrees with theory', () => {
  test.each([...policies(0.5, 8_000), ...policies(0.9, 16_000), ...shared])(
    '$name',
    ({ theory, gap, ...work }) => {
      const { meanResponseLow, meanResponseHigh, meanResponse, shown, endedBy } = metricsOf(work);
      const low = meanResponseLow ?? Number.NaN;
      const high = meanResponseHigh ?? Number.NaN;
      expect(shown).toBe(work.jobs);
      expect(endedBy).toBe('jobs');
      expect(low).toBeLessThanOrEqual(theory * (1 + gap));
      expect(high).toBeGreaterThanOrEqual(theory);
      // An interval that is wide enough covers everything.
      expect((high - low) / 2).toBeLessThan(0.25 * meanResponse);
    },
    120_000,
  );

  test('and an interval of one policy does not cover the theory of another', () => {
    const { meanResponseLow, meanResponseHigh } = metricsOf({ settings: { ...THRESHOLD, load: 0.9 }, jobs: 16_000 });
    const covers = (theory: number): boolean => theory >= (meanResponseLow ?? Number.NaN) && theory <= (meanResponseHigh ?? Number.NaN);
    expect(
      [powerOfChoices(0.9, 2), randomTransferResponse(0.9, 2), localResponse(0.9), thresholdResponse(0.8, 2, 3)].filter(covers),
    ).toEqual([]);
  }, 120_000);
});

describe('a run that is to be precise', () => {
  test('ends when it is, and says so', () => {
    const settings = { ...THRESHOLD, load: 0.5, 'measure.precision': 0.02 };
    const { endedBy, meanResponse, meanResponseLow, meanResponseHigh, shown } = metricsOf({ settings, jobs: 1_000_000 });
    expect(endedBy).toBe('precision');
    expect(shown).toBeLessThan(100_000);
    expect((meanResponseHigh ?? Number.NaN) - (meanResponseLow ?? Number.NaN)).toBeLessThanOrEqual(2 * 0.02 * meanResponse);
  }, 120_000);
});
