/** Where wires run between boxes, and where on them a message is. */

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A polyline from one box to another. */
export type Route = readonly [Point, Point, ...Point[]];

/**
 * Straight where the boxes lie beside or above each other; around what is between two in one column; else from middle to middle.
 *
 * @param others that a wire is to go around
 */
export function routeOf(from: Rect, to: Rect, others: readonly Rect[] = []): Route {
  const x = middleOfOverlap(from.x, from.width, to.x, to.width);
  const y = middleOfOverlap(from.y, from.height, to.y, to.height);
  if (y !== null && x === null) {
    const isRight = from.x < to.x;
    return [
      { x: isRight ? from.x + from.width : from.x, y },
      { x: isRight ? to.x : to.x + to.width, y },
    ];
  }
  if (x !== null && y === null) {
    const isBelow = from.y < to.y;
    const start = { x, y: isBelow ? from.y + from.height : from.y };
    const end = { x, y: isBelow ? to.y : to.y + to.height };
    const between = others.filter((it) => isBetween(it, { x, from: start.y, to: end.y }));
    return between.length === 0 ? [start, end] : around(from, to, between);
  }
  const start = centreOf(from);
  const end = centreOf(to);
  return [edgeTowards(from, end), edgeTowards(to, start)];
}

/** A point at a share of its length. */
export function pointOn(route: Route, share: number): Point {
  const lengths = route.slice(1).map((point, at) => distance(route[at] ?? point, point));
  let left = lengths.reduce((sum, it) => sum + it, 0) * Math.min(1, Math.max(0, share));
  for (const [at, length] of lengths.entries()) {
    const start = route[at];
    const end = route[at + 1];
    if (!start || !end) break;
    if (left <= length || at === lengths.length - 1) {
      const part = length === 0 ? 0 : Math.min(1, left / length);
      return { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part };
    }
    left -= length;
  }
  return route[0];
}

/** How far beside the boxes a wire runs that goes around one. */
const ASIDE = 18;

/** Along the right edges. */
function around(from: Rect, to: Rect, between: readonly Rect[]): Route {
  const x = Math.max(...[from, to, ...between].map((it) => it.x + it.width)) + ASIDE;
  const start = { x: from.x + from.width, y: centreOf(from).y };
  const end = { x: to.x + to.width, y: centreOf(to).y };
  return [start, { x, y: start.y }, { x, y: end.y }, end];
}

function isBetween(rect: Rect, { x, from, to }: { readonly x: number; readonly from: number; readonly to: number }): boolean {
  const [top, bottom] = from < to ? [from, to] : [to, from];
  return rect.x <= x && x <= rect.x + rect.width && rect.y >= top - 1 && rect.y + rect.height <= bottom + 1;
}

/** The middle of what two stretches have in common; null: nothing. */
function middleOfOverlap(a: number, aLength: number, b: number, bLength: number): number | null {
  const start = Math.max(a, b);
  const end = Math.min(a + aLength, b + bLength);
  return start < end ? (start + end) / 2 : null;
}

function centreOf({ x, y, width, height }: Rect): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

function edgeTowards(rect: Rect, target: Point): Point {
  const centre = centreOf(rect);
  const dx = target.x - centre.x;
  const dy = target.y - centre.y;
  const scale = Math.min(dx === 0 ? Infinity : rect.width / 2 / Math.abs(dx), dy === 0 ? Infinity : rect.height / 2 / Math.abs(dy), 1);
  return { x: centre.x + dx * scale, y: centre.y + dy * scale };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
