/** Figures as a table for a person, on a terminal or in Markdown. */
import Table from 'cli-table3';

export interface Column<Row> {
  readonly head: string;
  readonly isText?: boolean;
  readonly cell: (row: Row) => string;
}

export type TableStyle = 'text' | 'markdown';

export function tableOf<Row>(rows: readonly Row[], columns: readonly Column<Row>[], style: TableStyle): string {
  const cells = rows.map((row) => columns.map(({ cell }) => cell(row)));
  return style === 'markdown' ? markdown(columns, cells) : terminal(columns, cells);
}

function terminal(columns: readonly Column<never>[], rows: readonly string[][]): string {
  const table = new Table({
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ isText }) => (isText ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows);
  return table.toString();
}

function markdown(columns: readonly Column<never>[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = `|${columns.map(({ isText }) => (isText ? '---' : '---:')).join('|')}|`;
  return [line(columns.map(({ head }) => head)), rule, ...rows.map(line)].join('\n');
}

const MEBIBYTE = 2 ** 20;

/** At least three digits, so that a short time is not rounded away. */
export function seconds(ms: number): string {
  const value = ms / 1000;
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(value >= 1 ? 2 : 4);
}

export function whole(count: number): string {
  return Number.isFinite(count) ? Math.round(count).toLocaleString('en-US') : '-';
}

export function mebibytes(bytes: number | undefined): string {
  return bytes === undefined ? '-' : (bytes / MEBIBYTE).toFixed(1);
}
