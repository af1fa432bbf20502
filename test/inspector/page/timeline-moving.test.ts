/** The range of time in view, the ticks in it, and the lanes. */
import { describe, expect, test } from 'vitest';
import { laneRows, type LaneChoice } from '../../../src/inspector/page/timeline/lanes.ts';
import { actorAt, AXIS_HEIGHT, ROW_HEIGHT, scrollToLane, visibleRows } from '../../../src/inspector/page/timeline/layout.ts';
import { around, ending, fitted, panned, showing, zoomed } from '../../../src/inspector/page/timeline/range.ts';
import { ticksOf } from '../../../src/inspector/page/timeline/ticks.ts';

const run = { fromMs: 0, toMs: 1000 };

describe('the range in view', () => {
  test('zooms around a time, which stays where it is', () => {
    const range = zoomed({ fromMs: 200, toMs: 600 }, 0.5, 300, run);
    expect(range).toEqual({ fromMs: 250, toMs: 450 });
  });

  test('shows at most all of the run, and at least something of it', () => {
    expect(zoomed({ fromMs: 0, toMs: 900 }, 100, 0, run)).toEqual(fitted(run));
    expect(panned({ fromMs: 900, toMs: 1000 }, 5000, run)).toEqual({ fromMs: 950, toMs: 1050 });
    expect(panned({ fromMs: 900, toMs: 1000 }, -5000, run)).toEqual({ fromMs: -50, toMs: 50 });
  });

  test('has an end to how close one gets', () => {
    const { fromMs, toMs } = zoomed({ fromMs: 100, toMs: 101 }, 1e-9, 100.5, run);
    expect(toMs - fromMs).toBeCloseTo(0.01);
  });

  test('looks at a bar with room around it, even at one that takes no time', () => {
    expect(around({ fromMs: 200, toMs: 300 }, run)).toEqual({ fromMs: 185, toMs: 315 });
    const { fromMs, toMs } = around({ fromMs: 200, toMs: 200 }, run);
    expect([fromMs < 200, toMs > 200]).toEqual([true, true]);
  });

  test('moves for a time that is not in it, and only then', () => {
    const range = { fromMs: 100, toMs: 200 };
    expect(showing(range, 150)).toBe(range);
    expect(showing(range, 50)).toEqual({ fromMs: 45, toMs: 145 });
    expect(showing(range, 400)).toEqual({ fromMs: 305, toMs: 405 });
  });

  test('goes along with the end of the run', () => {
    expect(ending({ fromMs: 100, toMs: 200 }, 220)).toEqual({ fromMs: 125, toMs: 225 });
    expect(ending({ fromMs: 100, toMs: 200 }, 150)).toEqual({ fromMs: 100, toMs: 200 });
  });
});

describe('ticks', () => {
  const labels = (fromMs: number, toMs: number, most: number): readonly string[] =>
    ticksOf({ fromMs, toMs }, most).map(({ label }) => label);

  test('stand at round times', () => {
    expect(labels(0, 4 * 3_600_000, 5)).toEqual(['00:00:00', '01:00:00', '02:00:00', '03:00:00', '04:00:00']);
    expect(labels(61_500, 64_100, 3)).toEqual(['00:01:02', '00:01:03', '00:01:04']);
    expect(labels(0, 7 * 86_400_000, 4)).toEqual(['day 0', 'day 2', 'day 4', 'day 6']);
  });

  test('tell milliseconds and less from each other', () => {
    expect(labels(1000, 1002, 3)).toEqual(['00:00:01.000', '00:00:01.001', '00:00:01.002']);
    expect(labels(1, 1.0015, 9)).toEqual(['00:00:00.001 000', '00:00:00.001 001']);
  });

  test('are no more than there is room for', () => {
    for (let spanMs = 0.01; spanMs < 1e11; spanMs *= 1.7)
      expect(ticksOf({ fromMs: 0.3 * spanMs, toMs: 1.3 * spanMs }, 6).length).toBeLessThanOrEqual(7);
  });
});

describe('lanes', () => {
  const actors = [
    { id: 'user-10', kind: 'user', place: null },
    { id: 'disk', kind: 'disk', place: 'cellar' },
    { id: 'user-9', kind: 'user', place: null },
    { id: 'user-x', kind: 'user', place: null },
  ];
  const choice: LaneChoice = { kinds: [], filter: '', collapsed: new Set(), pinned: new Set(), isThere: (actor) => actor !== 3 };
  const told = (more: Partial<LaneChoice>): readonly string[] =>
    laneRows(actors, { ...choice, ...more }).map((row) =>
      row.type === 'kind' ? `${row.kind} (${row.lanes})` : (actors[row.actor]?.id ?? ''),
    );

  test('stand under their kinds, in the order of their names, without those who take no step', () => {
    expect(told({})).toEqual(['user (2)', 'user-9', 'user-10', 'disk (1)', 'disk']);
    expect(told({ kinds: ['oven', 'disk'] })).toEqual(['disk (1)', 'disk', 'user (2)', 'user-9', 'user-10']);
  });

  test('can be put away, but for those that are searched for', () => {
    expect(told({ collapsed: new Set(['user']) })).toEqual(['user (2)', 'disk (1)', 'disk']);
    expect(told({ collapsed: new Set(['user']), filter: ' USER-1' })).toEqual(['user (1)', 'user-10']);
    expect(told({ filter: 'cellar' })).toEqual(['disk (1)', 'disk']);
  });

  test('are not there twice when they are pinned', () => {
    expect(told({ pinned: new Set([1, 2]) })).toEqual(['user (1)', 'user-10']);
  });

  test('are where they are drawn, and only those in view are drawn', () => {
    const rows = laneRows(
      Array.from({ length: 1000 }, (_, at) => ({ id: `a-${at}`, kind: 'a', place: null })),
      { ...choice, isThere: () => true },
    );
    const layout = { pinned: [7], rows, scrollTop: 500 * ROW_HEIGHT + 5, height: AXIS_HEIGHT + 11 * ROW_HEIGHT };
    const seen = visibleRows(layout);
    expect(seen).toHaveLength(11);
    for (const { row, top } of seen.slice(1)) expect(actorAt(layout, top + 1)).toBe(row.type === 'lane' ? row.actor : undefined);
    expect(actorAt(layout, AXIS_HEIGHT + 1)).toBe(7);
    expect(actorAt(layout, 3)).toBeUndefined();
    expect(scrollToLane(layout, 505)).toBe(layout.scrollTop);
    expect(visibleRows({ ...layout, scrollTop: scrollToLane(layout, 900) }).at(-1)?.row).toEqual({ type: 'lane', actor: 900 });
    expect(scrollToLane(layout, 2)).toBe(3 * ROW_HEIGHT);
  });
});
