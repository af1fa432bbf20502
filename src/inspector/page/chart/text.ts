/** Text of a chart in lines that fit, measured before it is drawn: SVG does not break lines of itself. */

/** How a piece of text is written; chart-view.css has a class for each, and `FONTS` the same fonts for measuring. */
export type TextStyle = 'title' | 'text' | 'word' | 'event' | 'guard' | 'action' | 'tag';

export interface Piece {
  readonly text: string;
  readonly style: TextStyle;
}

export interface Line {
  readonly pieces: readonly Piece[];
  readonly width: number;
}

/** Width of a text in pixels. */
export type Measure = (text: string, style: TextStyle) => number;

/** Pixels from one line to the next, by style of what stands in it. */
export const LINE_HEIGHT: Readonly<Record<TextStyle, number>> = {
  title: 18,
  text: 14,
  word: 15,
  event: 15,
  guard: 15,
  action: 15,
  tag: 15,
};

export const FONTS: Readonly<Record<TextStyle, string>> = {
  title: '600 13px',
  text: '11px',
  word: '11.5px',
  event: '600 11.5px',
  guard: '11.5px',
  action: '11.5px',
  tag: '10.5px',
};

/** Breaks at spaces; a word that is too long alone stands alone, and is wider. */
export function linesOf(pieces: readonly Piece[], widthMax: number, measure: Measure): readonly Line[] {
  const lines: Line[] = [];
  let line: { pieces: Piece[]; width: number } = { pieces: [], width: 0 };
  for (const { text, style } of pieces) {
    for (const word of text.split(/\s+/).filter((it) => it !== '')) {
      const width = measure(word, style);
      const gap = line.pieces.length === 0 ? 0 : measure(' ', style);
      if (line.pieces.length > 0 && line.width + gap + width > widthMax) {
        lines.push(line);
        line = { pieces: [], width: 0 };
      }
      const isFirst = line.pieces.length === 0;
      const last = line.pieces.at(-1);
      if (last?.style === style) line.pieces[line.pieces.length - 1] = { text: `${last.text} ${word}`, style };
      else line.pieces.push({ text: isFirst ? word : ` ${word}`, style });
      line.width += (isFirst ? 0 : gap) + width;
    }
  }
  if (line.pieces.length > 0) lines.push(line);
  return lines;
}

/** The first lines, the last of them with an ellipsis if there were more. */
export function atMost(lines: readonly Line[], count: number, measure: Measure): readonly Line[] {
  const last = lines[count - 1];
  if (lines.length <= count || !last) return lines;
  const style = last.pieces.at(-1)?.style ?? 'text';
  return [...lines.slice(0, count - 1), { pieces: [...last.pieces, { text: ' …', style }], width: last.width + measure(' …', style) }];
}

export function heightOf({ pieces }: Line): number {
  return Math.max(0, ...pieces.map(({ style }) => LINE_HEIGHT[style]));
}
