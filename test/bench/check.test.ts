import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explored } from '../../bench/sides/exploration.ts';
import { parsePan } from '../../bench/sides/pan.ts';
import { slotsLog2, spinSides } from '../../bench/sides/spin.ts';
import { managersFor, statesOf } from '../../bench/two-phase-commit.ts';

/** As Spin 6.5.2 prints it, depth first with 8 managers. */
const DEPTH_FIRST = `Depth=      25 States=    1e+06 Transitions= 6.29e+06 Memory=   146.624	t=     2.01 R=   5e+05

(Spin Version 6.5.2 -- 6 December 2019)

Full statespace search for:
	never claim         	- (none specified)
	assertion violations	+
	cycle checks       	- (disabled by -DSAFETY)
	invalid end states	+

State-vector 108 byte, depth reached 25, errors: 0
  1745408 states, stored
  9911810 states, matched
 11657218 transitions (= stored+matched)
        0 atomic steps
hash conflicts:   1083966 (resolved)

Stats on memory usage (in Megabytes):
  213.062	equivalent memory usage for states (stored*(State-vector + overhead))
  120.130	actual memory usage for states (compression: 56.38%)
         	state-vector as stored = 52 byte + 20 byte overhead
   32.000	memory used for hash table (-w22)
   45.777	memory used for DFS stack (-m1000000)
  197.796	total actual memory usage

pan: elapsed time 4.1 seconds
pan: rate 425709.27 states/second
`;

test('the number of states is known for every number of managers', () => {
  expect([3, 4, 5, 6, 8, 9].map(statesOf)).toEqual([288, 1_568, 8_832, 50_816, 1_745_408, 10_340_352]);
});

test('less work is fewer managers, each of whom makes six times as many states', () => {
  expect([1, 0.5, 0.17, 0.03, 0.000_001].map((size) => managersFor(9, size))).toEqual([9, 9, 8, 7, 3]);
  expect(managersFor(9, 1_000_000)).toBe(12);
});

test('Spin has a place in its hash table for each state, and less than twice as many', () => {
  expect([3, 5, 8, 9].map(slotsLog2)).toEqual([9, 14, 21, 24]);
});

test('what pan says of a search is read', () => {
  expect(parsePan(DEPTH_FIRST)).toEqual({ states: 1_745_408, wallMs: 4_100, memoryBytes: 197.796 * 2 ** 20 });
  expect(parsePan(DEPTH_FIRST.replace('  1745408 states', '1.0340352e+07 states')).states).toBe(10_340_352);
});

test('a search of pan that is no measurement is refused, and told why', () => {
  const cut = `error: max search depth too small\n${DEPTH_FIRST}`;
  expect(() => parsePan(cut)).toThrow('pan did not see all states: error: max search depth too small');
  expect(() => parsePan(`Warning: Search not completed\n${DEPTH_FIRST}`)).toThrow('did not see all states');
  expect(() => parsePan(DEPTH_FIRST.replace('errors: 0', 'errors: 1'))).toThrow('pan found 1 errors');
  expect(() => parsePan('')).toThrow('pan did not print its number of errors');
});

test('a search is checked by its number of states, and measured by what it held', async () => {
  const figures = await explored(() => Promise.resolve({ states: 288, wallMs: 5, memoryBytes: 28_800 }));
  expect(figures).toMatchObject({ wallMs: 5, peakMemoryBytes: 28_800, check: [288], extras: { bytesPerState: 100 } });
});

test('both models of Spin, searched either way, have all states of two-phase commit, where Spin is', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'chartwright-bench-'));
  try {
    const sides = spinSides(4, { scratch });
    expect(sides.map(({ mode }) => mode)).toEqual([
      'processes, depth first',
      'processes, breadth first',
      'one process, depth first',
      'one process, breadth first',
    ]);
    for (const side of sides.filter(({ absent }) => absent === undefined)) expect((await side.run()).check).toEqual([statesOf(4)]);
  } finally {
    rmSync(scratch, { recursive: true });
  }
});
