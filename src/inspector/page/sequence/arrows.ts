/** From where to where the arrow of an event goes, and where its texts stand so that they do not cover it. In CSS pixels. */
import type { Geometry } from './geometry.ts';
import type { Mark } from './marks.ts';

/** In a row: where arrows end; below it, what they say is not crossed by them. */
export const ARROW_Y = 6;
/** Where arrows begin, and marks on lanes stand. */
export const MARK_Y = 11;
const BASELINE_Y = 15;
const BELOW_ARROW_Y = 17;

/** Of an arrow whose other end has no lane. */
const STUB = 30;

export interface Arrow {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export interface PlacedMark {
  readonly mark: Mark;
  /** The top of its row. */
  readonly y: number;
  /** The top of the row of the event that led to it; null: it is not to be seen. */
  readonly sentY: number | null;
}

/** Null: a mark on the lane alone. */
export function arrowOf({ mark, y, sentY }: PlacedMark, { x, edge }: Geometry): Arrow | null {
  const { type, lane, from, isFromNobody } = mark;
  const y1 = y + ARROW_Y;
  if (lane === null) return from === null ? null : { x0: x(from), y0: y1, x1: x(from) + STUB, y1 };
  if (type === 'timer' || type === 'start' || (type === 'spawned' && isFromNobody)) return null;
  if (from !== null) return { x0: x(from), y0: sentY === null ? y1 : sentY + MARK_Y, x1: x(lane), y1 };
  return { x0: isFromNobody ? Math.min(edge, x(lane) - STUB) : x(lane) - STUB, y0: y1, x1: x(lane), y1 };
}

export function isMissed({ type }: Mark): boolean {
  return type === 'dead letter' || type === 'lost' || type === 'partitioned';
}

/** Where a message that was missed came to its end. */
export function crossOf({ x0, y0, x1, y1 }: Arrow, { type }: Mark): { readonly x: number; readonly y: number } {
  const length = Math.max(Math.hypot(x1 - x0, y1 - y0), 1);
  const share = type === 'dead letter' ? 1 - Math.min(9 / length, 1) : 0.6;
  return { x: x0 + (x1 - x0) * share, y: y0 + (y1 - y0) * share };
}

export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

/** Of what is told: below the arrow, at its head; where there is no room before the head, after it. */
export function labelPlace({ mark, y }: PlacedMark, arrow: Arrow | null, { x, edge }: Geometry, width: number): TextPlace {
  if (mark.lane === null) return { x: (arrow?.x1 ?? 0) + 5, y: y + MARK_Y, anchor: 'start' };
  const at = x(mark.lane);
  if (!arrow) return { x: at + 10, y: y + BASELINE_Y, anchor: 'start' };
  if (arrow.x0 === arrow.x1) return { x: at + 24, y: y + BASELINE_Y, anchor: 'start' };
  const isStub = mark.from === null && !mark.isFromNobody;
  const hasRoom = at - 11 - width > edge;
  return arrow.x0 < arrow.x1 && !isStub && hasRoom
    ? { x: at - 11, y: y + BELOW_ARROW_Y, anchor: 'end' }
    : { x: at + 11, y: y + (arrow.x0 < arrow.x1 ? BASELINE_Y : BELOW_ARROW_Y), anchor: 'start' };
}
