// Where everything in a drawing of a chart stands: that nothing lies over what is to be read.
import { describe, expect, test } from 'vitest';
import type { Drawing, Rect } from '../../../src/inspector/page/chart/drawing.ts';
import { rounded } from '../../../src/inspector/page/chart/drawing.ts';
import { chartOf } from '../../../src/inspector/recording/chart-of.ts';
import { scenarios } from '../../../src/scenarios/index.ts';
import { laidOut, largeChart, lift } from './charts.ts';

const charts = [
  ...scenarios.flatMap(({ kinds }) => Object.entries(kinds).map(([kind, machine]) => chartOf(kind, machine))),
  lift,
  largeChart(3),
];

describe.each(charts.map((chart) => [chart.kind, chart] as const))('the drawing of %s', { timeout: 60_000 }, (_, chart) => {
  test.each(['DOWN', 'RIGHT'] as const)('covers nothing that is to be read, with arrows that lead %s', async (direction) => {
    const drawing = await laidOut(chart, { direction });
    const leaves = drawing.states.filter(({ box }) => box.state.states.length === 0).map(({ rect }) => rect);
    const labels = labelsOf(drawing);
    expect(overlaps([...leaves, ...labels])).toEqual([]);
    const whole = { x: 0, y: 0, width: drawing.width, height: drawing.height };
    for (const rect of [...leaves, ...labels]) expect(isWithin(rect, whole)).toBe(true);
  });

  test('holds each state within the one around it, and text within its box', async () => {
    const { states } = await laidOut(chart);
    for (const { box, rect } of states) {
      expect(rect.width).toBeGreaterThanOrEqual(box.width - 1);
      expect(rect.height).toBeGreaterThanOrEqual(box.height - 1);
      for (const child of box.state.states) {
        const inner = states.find((it) => it.box.state.path === child.path);
        expect(inner && isWithin(inner.rect, { ...rect, y: rect.y + box.height - 1, height: rect.height - box.height + 1 })).toBe(true);
      }
    }
  });

  test('has an arrow from state to state for each transition that leaves one', async () => {
    const { states, arrows } = await laidOut(chart);
    const drawn = new Set(arrows.flatMap(({ arrow }) => arrow.transitions));
    for (const [number, { from, to }] of chart.transitions.entries()) expect(drawn.has(number)).toBe(to.some((target) => target !== from));
    for (const { arrow, path } of arrows) {
      const [start, end] = endsOf(path);
      expect(isAtBorder(start, rectOf(states, arrow.from))).toBe(true);
      expect(isAtBorder(end, rectOf(states, arrow.to))).toBe(true);
    }
  });
});

describe('a drawing', () => {
  test('draws a collapsed state as one, and what leads into it to its box', async () => {
    const { states, arrows } = await laidOut(lift, { collapsed: new Set(['cage.moving']) });
    const paths = states.map(({ box }) => box.state.path);
    expect(paths).toContain('cage.moving');
    expect(paths.filter((path) => path.startsWith('cage.moving.'))).toEqual([]);
    expect(arrows.filter(({ arrow }) => arrow.to === 'cage.moving')).toHaveLength(1);
    expect(arrows.filter(({ arrow }) => arrow.from === 'cage.moving').map(({ arrow }) => arrow.to)).toEqual(['cage.standing']);
  });

  test('marks regions, and where each compound state begins', async () => {
    const { states, beginnings } = await laidOut(lift);
    expect(states.filter(({ isRegion }) => isRegion).map(({ box }) => box.state.path)).toEqual(['cage', 'alarm']);
    expect(beginnings.map(({ of }) => of)).toEqual(['cage.standing', 'cage.moving.up', 'alarm.off']);
  });

  test('begins at the top', async () => {
    const { states } = await laidOut(largeChart(1));
    const tops = states.slice(2).map(({ rect }) => rect.y);
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
  });

  test('rounds corners, by no more than there is room for', () => {
    expect(
      rounded([
        { x: 0, y: 0 },
        { x: 0, y: 4 },
        { x: 20, y: 4 },
      ]),
    ).toBe('M 0 0 L 0 2 Q 0 4 5 4 L 20 4');
  });
});

function labelsOf({ arrows }: Drawing): readonly Rect[] {
  return arrows.flatMap(({ label }) => (label ? [{ x: label.x, y: label.y, width: label.of.width, height: label.of.height }] : []));
}

function overlaps(rects: readonly Rect[]): readonly (readonly [Rect, Rect])[] {
  return rects.flatMap((a, at) => rects.slice(at + 1).flatMap((b) => (isOver(a, b) ? [[a, b] as const] : [])));
}

function isOver(a: Rect, b: Rect): boolean {
  return a.x + a.width > b.x + 0.5 && b.x + b.width > a.x + 0.5 && a.y + a.height > b.y + 0.5 && b.y + b.height > a.y + 0.5;
}

function isWithin(inner: Rect, outer: Rect): boolean {
  return (
    inner.x >= outer.x - 1 &&
    inner.y >= outer.y - 1 &&
    inner.x + inner.width <= outer.x + outer.width + 1 &&
    inner.y + inner.height <= outer.y + outer.height + 1
  );
}

function rectOf(states: Drawing['states'], path: string): Rect {
  const found = states.find(({ box }) => box.state.path === path);
  if (!found) throw new Error(`'${path}' is not drawn`);
  return found.rect;
}

function endsOf(path: string): readonly [readonly [number, number], readonly [number, number]] {
  const numbers = path.match(/-?[\d.]+/g)?.map(Number) ?? [];
  return [
    [numbers[0] ?? NaN, numbers[1] ?? NaN],
    [numbers.at(-2) ?? NaN, numbers.at(-1) ?? NaN],
  ];
}

function isAtBorder([x, y]: readonly [number, number], rect: Rect): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 1.5;
  const across = x > rect.x - 1.5 && x < rect.x + rect.width + 1.5;
  const down = y > rect.y - 1.5 && y < rect.y + rect.height + 1.5;
  return across && down && (near(x, rect.x) || near(x, rect.x + rect.width) || near(y, rect.y) || near(y, rect.y + rect.height));
}
