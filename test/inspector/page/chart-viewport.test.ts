// Which part of a drawing is seen: fitting, zooming, following.
import { describe, expect, test } from 'vitest';
import {
  anchored,
  around,
  centred,
  fitted,
  fittingScale,
  moved,
  READABLE,
  readable,
  seen,
  showing,
  zoomed,
} from '../../../src/inspector/page/chart/viewport.ts';

const SIZE = { width: 400, height: 300 };

describe('a viewport', () => {
  test('fits all of a drawing, in the middle, and blows a small one up a little at most', () => {
    const large = { width: 2000, height: 1000 };
    const { x, y, width, height } = seen(fitted(large, SIZE), SIZE);
    expect(x).toBeLessThan(0);
    expect(y).toBeLessThan(0);
    expect(x + width).toBeGreaterThan(2000);
    expect(y + height).toBeGreaterThan(1000);
    expect(x + width / 2).toBeCloseTo(1000);
    expect(fittingScale({ width: 10, height: 10 }, SIZE)).toBeLessThan(1.5);
  });

  test('shows a large drawing in part at first, so that it can be read, around what matters', () => {
    const drawing = { width: 3000, height: 3000 };
    const part = { x: 1500, y: 1500, width: 100, height: 50 };
    const viewport = readable(drawing, SIZE, part);
    expect(viewport.scale).toBe(READABLE);
    expect(viewport).toEqual(centred(part, SIZE, READABLE));
    // At the edge of the drawing, not much is seen of what is beyond it.
    expect(readable(drawing, SIZE, { x: 0, y: 0, width: 10, height: 10 })).toMatchObject({ left: 12, top: 12 });
    expect(readable({ width: 300, height: 200 }, SIZE, part)).toEqual(fitted({ width: 300, height: 200 }, SIZE));
  });

  test('zooms towards a point, which stays where it is, between bounds', () => {
    const before = { left: 10, top: 20, scale: 1 };
    const after = zoomed(before, 2, { x: 110, y: 120 });
    expect(after).toEqual({ scale: 2, left: -90, top: -80 });
    expect(zoomed(before, 1e9, { x: 0, y: 0 }).scale).toBe(4);
    expect(zoomed(before, 1e-9, { x: 0, y: 0 }).scale).toBe(0.05);
  });

  test('moves no further than is needed for something to be seen', () => {
    const viewport = { left: 0, top: 0, scale: 1 };
    expect(showing(viewport, { x: 100, y: 100, width: 50, height: 50 }, SIZE)).toBe(viewport);
    expect(showing(viewport, { x: 500, y: 100, width: 50, height: 50 }, SIZE)).toEqual(moved(viewport, { x: -186, y: 0 }));
    expect(showing(viewport, { x: 100, y: -80, width: 50, height: 50 }, SIZE)).toEqual(moved(viewport, { x: 0, y: 116 }));
  });

  test('keeps a part where it is, when it has come to stand elsewhere in the drawing', () => {
    expect(anchored({ left: 5, top: 5, scale: 2 }, { x: 10, y: 10 }, { x: 30, y: 0 })).toEqual({ left: -35, top: 25, scale: 2 });
  });

  test('knows the least rectangle around others', () => {
    expect(
      around([
        { x: 0, y: 5, width: 10, height: 10 },
        { x: 20, y: 0, width: 5, height: 5 },
      ]),
    ).toEqual({ x: 0, y: 0, width: 25, height: 15 });
    expect(around([])).toBeUndefined();
  });
});
