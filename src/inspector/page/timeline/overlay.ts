/** What lies over the bars: the axis, the cursor, the bar at the cursor, the end of the run, and a range that is being chosen. */
import { durationLabel } from '../model/labels.ts';
import { AXIS_HEIGHT, BAR_INSET, ROW_HEIGHT, visibleRows } from './layout.ts';
import type { Palette } from './palette.ts';
import type { TimeRange } from './range.ts';
import type { Tick } from './ticks.ts';
import type { Timeline } from './timeline.ts';

/** In CSS pixels. */
export interface Plane {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
  /** Of a time. */
  readonly x: (atMs: number) => number;
}

export function drawAxis({ context, palette, width, x }: Plane, ticks: readonly Tick[]): void {
  context.fillStyle = palette.ground2;
  context.fillRect(0, 0, width, AXIS_HEIGHT);
  context.fillStyle = palette.line;
  context.fillRect(0, AXIS_HEIGHT - 1, width, 1);
  context.font = `11px ${palette.font}`;
  context.textBaseline = 'middle';
  for (const { atMs, label } of ticks) {
    const at = Math.round(x(atMs));
    context.fillStyle = palette.line;
    context.fillRect(at, AXIS_HEIGHT - 8, 1, 8);
    context.fillStyle = palette.ink2;
    context.fillText(label, at + 4, AXIS_HEIGHT / 2);
  }
}

export function drawCursor({ context, palette, width, height, x }: Plane, atMs: number | undefined): void {
  if (atMs === undefined) return;
  const at = Math.round(x(atMs));
  if (at < -6 || at > width + 6) return;
  context.fillStyle = palette.accent;
  context.fillRect(at - 0.5, 0, 1.5, height);
  context.beginPath();
  context.moveTo(at - 5, 0);
  context.lineTo(at + 6, 0);
  context.lineTo(at + 0.5, 7);
  context.fill();
}

/** Around the bar at the cursor, in the lane that is selected. */
export function drawBarFrame({ context, palette, width, x }: Plane, { bar, layout }: Timeline): void {
  const shown = bar.value;
  if (!shown) return;
  const { pinned } = layout.value;
  const pin = pinned.indexOf(shown.actor);
  const top =
    pin >= 0
      ? AXIS_HEIGHT + pin * ROW_HEIGHT
      : visibleRows(layout.value).find(({ row }) => row.type === 'lane' && row.actor === shown.actor)?.top;
  if (top === undefined) return;
  // Far beyond the edges, numbers would be too large to draw.
  const from = Math.max(x(shown.fromMs), -10);
  const to = Math.min(x(shown.toMs), width + 10);
  if (to < 0 || from > width) return;
  context.strokeStyle = palette.accent;
  context.lineWidth = 2;
  context.strokeRect(from, top + BAR_INSET - 1, Math.max(to - from, 2), ROW_HEIGHT - 2 * BAR_INSET + 2);
}

/** After it there is nothing yet. */
export function drawEnd({ context, palette, width, height, x }: Plane, endMs: number): void {
  const at = Math.max(x(endMs), 0);
  if (at >= width) return;
  context.fillStyle = palette.line;
  context.fillRect(Math.round(at), AXIS_HEIGHT, 1, height);
}

/** A range that is being chosen, with its length. */
export function drawSpan({ context, palette, height, x }: Plane, span: TimeRange | null): void {
  if (!span) return;
  const from = x(span.fromMs);
  const to = x(span.toMs);
  context.fillStyle = palette.accent;
  context.globalAlpha = 0.18;
  context.fillRect(from, 0, to - from, height);
  context.globalAlpha = 1;
  context.fillRect(from, 0, 1, height);
  context.fillRect(to, 0, 1, height);
  context.fillStyle = palette.ink;
  context.fillText(durationLabel(span.toMs - span.fromMs), from + 6, AXIS_HEIGHT + 12);
}
