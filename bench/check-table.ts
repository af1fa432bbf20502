/** The figures of the checker and its peers, for a person. */
import Table from 'cli-table3';
import type { CheckRow, Speed } from './check-measure.ts';
import { mebibytes, seconds, whole } from './table.ts';

export function checkTableOf(rows: readonly CheckRow[]): string {
  const table = new Table({
    head: ['managers', 'states', 'peer', 'wall s', 'spread', 'CPU s', 'ratio', 'states/s', 'per CPU s', 'memory', 'bytes/state'],
    colAligns: ['right', 'right', 'left', ...Array.from({ length: 8 }, () => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) {
    table.push([
      whole(row.managers),
      whole(row.states),
      row.peer,
      seconds(row.medianMs),
      `${seconds(row.minMs)}-${seconds(row.maxMs)}`,
      row.cpuMedianMs === undefined ? '-' : seconds(row.cpuMedianMs),
      row.ratioToOurs.toFixed(2),
      whole(row.statesPerSecond),
      row.statesPerCpuSecond === undefined ? '-' : whole(row.statesPerCpuSecond),
      mebibytes(row.memoryBytes),
      row.bytesPerState.toFixed(1),
    ]);
  }
  return `${table.toString()}\n${LEGEND}`;
}

/** The rates on the largest sizes, a line a peer. */
export function speedTextOf([ours, ...others]: readonly Speed[]): string {
  if (!ours) return '';
  const lines = others.map(
    ({ peer, managers, statesPerSecond, oursToIts }) =>
      `  ${peer}: ${whole(statesPerSecond)} (${managers} managers), of which ours is ${oursToIts.toFixed(2)} times as much`,
  );
  return [`states a second, each on its largest size: ${whole(ours.statesPerSecond)} (${ours.managers} managers)`, ...lines].join('\n');
}

const LEGEND = `wall: median with the least and the most, of the search alone; CPU: of the whole process, Node's start and the loading of modules included
ratio: to Chartwright's median on the same size; below 1 the peer is faster
memory in MiB, for the search: what the heap of JavaScript and the arrays outside of it grew by, at most (@xstate/graph: at the end); spin, its total actual memory usage`;
