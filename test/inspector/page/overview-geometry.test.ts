/** Where boxes and wires of the overview are, and how figures are laid on axes. */
import { describe, expect, test } from 'vitest';
import { pointOn, routeOf } from '../../../src/inspector/page/overview/geometry.ts';
import { columnsOf, placesAcross } from '../../../src/inspector/page/overview/layout.ts';
import { amountText, axisText, indexAt, rangeOf, stepsOf } from '../../../src/inspector/page/plots/scales.ts';

const box = (x: number, y: number) => ({ x, y, width: 100, height: 50 });

describe('a wire', () => {
  test('is straight between boxes beside each other', () => {
    expect(routeOf(box(0, 0), box(200, 20))).toEqual([
      { x: 100, y: 35 },
      { x: 200, y: 35 },
    ]);
  });

  test('is the same line backwards, from the other side', () => {
    expect(routeOf(box(200, 20), box(0, 0))).toEqual([
      { x: 200, y: 35 },
      { x: 100, y: 35 },
    ]);
  });

  test('is straight between boxes above each other', () => {
    expect(routeOf(box(0, 0), box(0, 100))).toEqual([
      { x: 50, y: 50 },
      { x: 50, y: 100 },
    ]);
  });

  test('goes around what is between', () => {
    const route = routeOf(box(0, 0), box(0, 200), [box(0, 100)]);
    expect(route).toHaveLength(4);
    expect(Math.max(...route.map(({ x }) => x))).toBeGreaterThan(100);
  });

  test('runs from edge to edge across', () => {
    const [start, end] = routeOf(box(0, 0), box(300, 300));
    expect(start.y).toBe(50);
    expect(end.y).toBe(300);
  });

  test('has points at each share of it', () => {
    const route = routeOf(box(0, 0), box(200, 0));
    expect([0, 0.5, 1, 7].map((share) => pointOn(route, share).x)).toEqual([100, 150, 200, 200]);
  });
});

describe('boxes', () => {
  const kind = (title: string, compact: boolean) => {
    const panel = { kind: title, compact, shows: [] };
    return { head: { number: 0, title, place: null, panels: [panel] }, sections: [{ panel, actors: [] }] };
  };
  const titles = (widthPx: number, ...boxes: readonly ReturnType<typeof kind>[]): readonly (readonly string[])[] =>
    columnsOf(boxes, widthPx).map((column) => column.boxes.map(({ head }) => head.title));

  test('of many stand to the left of those of one', () => {
    expect(titles(760, kind('desk', false), kind('users', true), kind('memory', false))).toEqual([['users'], ['desk', 'memory']]);
  });

  test('stand in turn where all are alike', () => {
    expect(titles(760, kind('a', true), kind('b', true), kind('c', true))).toEqual([['a', 'c'], ['b']]);
  });

  test('stand one below the other where there is little room', () => {
    expect(titles(400, kind('a', true), kind('b', false))).toEqual([['a', 'b']]);
  });

  test.each([
    [1, 760, 1],
    [4, 760, 2],
    [3, 300, 1],
    [20, 760, 5],
    [200, 760, 5],
  ])('of %i places in %i px stand %i side by side', (count, widthPx, across) => {
    expect(placesAcross(count, widthPx)).toBe(across);
  });
});

describe('an axis', () => {
  test('begins at zero, and a share ends at the whole', () => {
    expect(rangeOf('share', 0.1, 0.4)).toEqual([0, 1]);
    expect(rangeOf('count', 3, 100)).toEqual([0, 106]);
    expect(rangeOf('count', null, null)).toEqual([0, 1]);
  });

  test('of time has steps that people count in', () => {
    expect(stepsOf('seconds')).toEqual(expect.arrayContaining([1, 30, 60, 900, 3600, 86_400]));
    const steps = stepsOf('seconds') ?? [];
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
  });

  test('says amounts so that two of its steps are never the same', () => {
    expect([0, 30, 60, 90, 120].map((value) => axisText(value, 'seconds'))).toEqual(['0', '30 s', '1 min', '1 min 30 s', '2 min']);
    expect(axisText(20_000, 'words')).toBe('20,000');
    expect(amountText(0.361, 'share')).toBe('36.1 %');
  });

  test('finds the sample of a time', () => {
    expect([-1, 0, 4, 5, 99].map((at) => indexAt([0, 5, 7], at))).toEqual([null, 0, 0, 1, 2]);
  });
});
