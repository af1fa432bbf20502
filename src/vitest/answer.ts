/** What a test is told: whether a system is as expected, and if not, the story of how it comes to be otherwise. */
import { BUILT_IN, type CheckResult, type PropertyResult } from '../checker/check-options.ts';
import { story } from '../report/story.ts';
import { counted, integer } from '../scenarios/format.ts';
import type { System } from './system.ts';

/** As vitest wants it. */
export interface Answer {
  readonly pass: boolean;
  readonly message: () => string;
}

export interface Question {
  readonly system: System;
  readonly result: CheckResult;
  /** Of the property that is asked about; without it, all of them. */
  readonly name?: string | undefined;
  /** The test expects the contrary. */
  readonly isNot: boolean;
}

export function answerOf(question: Question): Answer {
  const { system, result, name, isNot } = question;
  const asked = result.properties.filter((it) => name === undefined || it.name === name);
  if (asked.length === 0) return { pass: isNot, message: () => `"${name}" is not checked of '${system.name}': ${UNCHECKED}` };
  const violated = asked.find(({ verdict }) => verdict === 'violated');
  if (violated) return { pass: false, message: () => told(violated, question) };
  if (asked.every(({ verdict }) => verdict === 'holds') && (name !== undefined || result.verdict === 'holds'))
    return { pass: true, message: () => kept(asked, question) };
  const failure = result.properties.find((it) => it.name === BUILT_IN.failure && it.verdict === 'violated');
  // Neither what is asked nor its contrary is known: a test must not pass on it, whichever it expects.
  if (failure) return { pass: isNot, message: () => told(failure, question) };
  return { pass: system.mayBeIncomplete !== isNot, message: () => undecided(question) };
}

const WORDS: Readonly<Record<PropertyResult['type'], { readonly holds: string; readonly violated: string }>> = {
  always: { holds: 'holds in every state', violated: 'does not hold in every state' },
  throughout: { holds: 'holds in every state', violated: 'does not hold in every state' },
  sometimes: { holds: 'is reached', violated: 'is never reached' },
  eventually: { holds: 'comes about on every path that is fair', violated: 'need not come about' },
  leadsTo: { holds: 'follows on every path that is fair', violated: 'need not follow' },
  deadlock: { holds: 'holds', violated: 'does not hold: nothing is left to happen' },
  unhandled: { holds: 'holds', violated: 'does not hold' },
  failure: { holds: 'holds', violated: 'does not hold' },
};

/** What should have been broken, and is not. */
function kept(asked: readonly PropertyResult[], question: Question): string {
  const [first, ...others] = asked;
  if (first && others.length === 0) return told(first, question);
  return [...asked.map((it) => `${claim(it)}.`), `${explored(question, true)}.`].join('\n');
}

/** What is so, how it comes to be, and how much was looked at for that. */
function told(property: PropertyResult, question: Question): string {
  const { path } = property;
  if (!path) return `${claim(property)}. ${explored(question, true)}.`;
  return [`${claim(property)}, ${lengthOf(path)}.`, story(path), `${explored(question, false)}.`].join('\n\n');
}

function claim({ name, type, verdict, detail }: PropertyResult): string {
  const words = verdict === 'violated' ? WORDS[type].violated : WORDS[type].holds;
  return `"${name}" ${words}${detail === undefined ? '' : `: ${detail}`}`;
}

/** @param mayMiss what was found is there; but what was not found may have been missed */
function explored({ system, result: { states, omissionProbability } }: Question, mayMiss: boolean): string {
  const count = `${counted(states, 'state')} of '${system.name}' explored (limit: ${integer(system.statesMax)})`;
  if (!mayMiss || omissionProbability === 0) return count;
  return `${count}; the probability that one was missed is ${omissionProbability.toPrecision(1)}`;
}

function lengthOf({ steps, loopsTo }: NonNullable<PropertyResult['path']>): string {
  const length = `after ${counted(steps.length, 'step')}`;
  return loopsTo === undefined ? length : `on a path whose steps from ${loopsTo + 1} to ${steps.length} go round for ever`;
}

function undecided({ system, result: { reason = 'a violation', properties }, name }: Question): string {
  const what = name === undefined ? `What '${system.name}' promises` : `"${name}"`;
  const open = properties.filter(({ verdict }) => verdict === 'incomplete').map((it) => `"${it.name}"`);
  const left = name === undefined && open.length > 0 ? ` Left open: ${open.join(', ')}.` : '';
  return `${what} is not decided: the search ended at ${reason}, having found nothing to the contrary.${left} ${ADVICE}`;
}

const ADVICE =
  'Give the system less to do (settings, faults), take together what comes to the same (symmetry, reduction), ' +
  'raise the limit (limits.statesMax, limits.depthMax), or say mayBeIncomplete: true.';

const UNCHECKED =
  'that nothing is at rest before the end takes check.isEnd in the scenario, or toRestOnlyWhere; ' +
  'that every message is awaited is not asked where messages stay.';
