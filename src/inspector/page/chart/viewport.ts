/** Which part of a drawing is seen, and how large: moving, zooming and fitting. */
import type { Point, Rect } from './drawing.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A point (x, y) of the drawing is seen at (x * scale + left, y * scale + top). */
export interface Viewport {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

const MARGIN = 12;
const SCALE_MIN = 0.05;
const SCALE_MAX = 4;
/** A small chart is not blown up beyond this. */
const FIT_MAX = 1.35;
/** Below it text cannot be read: a large chart is shown in part at first, and whole when one asks for it. */
export const READABLE = 0.82;

/** The scale at which all of it is seen. */
export function fittingScale(drawing: Size, size: Size): number {
  const across = (size.width - 2 * MARGIN) / drawing.width;
  const down = (size.height - 2 * MARGIN) / drawing.height;
  return clamp(Math.min(across, down), SCALE_MIN, FIT_MAX);
}

/** All of it, in the middle. */
export function fitted(drawing: Size, size: Size): Viewport {
  return centred({ x: 0, y: 0, ...drawing }, size, fittingScale(drawing, size));
}

/** As much of it as can be read, around a place. */
export function readable(drawing: Size, size: Size, around: Rect): Viewport {
  const scale = fittingScale(drawing, size);
  if (scale >= READABLE) return fitted(drawing, size);
  return withinBounds(centred(around, size, READABLE), drawing, size);
}

export function centred(rect: Rect, size: Size, scale: number): Viewport {
  return {
    scale,
    left: size.width / 2 - (rect.x + rect.width / 2) * scale,
    top: size.height / 2 - (rect.y + rect.height / 2) * scale,
  };
}

/** The point of the drawing that is under `at` stays there. */
export function zoomed({ left, top, scale }: Viewport, factor: number, at: Point): Viewport {
  const next = clamp(scale * factor, SCALE_MIN, SCALE_MAX);
  const ratio = next / scale;
  return { scale: next, left: at.x - (at.x - left) * ratio, top: at.y - (at.y - top) * ratio };
}

export function moved({ left, top, scale }: Viewport, by: Point): Viewport {
  return { scale, left: left + by.x, top: top + by.y };
}

/** Moves no further than is needed for a part to be seen; as it is, if it is seen. */
export function showing(viewport: Viewport, { x, y, width, height }: Rect, size: Size): Viewport {
  const { left, top, scale } = viewport;
  const across = shift(x * scale + left, width * scale, size.width);
  const down = shift(y * scale + top, height * scale, size.height);
  return across === 0 && down === 0 ? viewport : moved(viewport, { x: across, y: down });
}

/** For a drawing in which a part has come to stand elsewhere: its upper left corner is seen where it was. */
export function anchored({ left, top, scale }: Viewport, from: Point, to: Point): Viewport {
  return { scale, left: left + (from.x - to.x) * scale, top: top + (from.y - to.y) * scale };
}

/** What the viewport shows of the drawing. */
export function seen({ left, top, scale }: Viewport, { width, height }: Size): Rect {
  return { x: -left / scale, y: -top / scale, width: width / scale, height: height / scale };
}

/** The smallest rectangle around all of them. */
export function around(rects: readonly Rect[]): Rect | undefined {
  if (rects.length === 0) return undefined;
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** Shows no more emptiness beside the drawing than a margin, where the drawing is larger than the room. */
function withinBounds({ left, top, scale }: Viewport, drawing: Size, size: Size): Viewport {
  return {
    scale,
    left: bounded(left, drawing.width * scale, size.width),
    top: bounded(top, drawing.height * scale, size.height),
  };
}

function bounded(offset: number, length: number, room: number): number {
  if (length + 2 * MARGIN <= room) return (room - length) / 2;
  return clamp(offset, room - length - MARGIN, MARGIN);
}

function shift(from: number, length: number, room: number): number {
  const margin = Math.min(3 * MARGIN, Math.max(0, (room - length) / 2));
  if (from < margin) return margin - from;
  if (from + length > room - margin) return Math.max(room - margin - (from + length), margin - from);
  return 0;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
