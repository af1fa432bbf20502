/** Properties that a search could not decide, and was not asked for by name: the result says so, lest they be taken to hold. */
import type { CheckResult } from '../checker/check-options.ts';
import { counted } from '../scenarios/format.ts';
import type { CheckFlags } from './check-flags.ts';
import type { Question } from './check-question.ts';

export interface LeftOut {
  readonly flags: CheckFlags;
  readonly question: Question;
}

/** The result with what was left out, not decided; in the order of the scenario. */
export function withLeftOut(result: CheckResult, { flags, question: { leftOut, options } }: LeftOut): CheckResult {
  if (leftOut.length === 0) return result;
  const order = (options.scenario.properties ?? []).map(({ name }) => name);
  const placeOf = ({ name }: { readonly name: string }): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const undecided = leftOut.map(({ name, type }) => ({ name, type, verdict: 'incomplete' as const }));
  const flag = flags.randomWalk ? '--random-walk' : flags.depthFirst ? '--depth-first' : flags.symmetry ? '--symmetry' : '--reduction';
  const what = counted(leftOut.length, 'property', 'properties');
  const why = `${what} that ${flag} cannot decide ${leftOut.length === 1 ? 'was' : 'were'} left out`;
  return {
    ...result,
    verdict: result.verdict === 'violated' ? 'violated' : 'incomplete',
    note: result.note === undefined ? why : `${why}; ${result.note}`,
    properties: [...undecided, ...result.properties].sort((a, b) => placeOf(a) - placeOf(b)),
  };
}
