/** What is wrong with a parameter, in words: what was found, what was expected, and the nearest right name. */
import type { z } from 'zod';
import { didYouMean } from './nearest.ts';

export interface ParameterProblem {
  /** Of the parameter, as far as it is known. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  readonly hint?: string;
}

/** `operator.groupBy: found "compilr"; expected one of …. Did you mean compiler?` */
export function describeParameterProblem({ path, found, expected, hint }: ParameterProblem): string {
  return `${path}: found ${found}; expected ${expected}.${hint ? ` ${hint}` : ''}`;
}

export function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (isRecord(at) || Array.isArray(at) ? Reflect.get(at, key) : undefined), values);
}

export function fromIssue(issue: z.core.$ZodIssue, values: unknown): ParameterProblem {
  const path = issue.path.map(String);
  const value = valueAt(values, path);
  const where = path.join('.') || 'the parameters';
  switch (issue.code) {
    case 'invalid_value': {
      const names = issue.values.map(String);
      return problem(where, showValue(value), `one of ${names.join(', ')}`, didYouMean(String(value), names));
    }
    case 'unrecognized_keys':
      return problem([...path, issue.keys[0] ?? ''].join('.'), 'an unknown member', 'only known members');
    case 'invalid_type':
      return problem(where, showValue(value), typeInWords(issue.expected, value));
    case 'too_small':
      return problem(where, showValue(value), `${issue.inclusive ? 'at least' : 'more than'} ${amount(issue.minimum, issue.origin)}`);
    case 'too_big':
      return problem(where, showValue(value), `${issue.inclusive ? 'at most' : 'less than'} ${amount(issue.maximum, issue.origin)}`);
    case 'invalid_union':
      return problem(where, showValue(value), alternatives(issue));
    default:
      return problem(where, showValue(value), issue.message);
  }
}

const TYPES: Readonly<Record<string, string>> = {
  int: 'a whole number',
  boolean: 'true or false',
  string: 'a text',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
};

function typeInWords(expected: string, value: unknown): string {
  if (expected === 'number') return typeof value === 'number' ? 'a finite number' : 'a number';
  return TYPES[expected] ?? expected;
}

/** What a bound counts. */
function amount(bound: number | bigint, origin: string): string {
  if (origin === 'string') return `${bound} character${bound === 1 ? '' : 's'}`;
  return origin === 'array' || origin === 'set' ? `${bound} element${bound === 1 ? '' : 's'}` : String(bound);
}

const DISTRIBUTIONS = ['constant', 'uniform', 'exponential', 'erlang', 'hyperexponential', 'lognormal', 'normal', 'pareto', 'empirical'];

/** What each part of a union would have taken. */
function alternatives({ errors }: z.core.$ZodIssueInvalidUnion): string {
  const expectations = errors.flatMap(([first]) => (first ? [fromIssue(first, undefined).expected] : []));
  return [...new Set(expectations)].join(', or ') || 'another value';
}

export function distributionProblem(issue: z.core.$ZodIssueInvalidUnion, where: string, value: unknown): ParameterProblem {
  if (!isRecord(value)) return problem(where, showValue(value), 'a number from 0, or a distribution such as {type: exponential, mean: 10}');
  const type = String(value['type']);
  if (!DISTRIBUTIONS.includes(type)) {
    return problem(`${where}.type`, showValue(value['type']), `one of ${DISTRIBUTIONS.join(', ')}`, didYouMean(type, DISTRIBUTIONS));
  }
  const inside = issue.errors.flat().filter((it) => it.path.length > 0 || it.code === 'custom' || it.code === 'unrecognized_keys');
  const stranger = inside.find((it) => it.code === 'unrecognized_keys');
  if (stranger) {
    const missing = inside.flatMap((it) => (it.path.length === 1 ? [String(it.path[0])] : []));
    const [name = ''] = stranger.keys;
    return problem(`${where}.${name}`, 'an unknown member', `a member of the ${type} distribution`, didYouMean(name, missing));
  }
  const [inner] = inside;
  return inner
    ? { ...fromIssue(inner, value), path: [where, ...inner.path.map(String)].join('.') }
    : problem(where, showValue(value), `a ${type} distribution`);
}

export function problem(path: string, found: string, expected: string, hint?: string): ParameterProblem {
  return hint === undefined ? { path, found, expected } : { path, found, expected, hint };
}

const SHOWN_MAX = 80;

/** A value as a person would write it; cut short where it is long. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  // JSON has no words for infinity and what is not a number, nor for functions.
  const text = typeof value === 'object' || typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX - 1)}…` : text;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
