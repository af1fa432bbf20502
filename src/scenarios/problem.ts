import { visible } from './format.ts';

/**
 * A problem in what a person gave us: what was seen, where, what was expected, what to do.
 *
 * Problems are returned, not thrown, so that the good parts of an input still run.
 */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** What was found, as a sentence without its full stop. */
  readonly found: string;
  /** What was expected instead. */
  readonly expected: string;
  /** What to do about it, or the nearest right name. */
  readonly hint?: string;
}

/** Stands for the file where a problem is in what was typed, which has no lines. */
export const COMMAND_LINE = '(command line)';

/** `payroll.deck:3:1: found "$RNU"; expected a control card. Did you mean $RUN?` */
export function describeProblem({ file, line, column, found, expected, hint }: Problem): string {
  const where = file === COMMAND_LINE ? '' : `${file}:${line}:${column}: `;
  return visible(`${where}found ${found}; expected ${expected}.${hint ? ` ${hint}` : ''}`);
}

/** Input that cannot be used at all: exit code 65. */
export class UnusableInput extends Error {
  override readonly name = 'UnusableInput';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.problems = problems;
  }
}
