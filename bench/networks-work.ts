/** Networks of three sizes under one load, and the policies that they place commands by. */
import type { PolicyName } from '../src/machines/distributed/placement/policy.ts';
import type { Settings } from '../src/scenarios/parameters.ts';

/** Plain data: it goes to another process. */
export interface NetworkWork {
  readonly policy: Policy;
  readonly machines: number;
  /** On average; arrivals are random. */
  readonly commandsPerMachine: number;
  /** So many networks of that size one after another, each with a seed of its own: one small one would be over too soon. */
  readonly networks: number;
}

export type Policy = Extract<PolicyName, 'local' | 'random' | 'threshold' | 'power-of-d' | 'least-loaded'>;

/** The first is what the others are compared with. */
export const POLICIES: readonly Policy[] = ['local', 'random', 'threshold', 'power-of-d', 'least-loaded'];

/** The first is what the others are compared with. */
export const SIZES: readonly number[] = [10, 100, 1_000];

/** Commands of all networks of a size together, at least. */
const COMMANDS_MIN = 2_000;

const LOAD = 0.8;
const SERVICE_S = 10;

export function networkWorks({
  commandsPerMachine,
  sizes = SIZES,
}: {
  readonly commandsPerMachine: number;
  readonly sizes?: readonly number[];
}): readonly NetworkWork[] {
  return sizes.flatMap((machines) =>
    POLICIES.map((policy) => ({
      policy,
      machines,
      commandsPerMachine,
      networks: Math.ceil(COMMANDS_MIN / (machines * commandsPerMachine)),
    })),
  );
}

/** As simulate() takes them. */
export interface NetworkOrder {
  readonly preset: string;
  readonly settings: Settings;
  readonly untilS: number;
}

/**
 * Each policy with what it needs: only `least-loaded` looks at the gossip. The run ends at a time, not with
 * the last command: the more there are, the longer the longest of them, during which all the others gossip.
 */
export function networkOrder({ policy, machines, commandsPerMachine }: Omit<NetworkWork, 'networks'>): NetworkOrder {
  return {
    preset: 'campus',
    settings: {
      machines,
      load: LOAD,
      jobs: JOBS_WITHOUT_END,
      'job.cpuS': { type: 'exponential', mean: SERVICE_S },
      'placement.policy': policy,
      'gossip.periodS': policy === 'least-loaded' ? SERVICE_S : null,
    },
    untilS: (commandsPerMachine * SERVICE_S) / LOAD,
  };
}

const JOBS_WITHOUT_END = 100_000_000;
