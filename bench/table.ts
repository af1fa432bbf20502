/** The figures, for a person. */
import Table from 'cli-table3';
import type { Row } from './measure.ts';

const MEBIBYTE = 2 ** 20;

export function tableOf(rows: readonly Row[]): string {
  const table = new Table({
    head: [
      'work',
      'peer',
      'jobs',
      'wall s',
      'spread',
      'CPU s',
      'spread',
      'ratio',
      'CPU ratio',
      'events',
      'events/s',
      'jobs/s',
      'RSS at start',
      'peak RSS',
      'live heap',
    ],
    colAligns: ['left', 'left', ...Array.from({ length: 13 }, () => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) {
    table.push([
      row.work,
      row.peer,
      whole(row.jobs),
      seconds(row.medianMs),
      `${seconds(row.minMs)}-${seconds(row.maxMs)}`,
      seconds(row.cpuMedianMs),
      `${seconds(row.cpuMinMs)}-${seconds(row.cpuMaxMs)}`,
      row.ratioToOurs.toFixed(2),
      row.cpuRatioToOurs.toFixed(2),
      whole(row.events),
      whole(row.eventsPerSecond),
      whole(row.jobsPerSecond),
      mebibytes(row.startMemoryBytes),
      mebibytes(row.peakMemoryBytes),
      mebibytes(row.liveHeapBytes),
    ]);
  }
  return `${table.toString()}\n${LEGEND}`;
}

const LEGEND = `wall, CPU: medians with the least and the most, of the run alone: no loading of modules, no reading of the trace
ratio: to Chartwright's median on the same work; below 1 the peer is faster
events: Chartwright, events of the trace (steps of actors, their starts counted); xstate, events sent to actors
memory in MiB: resident at the start of the run and at most; heap in use after a collection, at most`;

export function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}

export function whole(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

export function mebibytes(bytes: number | undefined): string {
  return bytes === undefined ? '-' : (bytes / MEBIBYTE).toFixed(1);
}
