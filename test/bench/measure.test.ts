import { expect, test } from 'vitest';
import type { Comparison, Figures, PeerName, Side } from '../../bench/comparison.ts';
import { Interrupted } from '../../bench/children.ts';
import { reachedBy } from '../../bench/goals.ts';
import { measureAll } from '../../bench/measure.ts';
import { peersOf } from '../../bench/report.ts';
import { rowTableOf } from '../../bench/row-table.ts';
import { spreadOf } from '../../bench/spread.ts';

const FIGURES: Figures = { wallMs: 100, cpuMs: 150, peakMemoryBytes: 2 ** 20, check: [1, 2] };

/** Whose repetitions take these times, one after another. */
function side(peer: PeerName, wallMs: readonly number[], rest: Partial<Side> & { readonly figures?: Partial<Figures> } = {}): Side {
  const { figures, ...others } = rest;
  let repeat = 0;
  return { peer, run: () => Promise.resolve({ ...FIGURES, wallMs: wallMs[repeat++] ?? Number.NaN, ...figures }), ...others };
}

function comparison(work: string, sides: readonly Side[]): Comparison {
  return { work, description: '', amount: 1_000, unit: 'customers', sides };
}

test('the median of an even number of repetitions lies between the two in the middle', () => {
  expect(spreadOf([9, 1, 3, 4])).toEqual({ median: 3.5, min: 1, max: 9 });
  expect(spreadOf([10, 9, 100])).toEqual({ median: 10, min: 9, max: 100 });
});

test('all take turns, are looked at once at the end, and one that is absent has no row', async () => {
  const seen: string[] = [];
  const { rows, failed } = await measureAll({
    comparisons: [
      comparison('queue', [
        side('chartwright', [10, 30, 20], { look: () => Promise.resolve({ bytesPerActor: 7 }) }),
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
  expect(failed).toEqual([]);
  expect(rowTableOf(rows, 'markdown')).toContain('| queue | 1,000 | simgrid (mailboxes) | 0.0600 | 0.0400-0.0800 | 0.1500 | 3.00 |');
  expect(rowTableOf(rows, 'text')).toMatch(/queue .* 1,000 .* chartwright .* 50,000 .* 1\.0 .* 7 /);
});

test('who did not do the same is named, with both results, and has no row', async () => {
  const comparisons = [
    comparison('queue', [side('chartwright', [1]), side('simpy', [1], { mode: 'store', figures: { check: [1, 2.0001] } })]),
    comparison('ring', [side('chartwright', [1])]),
  ];
  const { rows, failed } = await measureAll({ comparisons, repeats: 1 });
  expect(rows.map(({ work }) => work)).toEqual(['ring']);
  expect(failed).toMatchObject([{ work: 'queue' }]);
  expect(failed[0]?.why).toMatch(/queue, chartwright: \[1,2\][^]*queue, simpy \(store\): \[1,2\.0001\]/);
});

test('a comparison in which somebody fails is not gone on with, and the others are', async () => {
  const seen: string[] = [];
  const broken = side('simgrid', [], { run: () => Promise.reject(new Error('simgrid, queue failed (SIGSEGV)')) });
  const comparisons = [comparison('queue', [side('chartwright', [1, 1]), broken]), comparison('ring', [side('chartwright', [2, 4])])];
  const { rows, failed } = await measureAll({ comparisons, repeats: 2, onProgress: (text) => seen.push(text) });
  expect(rows).toMatchObject([{ work: 'ring', repeats: 2, medianMs: 3 }]);
  expect(failed).toEqual([{ work: 'queue', why: 'simgrid, queue failed (SIGSEGV)' }]);
  expect(seen.filter((text) => text.includes('queue'))).toEqual(['repeat 1 of 2: queue, chartwright', 'repeat 1 of 2: queue, simgrid']);
});

test('who stops the benchmark keeps the repetitions that were whole, and is told of how many', async () => {
  let turn = 0;
  const stopped = side('xstate', [], {
    run: () => (++turn === 2 ? Promise.reject(new Interrupted('SIGINT')) : Promise.resolve(FIGURES)),
  });
  const comparisons = [
    comparison('queue', [side('chartwright', [1, 1, 1])]),
    comparison('ring', [side('chartwright', [2, 2, 2]), stopped]),
  ];
  const { rows, failed, interrupted } = await measureAll({ comparisons, repeats: 3 });
  expect(interrupted?.exitCode).toBe(130);
  expect(rows.map(({ work, peer, repeats }) => [work, peer, repeats])).toEqual([
    ['queue', 'chartwright', 2],
    ['ring', 'chartwright', 1],
    ['ring', 'xstate', 1],
  ]);
  expect(failed).toEqual([
    { work: 'queue', why: 'it was interrupted (SIGINT), after 2 of 3 repetitions' },
    { work: 'ring', why: 'it was interrupted (SIGINT), after 1 of 3 repetitions' },
  ]);
});

test('a time below what the clock can tell has no ratio', async () => {
  const sides = [side('chartwright', [10]), side('spin', [0], { figures: { cpuMs: 0 } })];
  const { rows } = await measureAll({ comparisons: [comparison('check, 8 managers', sides)], repeats: 1 });
  expect(rows[1]).toMatchObject({ medianMs: 0, ratioToOurs: null, cpuRatioToOurs: null, perSecond: null });
  expect(rowTableOf(rows, 'markdown')).toContain('| spin | 0.0000 | 0.0000-0.0000 | 0.0000 | - | - | - |');
  expect(reachedBy(rows, { works: ['check'], size: 1 })[0]).toMatchObject({ measured: null, isReached: null });
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
