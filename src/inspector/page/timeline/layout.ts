/** Where things are in the canvas of the timeline, from the top down: the axis, pinned lanes, and the rows that scroll. In CSS pixels. */
import type { LaneRow } from './lanes.ts';

export const AXIS_HEIGHT = 28;
export const ROW_HEIGHT = 22;
/** Between a bar and the edges of its lane. */
export const BAR_INSET = 3;

export interface Layout {
  readonly pinned: readonly number[];
  readonly rows: readonly LaneRow[];
  readonly scrollTop: number;
  readonly height: number;
}

export interface PlacedRow {
  readonly row: LaneRow;
  readonly top: number;
}

/** Where the rows that scroll begin. */
export function rowsTop(pinned: readonly number[]): number {
  return AXIS_HEIGHT + pinned.length * ROW_HEIGHT;
}

/** The rows that scroll and are in view, with where they are; the first one may be covered in part. */
export function visibleRows({ pinned, rows, scrollTop, height }: Layout): readonly PlacedRow[] {
  const top = rowsTop(pinned);
  const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT));
  const last = Math.min(rows.length, Math.ceil((scrollTop + height - top) / ROW_HEIGHT));
  return rows.slice(first, last).map((row, at) => ({ row, top: top + (first + at) * ROW_HEIGHT - scrollTop }));
}

/** The actor whose lane is at a height. */
export function actorAt({ pinned, rows, scrollTop }: Layout, y: number): number | undefined {
  if (y < AXIS_HEIGHT) return undefined;
  const top = rowsTop(pinned);
  if (y < top) return pinned[Math.floor((y - AXIS_HEIGHT) / ROW_HEIGHT)];
  const row = rows[Math.floor((y - top + scrollTop) / ROW_HEIGHT)];
  return row?.type === 'lane' ? row.actor : undefined;
}

/** How far to scroll for an actor's lane to be in view; where it is or is not to be seen at all, no further. */
export function scrollToLane({ pinned, rows, scrollTop, height }: Layout, actor: number): number {
  const at = rows.findIndex((row) => row.type === 'lane' && row.actor === actor);
  if (at < 0) return scrollTop;
  const lowest = at * ROW_HEIGHT;
  const highest = lowest + ROW_HEIGHT - (height - rowsTop(pinned));
  return Math.min(Math.max(scrollTop, highest), lowest);
}
