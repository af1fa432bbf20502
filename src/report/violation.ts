/** How a property comes to be violated, or what should be reached is: what is wrong, the story of it, and how it ends. */
import type { PropertyResult } from '../checker/check-options.ts';
import type { Path } from '../checker/path.ts';
import { counted, visible } from '../scenarios/format.ts';
import { standing } from './standing.ts';
import { story } from './story.ts';
import { wrap, type Style } from './terminal.ts';

/** Steps of a story on a terminal: of a longer one, as a random walk finds it, its end is told. */
const STEPS_MAX = 100;

/** Actors whose states are told at the end. */
const ACTORS_MAX = 24;

/** Lines about a property that is decided, without the closing line end. */
export function violationText(property: PropertyResult, { colors, width }: Style): string {
  const { path, detail, type, verdict } = property;
  const [first = '', ...rest] = wrap(visible(claim(property)), width, '');
  const paint = verdict === 'violated' ? colors.red : colors.green;
  const lines = [first, ...rest].map((line) => colors.bold(paint(line)));
  if (detail !== undefined) lines.push(...wrap(visible(detail), width, '').map(colors.yellow));
  if (!path) return lines.join('\n');
  lines.push('', story(path, { colors, width, stepsMax: STEPS_MAX }));
  if (isStuck(property)) lines.push('', ...stuck(path, type).map((line) => (line.startsWith(' ') ? line : colors.bold(line))));
  return lines.join('\n');
}

/** What is the matter, in a sentence. */
function claim({ name, type, verdict, path }: PropertyResult): string {
  const count = path?.steps.length ?? 0;
  const after = count === 0 ? 'at the beginning' : `after ${counted(count, 'step')}`;
  if (type === 'sometimes') {
    if (verdict === 'violated') return `"${name}" is never reached: it cannot be, or the model is too small for it.`;
    return `"${name}" is reached ${after}:`;
  }
  switch (type) {
    case 'always':
    case 'throughout':
      return `"${name}" does not hold ${after}:`;
    case 'eventually':
    case 'leadsTo': {
      if (path?.loopsTo === undefined) return `"${name}" does not come about: it ends ${after}, and nothing more need happen:`;
      return `"${name}" need not come about: ${roundOf(path.loopsTo + 1, count)} can go on for ever:`;
    }
    case 'deadlock':
      return `"${name}" does not hold: ${after}, nothing is left to happen:`;
    case 'unhandled':
    case 'failure':
      return `"${name}" does not hold ${count === 0 ? after : `in step ${count}`}:`;
  }
}

function roundOf(first: number, last: number): string {
  return first === last ? `step ${first}` : `steps ${first} to ${last}`;
}

/** What is wrong is that nothing goes on: then it matters where everybody stands. */
function isStuck({ type, path }: PropertyResult): boolean {
  return type === 'deadlock' || ((type === 'eventually' || type === 'leadsTo') && path?.loopsTo === undefined);
}

function stuck(path: Path, type: PropertyResult['type']): readonly string[] {
  const all = standing(path);
  const some = all.slice(0, ACTORS_MAX).map(({ actor, state }) => visible(`  ${actor}: ${state}`));
  const more = all.length - some.length;
  return [type === 'deadlock' ? 'And there it rests:' : 'And there it may rest:', ...some, ...(more > 0 ? [`  and ${more} more`] : [])];
}
