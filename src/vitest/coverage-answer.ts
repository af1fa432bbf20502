/** Whether every transition is covered, but for those that a test excuses; and which are not. */
import type { Answer } from './answer.ts';
import { coverageOf, type Explorable } from './coverage.ts';

export interface CoverageOptions {
  /** Names of transitions that are known not to be covered. One that is covered after all, or that there is not, fails the test. */
  readonly except?: readonly string[];
}

export function coverageAnswer(
  subject: Explorable,
  { kind, except = [], isNot }: CoverageOptions & { readonly kind?: string | undefined; readonly isNot: boolean },
): Answer {
  const { kinds, states, reason } = coverageOf(subject);
  const asked = kinds.filter((it) => kind === undefined || it.kind === kind);
  if (asked.length === 0) throw new TypeError(`found no kind '${kind}'; expected one of ${kinds.map((it) => it.kind).join(', ')}.`);
  const open = asked.flatMap((it) => it.uncovered.map(({ name }) => ({ kind: it.kind, name })));
  const missing = open.filter(({ name }) => !except.includes(name));
  const needless = except.filter((name) => !open.some((it) => it.name === name));
  const total = asked.reduce((sum, { covered, uncovered }) => sum + covered.length + uncovered.length, 0);
  const searched = `${states.toLocaleString('en-US')} states explored`;
  const known = asked.flatMap(({ covered }) => covered.map(({ name }) => name));
  const message = (): string =>
    [
      ...(missing.length === 0
        ? []
        : [`${missing.length} of ${total} transitions are not covered:`, ...missing.map((it) => `  ${it.kind}  ${it.name}`)]),
      ...needless.map((name) => `"${name}" needs no exception: ${known.includes(name) ? 'it is covered' : 'there is no such transition'}.`),
      ...(missing.length + needless.length === 0
        ? [`All of ${total} transitions are covered, but for ${except.length} that are excused.`]
        : []),
      reason === undefined ? `${searched}.` : `${searched}; the search ended at ${reason}, and what lies behind may cover more.`,
    ].join('\n');
  // What is not covered so far may be covered further on.
  const isUndecided = missing.length > 0 && reason !== undefined;
  return { pass: isUndecided ? isNot : missing.length + needless.length === 0, message };
}
