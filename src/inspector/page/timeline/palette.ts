/** The page's colours as the canvas needs them: of text and lines as CSS has them, of pixels as numbers. */
import type { EventTable } from '../model/event-table.ts';
import { stateColor } from '../model/colors.ts';
import { stateName } from './state-names.ts';

export interface Palette {
  readonly line: string;
  readonly ink: string;
  readonly ink2: string;
  readonly accent: string;
  readonly ground2: string;
  /** Of text on a bar. */
  readonly onBar: string;
  readonly font: string;
  /** Four bytes each, as they stand in the data of an image. */
  readonly pixels: Readonly<Record<'ground' | 'ground2' | 'line' | 'selected', number>>;
  /** The same, of a state's bars. */
  barPixel(state: number): number;
}

export function readPalette(element: Element, events: EventTable): Palette {
  const style = getComputedStyle(element);
  const role = (name: string): string => style.getPropertyValue(name).trim();
  const isDark = document.documentElement.dataset['theme'] === 'dark';
  const bars: number[] = [];
  return {
    line: role('--line'),
    ink: role('--ink'),
    ink2: role('--ink-2'),
    accent: role('--accent'),
    ground2: role('--ground-2'),
    onBar: isDark ? '#ffffff' : '#10131a',
    font: role('--sans'),
    pixels: {
      ground: pixelOf(role('--ground')),
      ground2: pixelOf(role('--ground-2')),
      line: pixelOf(role('--ground-3')),
      selected: pixelOf(role('--accent-ground')),
    },
    barPixel: (state) => (bars[state] ??= pixelOf(stateColor(stateName(events, state), isDark))),
  };
}

let pixel: CanvasRenderingContext2D | null | undefined;

/** The browser knows best what a colour is in bytes: it paints one pixel. */
function pixelOf(color: string): number {
  if (pixel === undefined) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    pixel = canvas.getContext('2d', { willReadFrequently: true });
  }
  if (!pixel) return 0;
  pixel.fillStyle = color;
  pixel.fillRect(0, 0, 1, 1);
  return new Uint32Array(pixel.getImageData(0, 0, 1, 1).data.buffer)[0] ?? 0;
}
