import { expect, test } from 'vitest';
import { networkRows } from '../../bench/networks-measure.ts';
import type { NetworkFigures } from '../../bench/networks-child.ts';
import { runNetworks } from '../../bench/networks-run.ts';
import { networkTableOf } from '../../bench/networks-table.ts';
import { networkWorks, POLICIES, type NetworkWork } from '../../bench/networks-work.ts';

const FIGURES: NetworkFigures = {
  commands: 2_000,
  events: 80_000,
  probes: 4_000,
  gossip: 2_500,
  hashes: ['a', 'b'],
  wallMs: 2_500,
  cpuMs: 2_000,
  peakMemoryBytes: 2e8,
  startMemoryBytes: 1e8,
};

test('networks of every size get as many commands a machine, and together enough to be timed', () => {
  const works = networkWorks({ commandsPerMachine: 20 });
  expect(works).toHaveLength(15);
  expect(new Set(works.map(({ commandsPerMachine }) => commandsPerMachine))).toEqual(new Set([20]));
  expect(works.map(({ machines, networks }) => machines * networks * 20).every((commands) => commands >= 2_000)).toBe(true);
  expect(works.slice(0, 5).map(({ policy }) => policy)).toEqual(POLICIES);
});

test('a run is the same run again, and ends at its time with the commands that were to be expected', () => {
  const work: NetworkWork = { policy: 'least-loaded', machines: 5, commandsPerMachine: 10, networks: 2 };
  const [once, again] = [runNetworks(work), runNetworks(work)];
  expect(again).toEqual(once);
  expect(once.commands).toBeGreaterThan(70);
  expect(once.commands).toBeLessThan(130);
  expect(once.hashes).toHaveLength(2);
  expect(new Set(once.hashes).size).toBe(2);
  expect(once.gossip).toBeGreaterThan(0);
  expect(once.probes).toBe(0);
});

test('policies pay only for what they use', () => {
  const counts = POLICIES.map((policy) => {
    const { probes, gossip } = runNetworks({ policy, machines: 5, commandsPerMachine: 10, networks: 1 });
    return { policy, probes: probes > 0, gossip: gossip > 0 };
  });
  expect(counts).toEqual([
    { policy: 'local', probes: false, gossip: false },
    { policy: 'random', probes: false, gossip: false },
    { policy: 'threshold', probes: true, gossip: false },
    { policy: 'power-of-d', probes: true, gossip: false },
    { policy: 'least-loaded', probes: false, gossip: true },
  ]);
});

test('costs are compared with local on as many machines, and with ten machines under the same policy', () => {
  const works = networkWorks({ commandsPerMachine: 20, sizes: [10, 100] });
  // CPU time of local and the others on ten machines, then on a hundred; the other repetitions took longer.
  const cpuMs = [1_000, 1_100, 1_200, 1_300, 1_500, 2_000, 2_000, 2_000, 2_000, 4_500];
  const round = (factor: number): readonly NetworkFigures[] =>
    works.map((_, index) => ({ ...FIGURES, cpuMs: factor * (cpuMs[index] ?? 0), wallMs: 2 * factor * (cpuMs[index] ?? 0) }));
  const rows = networkRows(works, [round(1), round(3), round(2)]);
  const gossiping = rows.filter(({ policy }) => policy === 'least-loaded');
  expect(gossiping.map(({ ratioToLocal }) => ratioToLocal)).toEqual([1.5, 2.25]);
  expect(gossiping.map(({ growth }) => growth)).toEqual([1, 3]);
  expect(rows[0]).toMatchObject({
    policy: 'local',
    machines: 10,
    repeats: 3,
    eventsPerCommand: 40,
    probesPerCommand: 2,
    gossipPerCommand: 1.25,
    cpuMs: { median: 2_000, min: 1_000, max: 3_000 },
    cpuMsPerCommand: 1,
    eventsPerSecond: 20_000,
    eventsPerCpuSecond: 40_000,
    ratioToLocal: 1,
    growth: 1,
  });
  expect(networkTableOf(rows)).toMatch(/100 .* least-loaded .* 2\.25 .* 3\.00/);
});

test('a repetition that did other work is refused, with both hashes', () => {
  const works = networkWorks({ commandsPerMachine: 20, sizes: [10] });
  const round = (hash: string): readonly NetworkFigures[] => works.map(() => ({ ...FIGURES, hashes: ['a', hash] }));
  expect(() => networkRows(works, [round('b'), round('c')])).toThrow(/local on 10 machines .*: a,b and a,c/);
});
