/** The rows of a work, as a table. */
import type { Row } from './row.ts';
import { mebibytes, seconds, tableOf, whole, type Column, type TableStyle } from './table.ts';

/** Without those extras that say in other words what the table says anyway. */
export function rowTableOf(rows: readonly Row[], style: TableStyle): string {
  const named = new Set(rows.flatMap(({ extras }) => Object.keys(extras)));
  const unit = new Set(rows.map((row) => row.unit)).size === 1 ? rows[0]?.unit : 'amount';
  const columns: readonly Column<Row>[] = [
    { head: 'work', isText: true, cell: ({ work }) => work },
    { head: unit ?? '', cell: ({ amount }) => whole(amount) },
    { head: 'peer', isText: true, cell: ({ peer, mode }) => (mode === undefined ? peer : `${peer} (${mode})`) },
    { head: 'wall s', cell: ({ medianMs }) => seconds(medianMs) },
    { head: 'least-most', cell: ({ minMs, maxMs }) => `${seconds(minMs)}-${seconds(maxMs)}` },
    { head: 'CPU s', cell: ({ cpuMedianMs }) => (cpuMedianMs === undefined ? '-' : seconds(cpuMedianMs)) },
    { head: 'ratio', cell: ({ ratioToOurs }) => ratio(ratioToOurs) },
    { head: 'CPU ratio', cell: ({ cpuRatioToOurs }) => ratio(cpuRatioToOurs) },
    { head: 'a second', cell: ({ perSecond }) => (perSecond === null ? '-' : whole(perSecond)) },
    { head: 'memory MiB', cell: ({ peakMemoryBytes }) => mebibytes(peakMemoryBytes) },
    ...EXTRAS.filter(({ name }) => named.has(name)).map(({ name, head, text }): Column<Row> => ({
      head,
      cell: ({ extras }) => (extras[name] === undefined ? '-' : text(extras[name])),
    })),
  ];
  return tableOf(rows, columns, style);
}

function ratio(value: number | null | undefined): string {
  return value === undefined || value === null ? '-' : value.toFixed(2);
}

interface ExtraColumn {
  readonly name: string;
  readonly head: string;
  readonly text: (value: number) => string;
}

const EXTRAS: readonly ExtraColumn[] = [
  { name: 'nsPerStep', head: 'ns/step', text: whole },
  { name: 'nsPerEvent', head: 'ns/event', text: whole },
  { name: 'bytesPerActor', head: 'heap bytes/actor', text: whole },
  { name: 'peakBytesPerActor', head: 'peak bytes/actor', text: whole },
  { name: 'bytesPerState', head: 'bytes/state', text: (value) => value.toFixed(1) },
  { name: 'events', head: 'events', text: whole },
  { name: 'liveHeapBytes', head: 'live heap', text: mebibytes },
];

export const LEGEND = `wall: median of the work alone, with the least and the most; CPU: its median, on all threads
ratio: to Chartwright's median on the same work; above 1, Chartwright is faster
memory: the most that the process had, its language's own included; in the work 'check', what the search held`;
