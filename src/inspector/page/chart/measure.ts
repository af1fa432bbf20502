/** Measures text in the fonts of the page, by a canvas: without drawing it, and without moving the page's own layout. */
import { FONTS, type Measure } from './text.ts';

/** Room for what rounding and zooming add to the width of a text. */
const SLACK = 1.02;

export function canvasMeasure(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const family = getComputedStyle(document.documentElement).getPropertyValue('--sans').trim() || 'sans-serif';
  const known = new Map<string, number>();
  return (text, style) => {
    const key = `${style} ${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (context) context.font = `${FONTS[style]} ${family}`;
    const width = (context?.measureText(text).width ?? text.length * 7) * SLACK;
    known.set(key, width);
    return width;
  };
}
