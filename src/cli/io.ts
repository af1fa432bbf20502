/** Where commands write: results to standard output, everything else to standard error. */
import pc from 'picocolors';
import type { Style } from '../report/terminal.ts';
import { describeProblem, type Problem } from '../scenarios/problem.ts';

/** Problems shown one by one; a dirty trace has hundreds. */
const PROBLEMS_MAX = 20;

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Colour only on a terminal, and only if the environment does not forbid it. */
export function styleOf(stream: NodeJS.WriteStream): Style {
  const wanted = stream.isTTY === true && pc.isColorSupported;
  return { colors: pc.createColors(wanted), width: stream.columns ?? 80 };
}

export function complainAbout(problems: readonly Problem[], what: string): void {
  if (problems.length === 0) return;
  const { colors } = styleOf(process.stderr);
  for (const problem of problems.slice(0, PROBLEMS_MAX)) complain(`${colors.yellow('!')} ${describeProblem(problem)}`);
  const more = problems.length - PROBLEMS_MAX;
  if (more > 0) complain(`${colors.yellow('!')} and ${more.toLocaleString('en-US')} more ${what}.`);
}
