/**
 * Paints the bars of all lanes in view as pixels: one line of pixels a lane, repeated to its height. That takes a fraction of what as
 * many rectangles would, which matters where nothing but the processor draws.
 */
import type { EventTable } from '../model/event-table.ts';
import { laneSteps } from './lane-steps.ts';
import { BAR_INSET, ROW_HEIGHT } from './layout.ts';
import type { Palette } from './palette.ts';
import { Runs, sampleLane, type LaneColumns } from './sampling.ts';

export interface PaintedLane {
  readonly actor: number;
  /** In CSS pixels. */
  readonly top: number;
  readonly isSelected: boolean;
}

export interface PaintedArea {
  /** Lanes are cut off outside of it. In CSS pixels. */
  readonly top: number;
  readonly bottom: number;
  readonly lanes: readonly PaintedLane[];
}

/** A bar that may have room for a label, in pixels of the device. */
export type OnBar = (state: number, from: number, to: number, lane: PaintedLane) => void;

/** Narrower bars have no gap after them, so that there is something of them to see. */
const GAP_FROM_WIDTH = 4;

/** Enough for a few letters. In CSS pixels. */
const LABEL_FROM_WIDTH = 26;

export class BarPixels {
  #image = new ImageData(1, 1);
  #pixels = new Uint32Array(1);
  /** One line without a bar. */
  #ground = new Uint32Array(1);
  #line = new Uint32Array(1);
  readonly #runs = new Runs();
  #scale = 1;

  /** Empty ground with lines where the ticks are. In pixels of the device. */
  begin(
    { width, height, scale }: { readonly width: number; readonly height: number; readonly scale: number },
    ticks: readonly number[],
    palette: Palette,
  ): void {
    if (this.#image.width !== width || this.#image.height !== height) {
      this.#image = new ImageData(width, height);
      this.#pixels = new Uint32Array(this.#image.data.buffer);
      this.#ground = new Uint32Array(width);
      this.#line = new Uint32Array(width);
    }
    this.#scale = scale;
    this.#ground.fill(palette.pixels.ground);
    for (const x of ticks) this.#ground[x] = palette.pixels.line;
    for (let y = 0; y < height; y += 1) this.#pixels.set(this.#ground, y * width);
  }

  /** The ground of a row, from edge to edge. */
  fillRow(top: number, area: Omit<PaintedArea, 'lanes'>, pixel: number): void {
    const { from, to } = this.#lines(top, top + ROW_HEIGHT, area);
    this.#pixels.fill(pixel, from * this.#image.width, Math.max(from, to) * this.#image.width);
  }

  paint(events: EventTable, columns: LaneColumns, palette: Palette, area: PaintedArea, onBar: OnBar): void {
    const { width } = this.#image;
    for (const lane of area.lanes) {
      if (lane.isSelected) {
        this.#line.fill(palette.pixels.selected);
        this.fillRow(lane.top, area, palette.pixels.selected);
      } else this.#line.set(this.#ground);
      sampleLane(laneSteps(events, lane.actor), columns, this.#runs);
      this.#paintRuns(palette, lane, onBar);
      const { from, to } = this.#lines(lane.top + BAR_INSET, lane.top + ROW_HEIGHT - BAR_INSET, area);
      for (let y = from; y < to; y += 1) this.#pixels.set(this.#line, y * width);
    }
  }

  show(context: CanvasRenderingContext2D): void {
    context.putImageData(this.#image, 0, 0);
  }

  #paintRuns(palette: Palette, lane: PaintedLane, onBar: OnBar): void {
    const { from, to, state, crowded, length } = this.#runs;
    for (let run = 0; run < length; run += 1) {
      const start = from[run] ?? 0;
      const end = to[run] ?? 0;
      // What is mostly hidden behind a colour is not to look like one bar.
      const isBar = 4 * (crowded[run] ?? 0) <= end - start;
      const gap = isBar && end - start >= GAP_FROM_WIDTH && end < this.#line.length ? 1 : 0;
      this.#line.fill(palette.barPixel(state[run] ?? 0), start, end - gap);
      if (isBar && end - start > LABEL_FROM_WIDTH * this.#scale) onBar(state[run] ?? 0, start, end, lane);
    }
  }

  /** Lines of pixels between two heights, as far as they are in an area. */
  #lines(top: number, bottom: number, area: Omit<PaintedArea, 'lanes'>): { readonly from: number; readonly to: number } {
    const line = (y: number): number => Math.min(Math.max(Math.round(y * this.#scale), 0), this.#image.height);
    return { from: line(Math.max(top, area.top)), to: line(Math.min(bottom, area.bottom)) };
  }
}
