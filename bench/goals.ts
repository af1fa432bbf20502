/** What Chartwright is to reach in each work, beside the others. */
import type { PeerName } from './comparison.ts';
import type { Row } from './row.ts';

interface Goal {
  /** As it is said to a person. */
  readonly text: string;
  /** What was measured; undefined if it was not, since a peer is absent or was left out. */
  readonly measure: (rows: readonly Row[]) => number | undefined;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Reached {
  readonly goal: string;
  readonly measured: number | null;
  /** Null if it was not measured, or not on all of the work. */
  readonly isReached: boolean | null;
}

/** A heap of a million has so many times the levels of one of ten: 20 and 3.3. */
const HEAP_GROWTH = 6;

const GOALS: readonly Goal[] = [
  faster('queue', 'xstate', 20, 'plain XState'),
  faster('queue', 'simgrid', 4, "SimGrid's mailboxes", 'mailboxes'),
  faster('queue', 'simpy', 4, 'SimPy'),
  faster('ring', 'xstate', 20, 'plain XState'),
  faster('ring', 'simgrid', 6, 'SimGrid'),
  faster('ring', 'simpy', 6, 'SimPy'),
  faster('step', 'xstate', 25, "XState's machine.transition"),
  {
    text: 'actors: at most 600 bytes an actor on the heap',
    atMost: 600,
    measure: (rows) => firstOf(rows, 'actors')?.extras['bytesPerActor'],
  },
  faster('actors', 'xstate', 10, 'plain XState'),
  faster('traces, nasa', 'chartwright --engine xstate', 5, '--engine xstate'),
  faster('traces, lcg', 'chartwright --engine xstate', 5, '--engine xstate'),
  {
    text: 'traces: the live heap of four times the jobs is at most 1.1 times as large',
    atMost: 1.1,
    measure: (rows) =>
      quotient(firstOf(rows, 'traces, open 4x')?.extras['liveHeapBytes'], firstOf(rows, 'traces, open 1x')?.extras['liveHeapBytes']),
  },
  ...[8, 9].flatMap((managers): readonly Goal[] => [
    faster(`check, ${managers} managers`, 'spin', 1, 'Spin'),
    {
      text: `check, ${managers} managers: at most 64 bytes a state`,
      atMost: 64,
      measure: (rows) => firstOf(rows, `check, ${managers} managers`)?.extras['bytesPerState'],
    },
  ]),
  {
    text: 'growth: an event of 10,000,000 costs at most 1.25 times what one of 100,000 costs',
    atMost: 1.25,
    measure: (rows) => growth(rows, 'growth, 100,000 events', 'growth, 10,000,000 events'),
  },
  {
    text: `growth: an event among 1,000,000 actors costs at most ${HEAP_GROWTH} times what one among 10 costs, as the logarithm`,
    atMost: HEAP_GROWTH,
    measure: (rows) => growth(rows, 'growth, 10 actors', 'growth, 1,000,000 actors'),
  },
  {
    text: "growth: with the actors, an event's cost grows no more than that of plain JavaScript on a heap",
    atMost: 1,
    measure(rows) {
      const [from, to] = ['growth, 10 actors', 'growth, 1,000,000 actors'];
      return quotient(growth(rows, from, to), growth(rows, from, to, 'plain-js'));
    },
  },
];

interface Judged {
  /** Of the command line. */
  readonly works: readonly string[];
  /** How much of the work was done: goals are for all of it. */
  readonly size: number;
}

/** The goals of these works. */
export function reachedBy(rows: readonly Row[], { works, size }: Judged): readonly Reached[] {
  return GOALS.filter(({ text }) => works.some((work) => text.startsWith(work))).map(
    ({ text, measure, atLeast = 0, atMost = Infinity }) => {
      const measured = measure(rows);
      const goal = madeUp(rows).reduce((said, work) => said.replace(work.replace(LIKE, ''), work), text);
      if (measured === undefined) return { goal, measured: null, isReached: null };
      return { goal, measured, isReached: size === 1 ? measured >= atLeast && measured <= atMost : null };
    },
  );
}

/** Beside the fastest of the peer's ways unless one is named. */
function faster(work: string, peer: PeerName, times: number, name: string, mode?: string): Goal {
  return {
    text: `${work}: at least ${times === 1 ? 'as fast as' : `${times} times as fast as`} ${name}`,
    atLeast: times,
    measure(rows) {
      const ratios = rows
        .filter((row) => isOf(row, work) && row.peer === peer && (mode === undefined || row.mode === mode))
        .flatMap((row) => worseRatio(row) ?? []);
      return ratios.length === 0 ? undefined : Math.min(...ratios);
    },
  };
}

/**
 * By wall time or by CPU time, whichever is worse for us: other programs on the machine may have stopped a peer for a while.
 * Not in `check`, where CPU time is that of the whole process, and Node takes longer to start than Spin.
 */
function worseRatio({ work, ratioToOurs, cpuRatioToOurs }: Row): number | null {
  return work.startsWith('check') || ratioToOurs === null ? ratioToOurs : Math.min(ratioToOurs, cpuRatioToOurs ?? ratioToOurs);
}

/** In the name of made-up work, which stands in where a trace is missing. */
const LIKE = 'like ';

function madeUp(rows: readonly Row[]): readonly string[] {
  return [...new Set(rows.map(({ work }) => work).filter((work) => work.includes(LIKE)))];
}

function isOf(row: Row, work: string): boolean {
  return row.work === work || row.work.replace(LIKE, '') === work;
}

/** The first of its rows: what all are compared with. */
function firstOf(rows: readonly Row[], work: string, peer: PeerName = 'chartwright'): Row | undefined {
  return rows.find((row) => row.work === work && row.peer === peer);
}

function growth(rows: readonly Row[], from: string, to: string, peer?: PeerName): number | undefined {
  return quotient(firstOf(rows, to, peer)?.extras['nsPerEvent'], firstOf(rows, from, peer)?.extras['nsPerEvent']);
}

function quotient(over: number | undefined, under: number | undefined): number | undefined {
  return over === undefined || under === undefined ? undefined : over / under;
}
