/** Repetitions of all networks under all policies, each in a process of its own, and what they come to. */
import type { NetworkFigures } from './networks-child.ts';
import { POLICIES, SIZES, type NetworkWork, type Policy } from './networks-work.ts';
import { runNode } from './run-program.ts';
import { spreadOf, type Spread } from './spread.ts';

export interface NetworkRow {
  readonly policy: Policy;
  readonly machines: number;
  readonly networks: number;
  readonly repeats: number;
  readonly commands: number;
  readonly events: number;
  readonly eventsPerCommand: number;
  readonly probesPerCommand: number;
  readonly gossipPerCommand: number;
  readonly wallMs: Spread;
  readonly cpuMs: Spread;
  /** By the median wall time. */
  readonly eventsPerSecond: number;
  /** By the median CPU time, which other programs on the computer disturb less. */
  readonly eventsPerCpuSecond: number;
  /** Median CPU time over the commands. */
  readonly cpuMsPerCommand: number;
  /** CPU time of a command over that of `local` on as many machines. */
  readonly ratioToLocal: number;
  /** CPU time of a command over that under the same policy on the smallest network. */
  readonly growth: number;
  /** Median of the peaks. */
  readonly peakMemoryBytes: number;
  /** Median of what was there before. */
  readonly startMemoryBytes: number;
}

export interface NetworkMeasureOptions {
  readonly works: readonly NetworkWork[];
  readonly repeats: number;
  /** The compiled networks-child.ts. */
  readonly child: string;
  readonly onProgress?: (text: string) => void;
}

/** Policies and sizes take turns, so that what disturbs the computer for a while disturbs all of them. */
export async function measureNetworks({ works, repeats, child, onProgress }: NetworkMeasureOptions): Promise<readonly NetworkRow[]> {
  const rounds: NetworkFigures[][] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const round: NetworkFigures[] = [];
    for (const work of works) {
      const name = `${work.policy} on ${work.machines} machines`;
      onProgress?.(`repeat ${repeat + 1} of ${repeats}: ${name}`);
      round.push((await runNode({ file: child, argument: work, name })) as NetworkFigures); // What networks-child.ts promises to print last.
    }
    rounds.push(round);
  }
  return networkRows(works, rounds);
}

/**
 * @param rounds the figures of each repetition, in the order of the works
 * @throws if a repetition did other work than the one before it
 */
export function networkRows(works: readonly NetworkWork[], rounds: readonly (readonly NetworkFigures[])[]): readonly NetworkRow[] {
  const rows = works.map((work, index) =>
    rowOf(
      work,
      rounds.flatMap((round) => round[index] ?? []),
    ),
  );
  const costOf = (machines: number | undefined, policy: Policy | undefined): number =>
    rows.find((row) => row.machines === machines && row.policy === policy)?.cpuMsPerCommand ?? Number.NaN;
  return rows.map((row) => ({
    ...row,
    ratioToLocal: row.cpuMsPerCommand / costOf(row.machines, POLICIES[0]),
    growth: row.cpuMsPerCommand / costOf(SIZES[0], row.policy),
  }));
}

function rowOf({ policy, machines, networks }: NetworkWork, all: readonly NetworkFigures[]): Omit<NetworkRow, 'ratioToLocal' | 'growth'> {
  const [first] = all;
  if (!first) throw new Error(`there is no repetition of ${policy} on ${machines} machines`);
  const other = all.find(({ hashes }) => hashes.join() !== first.hashes.join());
  if (other)
    throw new Error(
      `repetitions of ${policy} on ${machines} machines did not do the same: ${first.hashes.join()} and ${other.hashes.join()}`,
    );
  const { commands, events, probes, gossip } = first;
  const wallMs = spreadOf(all.map((it) => it.wallMs));
  const cpuMs = spreadOf(all.map((it) => it.cpuMs));
  return {
    policy,
    machines,
    networks,
    repeats: all.length,
    commands,
    events,
    eventsPerCommand: events / commands,
    probesPerCommand: probes / commands,
    gossipPerCommand: gossip / commands,
    wallMs,
    cpuMs,
    eventsPerSecond: (events / wallMs.median) * 1000,
    eventsPerCpuSecond: (events / cpuMs.median) * 1000,
    cpuMsPerCommand: cpuMs.median / commands,
    peakMemoryBytes: spreadOf(all.map((it) => it.peakMemoryBytes)).median,
    startMemoryBytes: spreadOf(all.map((it) => it.startMemoryBytes)).median,
  };
}
