import { expect, test } from 'vitest';
import type { Comparison, Figures, PeerName, Side } from '../../bench/comparison.ts';
import { reachedBy } from '../../bench/goals.ts';
import { CheckError, measureAll } from '../../bench/measure.ts';
import { peersOf } from '../../bench/report.ts';
import { rowTableOf } from '../../bench/row-table.ts';
import { spreadOf } from '../../bench/spread.ts';

const FIGURES: Figures = { wallMs: 100, cpuMs: 150, peakMemoryBytes: 2 ** 20, check: [1, 2] };

/** Whose repetitions take these times, one after another. */
function side(peer: PeerName, wallMs: readonly number[], rest: Partial<Side> & { readonly figures?: Partial<Figures> } = {}): Side {
  const { figures, ...others } = rest;
  let repeat = 0;
  return { peer, run: () => ({ ...FIGURES, wallMs: wallMs[repeat++] ?? Number.NaN, ...figures }), ...others };
}

function comparison(work: string, sides: readonly Side[]): Comparison {
  return { work, description: '', amount: 1_000, unit: 'customers', sides };
}

test('the median of an even number of repetitions lies between the two in the middle', () => {
  expect(spreadOf([9, 1, 3, 4])).toEqual({ median: 3.5, min: 1, max: 9 });
  expect(spreadOf([10, 9, 100])).toEqual({ median: 10, min: 9, max: 100 });
});

test('all take turns, are looked at once at the end, and one that is absent has no row', () => {
  const seen: string[] = [];
  const rows = measureAll({
    comparisons: [
      comparison('queue', [
        side('chartwright', [10, 30, 20], { look: () => ({ bytesPerActor: 7 }) }),
        side('spin', [], { absent: 'it is not there' }),
        side('simgrid', [40, 60, 80], { mode: 'mailboxes' }),
      ]),
    ],
    repeats: 3,
    onProgress: (text) => seen.push(text),
  });
  expect(seen).toEqual([
    'repeat 1 of 3: queue, chartwright',
    'repeat 1 of 3: queue, simgrid (mailboxes)',
    'repeat 2 of 3: queue, chartwright',
    'repeat 2 of 3: queue, simgrid (mailboxes)',
    'repeat 3 of 3: queue, chartwright',
    'repeat 3 of 3: queue, simgrid (mailboxes)',
    'a look at queue, chartwright',
  ]);
  expect(rows).toMatchObject([
    {
      peer: 'chartwright',
      repeats: 3,
      medianMs: 20,
      minMs: 10,
      maxMs: 30,
      ratioToOurs: 1,
      perSecond: 50_000,
      extras: { bytesPerActor: 7 },
    },
    { peer: 'simgrid', mode: 'mailboxes', medianMs: 60, ratioToOurs: 3, cpuRatioToOurs: 1, peakMemoryBytes: 2 ** 20, check: [1, 2] },
  ]);
  expect(rowTableOf(rows, 'markdown')).toContain('| queue | 1,000 | simgrid (mailboxes) | 0.0600 | 0.0400-0.0800 | 0.1500 | 3.00 |');
  expect(rowTableOf(rows, 'text')).toMatch(/queue .* 1,000 .* chartwright .* 50,000 .* 1\.0 .* 7 /);
});

test('who did not do the same is named, with both results', () => {
  const comparisons = [
    comparison('queue', [side('chartwright', [1]), side('simpy', [1], { mode: 'store', figures: { check: [1, 2.0001] } })]),
  ];
  const measure = (): unknown => measureAll({ comparisons, repeats: 1 });
  expect(measure).toThrow(CheckError);
  expect(measure).toThrow(/queue, chartwright: \[1,2\][^]*queue, simpy \(store\): \[1,2\.0001\]/);
});

test('peers are listed once, with their versions, or why they are absent', () => {
  const sides = [
    side('chartwright', []),
    side('simgrid', [], { version: '3.32', mode: 'mailboxes' }),
    side('simgrid', [], { version: '3.32' }),
  ];
  expect(peersOf([comparison('queue', sides), comparison('ring', [side('simpy', [], { absent: 'no Python here has it' })])])).toEqual([
    { peer: 'chartwright' },
    { peer: 'simgrid', version: '3.32' },
    { peer: 'simpy', absent: 'no Python here has it' },
  ]);
});

test('goals are judged by the fastest way of a peer, by the worse of wall and CPU time, and only on all of the work', () => {
  const sides = [
    side('chartwright', [10], { figures: { cpuMs: 150 } }),
    side('xstate', [300], { figures: { cpuMs: 6_000 } }),
    side('simpy', [90], { mode: 'resource', figures: { cpuMs: 900 } }),
    side('simpy', [30], { mode: 'store', figures: { cpuMs: 600 } }),
  ];
  const rows = measureAll({ comparisons: [comparison('queue', sides)], repeats: 1 });
  expect(reachedBy(rows, { works: ['queue'], size: 1 })).toEqual([
    { goal: 'queue: at least 20 times as fast as plain XState', measured: 30, isReached: true },
    { goal: "queue: at least 4 times as fast as SimGrid's mailboxes", measured: null, isReached: null },
    { goal: 'queue: at least 4 times as fast as SimPy', measured: 3, isReached: false },
  ]);
  const slow = measureAll({
    comparisons: [comparison('queue', [side('chartwright', [10]), side('xstate', [300], { figures: { cpuMs: 300 } })])],
    repeats: 1,
  });
  expect(reachedBy(slow, { works: ['queue'], size: 1 })[0]).toMatchObject({ measured: 2, isReached: false });
  expect(reachedBy(rows, { works: ['queue'], size: 0.5 })[0]).toMatchObject({ measured: 30, isReached: null });
});
