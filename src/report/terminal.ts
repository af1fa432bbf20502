/** A report as text: on a terminal in colour, in a pipe plain. */
import Table from 'cli-table3';
import type pc from 'picocolors';
import { visible } from '../scenarios/format.ts';
import type { Figure, Report, Section } from '../scenarios/scenario.ts';

const INDENT = '  ';
/** Longer lines are hard to read. */
export const WIDTH_MAX = 88;

type Colors = ReturnType<typeof pc.createColors>;

export interface Style {
  readonly colors: Colors;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Lines of the report, without the closing line end. */
export function renderReport(title: string, { headline, sections, remarks }: Report, style: Style): string {
  const { colors } = style;
  const width = Math.min(style.width, WIDTH_MAX);
  const parts = [
    colors.bold(title),
    wrap(headline, width, '').join('\n'),
    ...sections.map((section) => `\n${colors.bold(section.title)}\n${renderSection(section, style)}`),
  ];
  if (remarks.length > 0) {
    parts.push(
      '',
      ...remarks.flatMap((remark) =>
        wrap(remark, width - 2, INDENT).map((line, index) => (index === 0 ? `${colors.cyan('»')} ${line.trimStart()}` : line)),
      ),
    );
  }
  return parts.join('\n');
}

function renderSection(section: Section, { colors }: Style): string {
  if (section.type === 'figures') return renderFigures(section.figures, colors);
  const table = plainTable(section.columns.map(({ align }) => align));
  table.push(
    section.columns.map(({ title }) => colors.dim(title)),
    ...section.rows.map((row) => row.map(visible)),
  );
  const note = section.note === undefined ? '' : `\n${INDENT}${colors.dim(section.note)}`;
  return indent(table.toString()) + note;
}

/** Labels, values on the right of theirs, and notes. */
export function renderFigures(figures: readonly Figure[], colors: Colors): string {
  const table = plainTable(['left', 'right', 'left']);
  for (const { label, value, note = '', mood } of figures) {
    const paint = value === '0' || mood === undefined ? String : mood === 'good' ? colors.green : colors.yellow;
    table.push([label, paint(value), colors.dim(note)]);
  }
  return indent(table.toString());
}

/** Columns set apart by spaces alone. */
function plainTable(colAligns: ('left' | 'right')[]): Table.Table {
  const none = '';
  return new Table({
    colAligns,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    chars: {
      top: none,
      'top-mid': none,
      'top-left': none,
      'top-right': none,
      bottom: none,
      'bottom-mid': none,
      'bottom-left': none,
      'bottom-right': none,
      left: none,
      'left-mid': none,
      mid: none,
      'mid-mid': none,
      right: none,
      'right-mid': none,
      middle: '   ',
    },
  });
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `${INDENT}${line}`.trimEnd())
    .join('\n');
}

/** Breaks a sentence into lines at its spaces. */
export function wrap(text: string, width: number, prefix: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && prefix.length + line.length + 1 + word.length > width) {
      lines.push(prefix + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, prefix + line];
}
