import { expect, test } from 'vitest';
import type { PeerName } from '../../bench/comparison.ts';
import { reachedBy } from '../../bench/goals.ts';
import type { Row } from '../../bench/row.ts';

function row(work: string, peer: PeerName, rest: Partial<Row> = {}): Row {
  const times = { medianMs: 1, minMs: 1, maxMs: 1, ratioToOurs: 1, cpuRatioToOurs: 1, perSecond: 1 };
  return { work, peer, repeats: 1, amount: 1, unit: 'customers', ...times, peakMemoryBytes: 1, check: [], extras: {}, ...rest };
}

test('goals are judged by the fastest way of a peer, by the worse of wall and CPU time, and only on all of the work', () => {
  const rows = [
    row('queue', 'chartwright'),
    row('queue', 'xstate', { ratioToOurs: 30, cpuRatioToOurs: 40 }),
    row('queue', 'simpy', { mode: 'resource', ratioToOurs: 9, cpuRatioToOurs: 6 }),
    row('queue', 'simpy', { mode: 'store', ratioToOurs: 3, cpuRatioToOurs: 4 }),
  ];
  expect(reachedBy(rows, { works: ['queue'], size: 1 })).toEqual([
    { goal: 'queue: at least 20 times as fast as plain XState', measured: 30, isReached: true },
    { goal: "queue: at least 4 times as fast as SimGrid's mailboxes", measured: null, isReached: null },
    { goal: 'queue: at least 4 times as fast as SimPy', measured: 3, isReached: false },
  ]);
  const slow = [row('queue', 'xstate', { ratioToOurs: 30, cpuRatioToOurs: 2 })];
  expect(reachedBy(slow, { works: ['queue'], size: 1 })[0]).toMatchObject({ measured: 2, isReached: false });
  expect(reachedBy(rows, { works: ['queue'], size: 0.5 })[0]).toMatchObject({ measured: 30, isReached: null });
});

test('a goal says so where made-up work stood in for a trace', () => {
  const of = (work: string): Row => row(work, 'chartwright --engine xstate', { ratioToOurs: 8, cpuRatioToOurs: 8 });
  const goals = reachedBy([of('traces, nasa'), of('traces, like lcg')], { works: ['traces'], size: 1 });
  expect(goals.slice(0, 2)).toEqual([
    { goal: 'traces, nasa: at least 5 times as fast as --engine xstate', measured: 8, isReached: true },
    { goal: 'traces, like lcg: at least 5 times as fast as --engine xstate', measured: 8, isReached: true },
  ]);
});

test('the checker is judged by the search that keeps fingerprints, beside the fastest of the ways of Spin', () => {
  const work = 'check, 8 managers';
  const rows = [
    row(work, 'chartwright', { extras: { bytesPerState: 60 } }),
    row(work, 'chartwright', { mode: 'exact', ratioToOurs: 2, extras: { bytesPerState: 90 } }),
    row(work, 'spin', { mode: 'processes, depth first', ratioToOurs: 3 }),
    row(work, 'spin', { mode: 'one process, depth first', ratioToOurs: 0.8, cpuRatioToOurs: 0.1 }),
  ];
  expect(reachedBy(rows, { works: ['check'], size: 1 }).slice(0, 2)).toMatchObject([
    { measured: 0.8, isReached: false },
    { measured: 60, isReached: true },
  ]);
});

test('growth with the actors is judged by its own bound, and beside plain JavaScript', () => {
  const cost = (peer: PeerName, few: number, many: number): readonly Row[] => [
    row('growth, 10 actors', peer, { extras: { nsPerEvent: few } }),
    row('growth, 1,000,000 actors', peer, { extras: { nsPerEvent: many } }),
  ];
  const goals = reachedBy([...cost('chartwright', 300, 1_800), ...cost('plain-js', 50, 400)], { works: ['growth'], size: 1 });
  expect(goals.slice(1)).toEqual([
    { goal: expect.stringContaining('costs at most 6 times what one among 10 costs'), measured: 6, isReached: true },
    {
      goal: "growth: with the actors, an event's cost grows no more than that of plain JavaScript on a heap",
      measured: 0.75,
      isReached: true,
    },
  ]);
});
