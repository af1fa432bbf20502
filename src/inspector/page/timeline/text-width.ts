/** How wide texts of the page are, at one size of letters; measured once each. */

const KEPT = 10_000;
/** Letters at the end of a name that stay. */
const TAIL = 5;
const widths = new Map<string, number>();
let context: CanvasRenderingContext2D | null | undefined;

/** Of letters of 11 pixels. In CSS pixels. */
export function textWidth(text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  if (context === undefined) {
    context = document.createElement('canvas').getContext('2d');
    if (context) context.font = `11px ${getComputedStyle(document.documentElement).getPropertyValue('--sans')}`;
  }
  const width = context?.measureText(text).width ?? text.length * 6;
  if (widths.size >= KEPT) widths.clear();
  widths.set(text, width);
  return width;
}

/** What is too long is cut before its end, by which names are told from each other. */
export function cutWithin(text: string, width: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= width) return text;
  const end = text.slice(-TAIL);
  for (let letters = text.length - TAIL - 1; letters > 1; letters -= 1) {
    const cut = `${text.slice(0, letters)}…${end}`;
    if (widthOf(cut) <= width) return cut;
  }
  return `…${end}`;
}
