/** The figures of the networks, for a person. */
import Table from 'cli-table3';
import type { NetworkRow } from './networks-measure.ts';
import { mebibytes, seconds, whole } from './table.ts';

export function networkTableOf(rows: readonly NetworkRow[]): string {
  const table = new Table({
    head: [
      'machines',
      'policy',
      'commands',
      'events/command',
      'probes',
      'gossip',
      'wall s',
      'CPU s',
      'spread',
      'events/s',
      'per CPU s',
      'CPU ms/command',
      'ratio',
      'growth',
      'RSS at start',
      'peak RSS',
    ],
    colAligns: ['right', 'left', ...Array.from({ length: 14 }, () => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) {
    table.push([
      whole(row.machines),
      row.policy,
      whole(row.commands),
      row.eventsPerCommand.toFixed(2),
      row.probesPerCommand.toFixed(2),
      row.gossipPerCommand.toFixed(2),
      seconds(row.wallMs.median),
      seconds(row.cpuMs.median),
      `${seconds(row.cpuMs.min)}-${seconds(row.cpuMs.max)}`,
      whole(row.eventsPerSecond),
      whole(row.eventsPerCpuSecond),
      row.cpuMsPerCommand.toFixed(3),
      row.ratioToLocal.toFixed(2),
      row.growth.toFixed(2),
      mebibytes(row.startMemoryBytes),
      mebibytes(row.peakMemoryBytes),
    ]);
  }
  return `${table.toString()}\n${LEGEND}`;
}

const LEGEND = `wall, CPU: medians, with the least and the most, of the runs alone: no loading of modules, and after a network that warms up
events/s: by wall time, and by CPU time; probes, gossip: messages for a command
ratio: CPU time of a command, over that of local on as many machines; growth: over that on the smallest network
memory in MiB: resident before the runs and at most`;
