/** Draws the timeline: pixels of bars first, then labels, then what lies over them. */
import { BarPixels, type PaintedArea, type PaintedLane } from './bar-pixels.ts';
import { FittedText } from './fitted-text.ts';
import { AXIS_HEIGHT, BAR_INSET, ROW_HEIGHT, rowsTop, visibleRows } from './layout.ts';
import { drawAxis, drawBarFrame, drawCursor, drawEnd, drawSpan, type Plane } from './overlay.ts';
import type { Palette } from './palette.ts';
import type { TimeRange } from './range.ts';
import { stateName } from './state-names.ts';
import { ticksOf } from './ticks.ts';
import type { Timeline } from './timeline.ts';

/** Between ticks, at least: enough for their labels. In CSS pixels. */
const TICK_DISTANCE = 112;
const LABEL_INSET = 4;

interface Label {
  readonly state: number;
  readonly from: number;
  readonly to: number;
  readonly top: number;
}

export class Drawing {
  readonly #context: CanvasRenderingContext2D;
  readonly #bars = new BarPixels();
  readonly #texts: FittedText;

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
    this.#texts = new FittedText((text) => context.measureText(text).width);
  }

  /** @param scale pixels of the device in one of CSS */
  draw(timeline: Timeline, palette: Palette, scale: number): void {
    const { width, height } = timeline.size.value;
    const columns = Math.round(width * scale);
    const lines = Math.round(height * scale);
    if (columns < 1 || lines < 1) return;
    const context = this.#context;
    if (context.canvas.width !== columns || context.canvas.height !== lines) {
      context.canvas.width = columns;
      context.canvas.height = lines;
    }
    const range = snapped(timeline.range.value, columns);
    const plane: Plane = { context, palette, width, height, x: (atMs) => ((atMs - range.fromMs) / (range.toMs - range.fromMs)) * width };
    const ticks = ticksOf(range, Math.floor(width / TICK_DISTANCE));
    const tickColumns = ticks.map(({ atMs }) => Math.round(plane.x(atMs) * scale)).filter((x) => x >= 0 && x < columns);

    this.#bars.begin({ width: columns, height: lines, scale }, tickColumns, palette);
    const labels = this.#paintBars(timeline, palette, { range, columns, scale });
    this.#bars.show(context);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    this.#writeLabels(timeline, labels, palette);
    drawBarFrame(plane, timeline);
    drawAxis(plane, ticks);
    drawEnd(plane, timeline.run.value.toMs);
    drawSpan(plane, timeline.choosing.value);
    drawCursor(plane, timeline.cursorMs.value);
  }

  /** Returns the labels for which there may be room. */
  #paintBars(
    timeline: Timeline,
    palette: Palette,
    at: { readonly range: TimeRange; readonly columns: number; readonly scale: number },
  ): readonly Label[] {
    const { store, layout, run } = timeline;
    const { range, columns, scale } = at;
    const { pinned, height } = layout.value;
    const top = rowsTop(pinned);
    const lane = (actor: number, laneTop: number): PaintedLane => ({ actor, top: laneTop, isSelected: actor === store.selected.value });
    const rows = visibleRows(layout.value);
    const areas: readonly PaintedArea[] = [
      { top: AXIS_HEIGHT, bottom: top, lanes: pinned.map((actor, row) => lane(actor, AXIS_HEIGHT + row * ROW_HEIGHT)) },
      { top, bottom: height, lanes: rows.flatMap(({ row, top: at }) => (row.type === 'lane' ? [lane(row.actor, at)] : [])) },
    ];
    for (const { row, top: at } of rows) if (row.type === 'kind') this.#bars.fillRow(at, { top, bottom: height }, palette.pixels.ground2);
    const labels: Label[] = [];
    const sampled = { fromMs: range.fromMs, columnMs: (range.toMs - range.fromMs) / columns, count: columns, endMs: run.value.toMs };
    for (const area of areas)
      this.#bars.paint(store.source.events, sampled, palette, area, (state, from, to, { top }) => {
        labels.push({ state, from: from / scale, to: to / scale, top });
      });
    return labels;
  }

  #writeLabels({ store, layout }: Timeline, labels: readonly Label[], palette: Palette): void {
    const context = this.#context;
    const top = rowsTop(layout.value.pinned);
    context.font = `11px ${palette.font}`;
    context.textBaseline = 'middle';
    context.fillStyle = palette.onBar;
    for (const label of labels) {
      // What the pinned lanes cover is not written over them.
      if (label.top > AXIS_HEIGHT && label.top < top && label.top + BAR_INSET * 2 > top) continue;
      const text = this.#texts.cut(stateName(store.source.events, label.state), label.to - label.from - 2 * LABEL_INSET);
      if (text !== '') context.fillText(text, label.from + LABEL_INSET, label.top + ROW_HEIGHT / 2 + 0.5);
    }
  }
}

/** Columns stay at the same times as one moves along, so that what they show does not flicker. */
function snapped({ fromMs, toMs }: TimeRange, columns: number): TimeRange {
  const columnMs = (toMs - fromMs) / columns;
  const snappedMs = Math.round(fromMs / columnMs) * columnMs;
  return { fromMs: snappedMs, toMs: snappedMs + toMs - fromMs };
}
