/** What the benchmark prints: for a person, for a document, or for a program. */
import type { Comparison, PeerName } from './comparison.ts';
import type { WorkName } from './comparisons/index.ts';
import type { Reached } from './goals.ts';
import { machineText, type Machine } from './machine.ts';
import type { Failure } from './measure.ts';
import type { Row } from './row.ts';
import { LEGEND, rowTableOf } from './row-table.ts';
import { tableOf, type TableStyle } from './table.ts';

/** All that was measured of one work of the command line. */
export interface Measured {
  readonly work: WorkName;
  readonly comparisons: readonly Comparison[];
  readonly rows: readonly Row[];
  readonly failed: readonly Failure[];
}

export interface Peer {
  readonly peer: PeerName;
  readonly version?: string;
  /** Why it took no part. */
  readonly absent?: string;
}

/** Each of those who could take part, once. */
export function peersOf(comparisons: readonly Comparison[]): readonly Peer[] {
  const peers = new Map<PeerName, Peer>();
  for (const { peer, version, absent } of comparisons.flatMap(({ sides }) => sides)) {
    if (peers.has(peer)) continue;
    peers.set(peer, { peer, ...(version === undefined ? {} : { version }), ...(absent === undefined ? {} : { absent }) });
  }
  return [...peers.values()];
}

/** Figures that only some works have stand beside the others. */
export function jsonOf(all: readonly Measured[], machine: Machine, goals: readonly Reached[]): object {
  return {
    works: all.map(({ work }) => work),
    machine,
    peers: peersOf(all.flatMap(({ comparisons }) => comparisons)),
    rows: all.flatMap(({ rows }) => rows).map(({ extras, ...row }) => ({ ...row, ...extras })),
    goals,
    failed: all.flatMap(({ failed }) => failed),
  };
}

export function workText({ work, comparisons, rows, failed }: Measured, style: TableStyle): string {
  const title = style === 'markdown' ? `### ${work}\n` : `${work}:`;
  const item = style === 'markdown' ? '* ' : '  ';
  const lines = [
    ...comparisons.map((it) => `${item}${it.work}: ${it.description}`),
    ...peersOf(comparisons).flatMap(({ peer, version, absent }) => {
      if (absent !== undefined) return [`${item}${peer}: absent, since ${absent}`];
      return version === undefined ? [] : [`${item}${peer}: version ${version}`];
    }),
    ...failed.map((it) => `${item}${it.work}: failed; the reason is told at the end`),
  ];
  return [title, lines.join('\n'), '', ...(rows.length > 0 ? [rowTableOf(rows, style), ''] : [])].join('\n');
}

export function goalsText(goals: readonly Reached[], machine: Machine, style: TableStyle): string {
  const table = tableOf(
    goals,
    [
      { head: 'goal', isText: true, cell: ({ goal }) => goal },
      { head: 'measured', cell: ({ measured }) => (measured === null ? '-' : measured.toFixed(measured < 10 ? 2 : 1)) },
      { head: 'reached', isText: true, cell: verdictOf },
    ],
    style,
  );
  return [machineText(machine), '', table, ...(style === 'text' ? [LEGEND] : [])].join('\n');
}

/** What was not measured as it should have been, and why. */
export function failedText(failed: readonly Failure[]): string {
  return failed.map(({ work, why }) => `${work} failed: ${why.trimEnd()}`).join('\n');
}

function verdictOf({ measured, isReached }: Reached): string {
  if (measured === null) return 'not measured';
  if (isReached === null) return 'not judged: not all of the work';
  return isReached ? 'yes' : 'no';
}
