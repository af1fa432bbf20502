/** What was seen, as lines of text: when, where, and what. */
import { duration, visible } from '../scenarios/format.ts';
import type { ViewLine } from '../scenarios/scenario.ts';
import { wrap, type Style } from '../report/terminal.ts';
import type { Watched } from './views.ts';

export interface ViewStyle {
  readonly colors: Style['colors'];
  /** Columns of the terminal; without it, as in a pipe, no line is broken. */
  readonly width?: number;
}

/** All views in the order in which they were asked for, each under its name if there are several. */
export function viewText(views: readonly Watched[], style: ViewStyle): string {
  const { colors } = style;
  return views
    .map(({ flag, name, lines }) => {
      const head = views.length === 1 ? [] : [`${colors.bold(visible(name))}  ${colors.dim(flag)}`];
      return [...head, ...linesOf(lines(), style)].join('\n');
    })
    .join('\n\n');
}

function linesOf(seen: readonly ViewLine[], { colors, width }: ViewStyle): readonly string[] {
  if (seen.length === 0) return [`  ${colors.dim('Nothing was to be seen.')}`];
  const shown = seen.map(({ atS, where, text }) => ({ at: clock(atS), where: visible(where), text: visible(text) }));
  const atWidth = widest(shown.map(({ at }) => at));
  const whereWidth = widest(shown.map(({ where }) => where));
  return shown.flatMap(({ at, where, text }) => {
    const place = whereWidth === 0 ? '' : `${colors.cyan(where.padEnd(whereWidth))}  `;
    const first = `  ${colors.dim(at.padStart(atWidth))}  ${place}`;
    const indent = 2 + atWidth + 2 + (whereWidth === 0 ? 0 : whereWidth + 2);
    return broken(text, width === undefined ? undefined : width - indent).map((line, index) =>
      `${index === 0 ? first : ' '.repeat(indent)}${line}`.trimEnd(),
    );
  });
}

/** Narrower than this, a column of words is harder to read than what a terminal makes of a long line. */
const COLUMNS_MIN = 20;

/** The lines of a text, those that are too long broken at their spaces; what fits stays as it is, with its own spaces. */
function broken(text: string, columns: number | undefined): readonly string[] {
  const lines = text.split('\n');
  if (columns === undefined || columns < COLUMNS_MIN) return lines;
  return lines.flatMap((line) => (line.length <= columns ? [line] : wrap(line, columns, '')));
}

function widest(texts: readonly string[]): number {
  return texts.reduce((widestYet, { length }) => Math.max(widestYet, length), 0);
}

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

/** Seconds as `4:05:06.250`, and `2 d 04:05:06.250` after the first day. */
export function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return duration(seconds);
  const wholeMs = Math.round(seconds * 1000);
  const wholeS = Math.floor(wholeMs / 1000);
  const days = Math.floor(wholeS / DAY_S);
  const hours = Math.floor((wholeS % DAY_S) / HOUR_S);
  const rest = `${padded(Math.floor((wholeS % HOUR_S) / 60), 2)}:${padded(wholeS % 60, 2)}.${padded(wholeMs % 1000, 3)}`;
  return days > 0 ? `${days} d ${padded(hours, 2)}:${rest}` : `${hours}:${rest}`;
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
