/** What stands in the rows of the sequence diagram, and where. */
import { describe, expect, test } from 'vitest';
import { arrowOf, crossOf, labelPlace } from '../../../src/inspector/page/sequence/arrows.ts';
import { causalChain } from '../../../src/inspector/page/sequence/causes.ts';
import { geometryOf, leftShowing } from '../../../src/inspector/page/sequence/geometry.ts';
import { markOf, sentenceOf } from '../../../src/inspector/page/sequence/marks.ts';
import { bounded, revealed, scrolledHeight, scrollTopAt, topAt } from '../../../src/inspector/page/sequence/scrolling.ts';
import { asideOf } from '../../../src/inspector/page/sequence/offside.tsx';
import { FLAG, NONE } from '../../../src/inspector/protocol/columns.ts';
import { tableOf } from './event-tables.ts';

const events = tableOf([
  { type: 'start', actor: 'a', state: { x: 'off', y: { on: 'slow' } } },
  { type: 'timer', actor: 'a', word: 'nap (in a.x.off)', state: { x: 'off', y: { on: 'fast' } }, cause: 0 },
  { type: 'spawned', actor: 'b', state: 'idle', cause: 1 },
  { actor: 'b', sender: 'a', word: 'ask', state: 'idle', cause: 1 },
  { type: 'arrival', actor: 'a', word: 'came', state: { x: 'off', y: { on: 'fast' } } },
  { type: 'lost', actor: 'c', sender: 'b', word: 'ask', cause: 3 },
  { actor: 'b', sender: 'b', word: 'note', state: 'done', cause: 3, flags: FLAG.final },
]);
const placeOf = (actor: number): number | null => (actor < 2 ? actor : null);

describe('the mark of an event', () => {
  test('says what is new of a state, and nothing if nothing is', () => {
    expect(markOf(events, 0, { placeOf })?.entered).toBe('x.off + on.slow');
    expect(markOf(events, 1, { placeOf })?.entered).toBe('on.fast');
    expect(markOf(events, 3, { placeOf })?.entered).toBeNull();
  });

  test('names timers and messages, and whoever has no lane', () => {
    expect(markOf(events, 1, { placeOf })).toMatchObject({ label: 'nap', lane: 0, from: null, isFromNobody: true });
    expect(markOf(events, 2, { placeOf })).toMatchObject({ label: 'started', lane: 1, from: 0, isFromNobody: false });
    expect(markOf(events, 5, { placeOf })).toMatchObject({ label: 'ask (lost) to c', lane: null, from: 1, state: null });
    expect(markOf(events, 3, { placeOf: (actor) => (actor === 1 ? 0 : null) })?.label).toBe('ask from a');
    expect(markOf(events, 6, { placeOf })?.isFinal).toBe(true);
    expect(markOf(events, 7, { placeOf })).toBeUndefined();
  });

  test('is told in a sentence', () => {
    expect(Array.from({ length: 7 }, (_, n) => sentenceOf(events, n))).toEqual([
      'a started, then: x.off + y.on.slow',
      'timer nap (in a.x.off) of a, then: x.off + y.on.fast',
      'b was started by a, then: idle',
      'ask from a to b, then: idle',
      'came from outside to a, then: x.off + y.on.fast',
      'ask from b to c was lost',
      'note from b to b, then: done',
    ]);
    expect(sentenceOf(events, 3, false)).toBe('ask from a to b');
  });
});

describe('an arrow', () => {
  const geometry = geometryOf(2, { width: 500, left: 0, gutter: 92 });
  const placed = (n: number, sentY: number | null) => {
    const mark = markOf(events, n, { placeOf });
    if (!mark) throw new Error('no such event');
    return { mark, y: 100, sentY };
  };

  test('begins where it was sent, or in its row if that is not to be seen', () => {
    expect(arrowOf(placed(3, 40), geometry)).toEqual({ x0: geometry.x(0), y0: 51, x1: geometry.x(1), y1: 106 });
    expect(arrowOf(placed(3, null), geometry)).toMatchObject({ y0: 106, y1: 106 });
  });

  test('comes from the edge if it comes from outside; timers and starts have none', () => {
    expect(arrowOf(placed(4, null), geometry)).toMatchObject({ x0: geometry.edge, x1: geometry.x(0) });
    expect([arrowOf(placed(0, null), geometry), arrowOf(placed(1, 40), geometry)]).toEqual([null, null]);
  });

  test('to a lane that is not shown is short, and ends in a cross if it was missed', () => {
    const missed = placed(5, null);
    const arrow = arrowOf(missed, geometry);
    expect(arrow).toMatchObject({ x0: geometry.x(1), x1: geometry.x(1) + 30 });
    expect(arrow && crossOf(arrow, missed.mark).x).toBeCloseTo(geometry.x(1) + 18);
    expect(labelPlace(missed, arrow, geometry, 50)).toMatchObject({ anchor: 'start', x: geometry.x(1) + 35 });
  });

  test('has its text before its head, or after it where there is no room', () => {
    const arrival = placed(4, null);
    const arrow = arrowOf(arrival, geometry);
    expect(labelPlace(arrival, arrow, geometry, 30)).toMatchObject({ anchor: 'end', x: geometry.x(0) - 11 });
    expect(labelPlace(arrival, arrow, geometry, 300)).toMatchObject({ anchor: 'start', x: geometry.x(0) + 11 });
  });
});

test('what is written where one does not see it is told at the side where it is', () => {
  const side = (n: number, left: number) => {
    const mark = markOf(events, n, { placeOf });
    const geometry = geometryOf(12, { width: 260, left, gutter: 92 });
    return mark && asideOf({ mark, y: 0, sentY: null }, { geometry, width: 260, widthOf: (text) => text.length * 6 });
  };
  expect([side(1, 0), side(1, 92)]).toEqual([null, null]);
  expect(side(1, 200)).toEqual({ side: 'left', isPartly: false });
  expect(side(6, 0)).toEqual({ side: 'right', isPartly: false });
  expect(side(3, 0)).toEqual({ side: 'right', isPartly: true });
});

test('lanes share the width there is, and are scrolled into view', () => {
  expect(geometryOf(3, { width: 900, left: 0, gutter: 92 }).width).toBeLessThanOrEqual(900);
  expect(geometryOf(12, { width: 700, left: 0, gutter: 92 }).width).toBeGreaterThan(700);
  expect(leftShowing(0, 12, { width: 700, left: 300, gutter: 92 })).toBeLessThan(90);
  const { width, x } = geometryOf(12, { width: 700, left: leftShowing(11, 12, { width: 700, left: 0, gutter: 92 }), gutter: 92 });
  expect(x(11)).toBeLessThan(700 - 100);
  expect(leftShowing(11, 12, { width: 700, left: 0, gutter: 92 })).toBeLessThanOrEqual(width - 700);
  expect(leftShowing(2, 12, { width: 700, left: 10, gutter: 92 })).toBe(10);
});

test('a chain of causes is followed back as far as one looks', () => {
  const cause = Uint32Array.from([NONE, 0, 0, 1, 3, 2]);
  expect([...causalChain(cause, 4, 0)]).toEqual([4, 3, 1, 0]);
  expect([...causalChain(cause, 4, 2)]).toEqual([4, 3]);
  expect([...causalChain(cause, -1, 0)]).toEqual([]);
});

describe('scrolling', () => {
  const few = { content: 5000, view: 500 };
  const many = { content: 22_000_000 * 10, view: 500 };

  test('goes pixel by pixel as long as the browser can', () => {
    expect([topAt(1234, few), scrollTopAt(1234, few), scrolledHeight(few)]).toEqual([1234, 1234, 5000]);
  });

  test('reaches both ends, and comes back to where it was, beyond what a browser can scroll', () => {
    expect(scrolledHeight(many)).toBe(10_000_000);
    expect(topAt(0, many)).toBe(0);
    expect(topAt(10_000_000 - 500, many)).toBe(many.content - 500);
    expect(topAt(scrollTopAt(123_456_789, many), many)).toBeCloseTo(123_456_789, 3);
  });

  test('has an end where all rows are in view', () => {
    expect([topAt(50, { content: 100, view: 500 }), scrollTopAt(50, { content: 100, view: 500 })]).toEqual([0, 0]);
    expect([bounded(-5, few), bounded(9999, few)]).toEqual([0, 4500]);
  });

  test('goes no further than needed for a row to be seen, or to the middle if it is far away', () => {
    const row = (top: number) => ({ top, height: 20 });
    expect(revealed(1000, row(1200), few)).toBe(1000);
    expect(revealed(1000, row(990), few)).toBe(970);
    expect(revealed(1000, row(1490), few)).toBe(1030);
    expect(revealed(1000, row(3000), few)).toBe(2750);
  });
});
