/**
 * Parameters of a scenario: declared once with default, unit, documentation and source; set by path.
 */
import { z } from 'zod';
import { didYouMean } from './nearest.ts';
import type { AnyScenario, Preset } from './scenario.ts';

export interface ParameterDoc {
  readonly doc: string;
  /** `s`, `words`, `cards/min`; left out for pure numbers and names. */
  readonly unit?: string;
  /** Where the default comes from, if history or literature knows. */
  readonly source?: string;
}

/** One parameter: its values, its default, and what a person needs to know of it. */
export function parameter<S extends z.ZodType>(schema: S, fallback: z.output<S>, doc: ParameterDoc): z.ZodDefault<S> {
  // zod's default() wants its own NoUndefined type, which an output of S always is here.
  return schema.default(fallback as z.util.NoUndefined<z.output<S>>).meta({ ...doc });
}

/** Parameters that belong together; the name of the group is the first part of their paths. */
export function group<S extends z.ZodRawShape>(doc: string, shape: S): z.ZodPrefault<z.ZodObject<S, z.core.$strict>> {
  // Every member has a default, so that an empty object is always a valid group.
  return z.strictObject(shape).prefault({} as never).meta({ doc });
}

const mean = z.number().nonnegative();

/** Values of a parameter that is drawn: a number (it does not vary), or one of the distributions by name. */
export const distribution = z.union([
  z.number().nonnegative(),
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('constant'), value: mean }),
    z.strictObject({ type: z.literal('uniform'), min: mean, max: mean }).refine(({ min, max }) => min <= max, 'min must not be above max'),
    z.strictObject({ type: z.literal('exponential'), mean }),
    z.strictObject({ type: z.literal('erlang'), mean, stages: z.int().positive() }),
    z.strictObject({ type: z.literal('hyperexponential'), means: z.tuple([mean, mean]), firstProbability: z.number().min(0).max(1) }),
    z.strictObject({ type: z.literal('lognormal'), mean, deviation: mean }),
    z.strictObject({ type: z.literal('normal'), mean, deviation: mean }),
    z.strictObject({ type: z.literal('pareto'), min: mean, shape: z.number().positive() }),
    z.strictObject({ type: z.literal('empirical'), values: z.array(mean).nonempty() }),
  ]),
]);

/** A value for a path, as in `--set operator.groupBy=user`. */
export interface Setting {
  readonly path: string;
  readonly value: unknown;
}

export interface ParameterProblem {
  /** Of the parameter, as far as it is known. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  readonly hint?: string;
}

export type Resolved = { readonly params: unknown } | { readonly problems: readonly ParameterProblem[] };

/** Defaults, then a preset, then settings in their order. */
export function resolveParameters(scenario: AnyScenario, presetName: string | undefined, settings: readonly Setting[]): Resolved {
  const presets = scenario.presets ?? {};
  const preset: Preset | undefined = presetName === undefined ? { description: '', set: {} } : presets[presetName];
  if (!preset) {
    const names = Object.keys(presets);
    const expected = names.length === 0 ? 'no preset: this scenario has none' : `one of ${names.join(', ')}`;
    return { problems: [problem('preset', `"${presetName}"`, expected, didYouMean(presetName ?? '', names))] };
  }
  const known = describeParameters(scenario).map(({ path }) => path);
  const values = structuredClone(scenario.parameters.parse({}));
  if (!isRecord(values)) throw new Error(`the parameters of scenario '${scenario.name}' must be an object`);
  const problems: ParameterProblem[] = [];
  for (const { path, value } of [...flatten(preset.set, known), ...settings]) {
    const failure = assign(values, path, value, known);
    if (failure) problems.push(failure);
  }
  if (problems.length > 0) return { problems };
  const parsed = scenario.parameters.safeParse(values);
  if (!parsed.success) return { problems: parsed.error.issues.map((issue) => fromIssue(issue, values)) };
  const refusal = scenario.refuse?.(parsed.data);
  if (refusal !== undefined) return { problems: [problem('these parameters together', 'a combination that cannot run', refusal)] };
  return { params: parsed.data };
}

export interface ParameterEntry extends ParameterDoc {
  readonly path: string;
  readonly fallback: unknown;
  /** In words: `number`, `compiler | user | size | nothing`. */
  readonly values: string;
}

/** All parameters of a scenario, in the order of their declaration. */
export function describeParameters(scenario: AnyScenario): readonly ParameterEntry[] {
  return describe(scenario.parameters, '');
}

/** `operator.groupBy: found "compilr"; expected one of …. Did you mean compiler?` */
export function describeParameterProblem({ path, found, expected, hint }: ParameterProblem): string {
  return `${path}: found ${found}; expected ${expected}.${hint ? ` ${hint}` : ''}`;
}

function describe(schema: z.ZodType, path: string): readonly ParameterEntry[] {
  const bare = unwrap(schema);
  const declared = schema.meta();
  const isLeaf = path !== '' && schema instanceof z.ZodDefault;
  if (bare instanceof z.ZodObject && !isLeaf) {
    return Object.entries(bare.shape).flatMap(([key, part]) =>
      // The members of a zod object are zod types; its shape only says so of the core type.
      describe(part as z.ZodType, path === '' ? key : `${path}.${key}`),
    );
  }
  const fallback = schema.safeParse(undefined);
  return [
    {
      path,
      fallback: fallback.success ? fallback.data : undefined,
      values: inWords(bare),
      doc: typeof declared?.['doc'] === 'string' ? declared['doc'] : '',
      ...(typeof declared?.['unit'] === 'string' ? { unit: declared['unit'] } : {}),
      ...(typeof declared?.['source'] === 'string' ? { source: declared['source'] } : {}),
    },
  ];
}

function unwrap(schema: unknown): unknown {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault ? unwrap(schema.unwrap()) : schema;
}

function inWords(schema: unknown): string {
  if (schema === distribution) return 'number | distribution';
  if (schema instanceof z.ZodNullable) return `${inWords(schema.unwrap())} | null`;
  if (schema instanceof z.ZodEnum) return schema.options.join(' | ');
  if (schema instanceof z.ZodArray) return `[${inWords(schema.element)}, …]`;
  if (schema instanceof z.ZodNumber) return schema.format === 'safeint' ? 'whole number' : 'number';
  if (schema instanceof z.ZodBoolean) return 'true | false';
  if (schema instanceof z.ZodString) return 'text';
  return 'value';
}

/** The leaves of a nested object that are parameters; what is no parameter is left for `assign` to report. */
function flatten(set: object, known: readonly string[], prefix = ''): readonly Setting[] {
  return Object.entries(set).flatMap(([key, value]): readonly Setting[] => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    const isGroup = known.some((it) => it.startsWith(`${path}.`));
    return isGroup && isRecord(value) ? flatten(value, known, path) : [{ path, value }];
  });
}

/** Sets a value by its path: a parameter, or a part of one, as in `job.runS.mean`. */
function assign(values: Record<string, unknown>, path: string, value: unknown, known: readonly string[]): ParameterProblem | undefined {
  if (!known.some((it) => path === it || path.startsWith(`${it}.`))) {
    const isGroup = known.some((it) => it.startsWith(`${path}.`));
    const expected = isGroup ? `a parameter of it, such as ${known.find((it) => it.startsWith(`${path}.`))}` : 'the path of a parameter';
    return problem(path, isGroup ? 'a group of parameters' : 'no such parameter', expected, didYouMean(path, known));
  }
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let target: Record<string, unknown> = values;
  for (const key of keys) {
    const next = target[key];
    if (!isRecord(next)) {
      return problem(path, `${show(next)} at ${key}`, `an object with a member ${last}`, `Set it as a whole: --set ${keys.join('.')}='{type: exponential, mean: 10}'.`);
    }
    target = next;
  }
  target[last] = value;
  return undefined;
}

function fromIssue(issue: z.core.$ZodIssue, values: unknown): ParameterProblem {
  const path = issue.path.map(String);
  const value = path.reduce<unknown>((at, key) => (isRecord(at) || Array.isArray(at) ? Reflect.get(at, key) : undefined), values);
  const where = path.join('.') || 'the parameters';
  switch (issue.code) {
    case 'invalid_value': {
      const names = issue.values.map(String);
      return problem(where, show(value), `one of ${names.join(', ')}`, didYouMean(String(value), names));
    }
    case 'unrecognized_keys':
      return problem(where, `the unknown member ${issue.keys.join(', ')}`, 'only known members');
    case 'invalid_type':
      return problem(where, show(value), issue.expected === 'int' ? 'a whole number' : `a ${issue.expected}`);
    case 'too_small':
      return problem(where, show(value), `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`);
    case 'too_big':
      return problem(where, show(value), `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`);
    case 'invalid_union':
      return unionProblem(issue, where, value);
    default:
      return problem(where, show(value), issue.message);
  }
}

const DISTRIBUTIONS = ['constant', 'uniform', 'exponential', 'erlang', 'hyperexponential', 'lognormal', 'normal', 'pareto', 'empirical'];

/** The only union among parameters is the distribution. */
function unionProblem(issue: z.core.$ZodIssueInvalidUnion, where: string, value: unknown): ParameterProblem {
  if (!isRecord(value)) return problem(where, show(value), 'a number from 0, or a distribution such as {type: exponential, mean: 10}');
  const type = String(value['type']);
  if (!DISTRIBUTIONS.includes(type)) {
    return problem(`${where}.type`, show(value['type']), `one of ${DISTRIBUTIONS.join(', ')}`, didYouMean(type, DISTRIBUTIONS));
  }
  const inner = issue.errors.flat().find((it) => it.path.length > 0 || it.code === 'custom' || it.code === 'unrecognized_keys');
  return inner ? { ...fromIssue(inner, value), path: [where, ...inner.path.map(String)].join('.') } : problem(where, show(value), `a ${type} distribution`);
}

function problem(path: string, found: string, expected: string, hint?: string): ParameterProblem {
  return hint === undefined ? { path, found, expected } : { path, found, expected, hint };
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
