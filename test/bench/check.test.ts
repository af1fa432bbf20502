import { expect, test } from 'vitest';
import { checkRows, demandStates, measureChecks, speedsOf, type Exploration } from '../../bench/check-measure.ts';
import { parsePan } from '../../bench/check-pan.ts';
import type { CheckFigures, Explorer } from '../../bench/check-peers.ts';
import { checkTableOf, speedTextOf } from '../../bench/check-table.ts';
import { checkWorks, PEERS, statesOf, type CheckPeer } from '../../bench/check-work.ts';

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

const FIGURES: CheckFigures = { states: 0, wallMs: 1_000, cpuMs: 1_500, memoryBytes: 1e8 };

function explorer(peer: CheckPeer, figures: Partial<CheckFigures> = {}): Explorer {
  return { peer, explore: (managers) => ({ ...FIGURES, states: statesOf(managers), ...figures }) };
}

test('the number of states is known for every number of managers', () => {
  expect([3, 4, 5, 6, 8, 9].map(statesOf)).toEqual([288, 1_568, 8_832, 50_816, 1_745_408, 10_340_352]);
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

test('a peer that finds another number of states stops the benchmark', () => {
  const exploration: Exploration = { peer: 'spin, depth first', managers: 3, figures: { ...FIGURES, states: 287 } };
  expect(() => demandStates(exploration)).toThrow('spin, depth first found 287 states of two-phase commit with 3 managers; there are 288');
  const explorers = [explorer('chartwright'), explorer('@xstate/graph, all events', { states: 8_832 })];
  const seen: string[] = [];
  const measure = (): unknown => measureChecks({ works: [], repeats: 1, explorers, onProgress: (text) => seen.push(text) });
  expect(measure).toThrow('@xstate/graph, all events found 8832 states of two-phase commit with 3 managers; there are 288');
  expect(seen).toEqual(['before: 3 managers, chartwright', 'before: 3 managers, @xstate/graph, all events']);
});

test('peers take turns, and one that is absent has no row', () => {
  const seen: string[] = [];
  const absent: Explorer = { ...explorer('spin, breadth first'), absent: 'the program spin is not there' };
  const rows = measureChecks({
    works: checkWorks(8).slice(-1),
    repeats: 2,
    explorers: [explorer('chartwright'), explorer('spin, depth first'), absent],
    onProgress: (text) => seen.push(text),
  });
  expect(seen.slice(2)).toEqual([
    'repeat 1 of 2: 8 managers, chartwright',
    'repeat 1 of 2: 8 managers, spin, depth first',
    'repeat 2 of 2: 8 managers, chartwright',
    'repeat 2 of 2: 8 managers, spin, depth first',
  ]);
  expect(rows.map(({ peer, repeats }) => [peer, repeats])).toEqual([
    ['chartwright', 2],
    ['spin, depth first', 2],
  ]);
});

test('times are compared on one size, and rates on the largest of each peer', () => {
  const of = (peer: CheckPeer, managers: number, ...wallMs: readonly number[]): readonly Exploration[] =>
    wallMs.map((it) => ({ peer, managers, figures: { ...FIGURES, states: statesOf(managers), wallMs: it } }));
  const rows = checkRows(checkWorks(8), [
    ...of('chartwright', 5, 100, 120, 110),
    ...of('@xstate/graph, all events', 5, 9_000, 11_000, 13_000),
    ...of('chartwright', 8, 2_000, 5_000, 4_000),
    ...of('spin, depth first', 8, 3_000, 2_000, 2_500),
  ]);
  expect(
    rows.map(({ peer, managers, medianMs, minMs, maxMs, ratioToOurs }) => [peer, managers, medianMs, minMs, maxMs, ratioToOurs]),
  ).toEqual([
    ['chartwright', 5, 110, 100, 120, 1],
    ['@xstate/graph, all events', 5, 11_000, 9_000, 13_000, 100],
    ['chartwright', 8, 4_000, 2_000, 5_000, 1],
    ['spin, depth first', 8, 2_500, 2_000, 3_000, 0.625],
  ]);
  const [, , ours] = rows;
  expect(ours).toMatchObject({ states: 1_745_408, statesPerSecond: 436_352, cpuMedianMs: 1_500 });
  expect(ours?.bytesPerState).toBeCloseTo(57.29, 2);
  expect(ours?.statesPerCpuSecond).toBeCloseTo(1_163_605.33, 2);
  const speeds = speedsOf(rows);
  expect(speeds.map(({ peer, managers }) => [peer, managers])).toEqual([
    ['chartwright', 8],
    ['spin, depth first', 8],
    ['@xstate/graph, all events', 5],
  ]);
  expect(speeds.map(({ oursToIts }) => oursToIts.toFixed(3))).toEqual(['1.000', '0.625', '543.464']);
  expect(checkTableOf(rows)).toMatch(/8 .* 1,745,408 .* spin, depth first .* 2\.50 .* 2\.00-3\.00 .* 0\.63 .* 698,163 /);
  expect(speedTextOf(speeds)).toContain('@xstate/graph, all events: 803 (5 managers), of which ours is 543.46 times as much');
});

test('every peer has a size, and the first of all of them is ours', () => {
  const works = checkWorks(8);
  expect(new Set(works.flatMap(({ peers }) => peers))).toEqual(new Set(PEERS));
  expect(works.every(({ peers }) => peers[0] === PEERS[0])).toBe(true);
});
