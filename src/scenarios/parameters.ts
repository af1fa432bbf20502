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
  return z
    .strictObject(shape)
    .prefault({} as never)
    .meta({ doc });
}

const mean = z.number().nonnegative();

/** Values of a parameter that is drawn: a number (it does not vary), or one of the distributions by name. */
export const distribution = z.union([
  z.number().nonnegative(),
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('constant'), value: mean }),
    z
      .strictObject({ type: z.literal('uniform'), min: mean, max: mean })
      .refine(({ min, max }) => min <= max, 'a min that is not above max'),
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

const NO_PRESET: Preset = { description: '', set: {} };

export type Resolved = { readonly params: unknown } | { readonly problems: readonly ParameterProblem[] };

/** Defaults, then a preset, then settings in their order. */
export function resolveParameters(scenario: AnyScenario, presetName: string | undefined, settings: readonly Setting[]): Resolved {
  const presets = scenario.presets ?? {};
  const preset = presetName === undefined ? NO_PRESET : Object.hasOwn(presets, presetName) ? presets[presetName] : undefined;
  if (!preset) {
    const names = Object.keys(presets);
    const expected = names.length === 0 ? 'no preset: this scenario has none' : `one of ${names.join(', ')}`;
    return { problems: [problem('preset', `"${presetName}"`, expected, didYouMean(presetName ?? '', names))] };
  }
  const entries = describeParameters(scenario);
  const known = entries.map(({ path }) => path);
  const values = structuredClone(scenario.parameters.parse({}));
  if (!isRecord(values)) throw new Error(`the parameters of scenario '${scenario.name}' must be an object`);
  const problems: ParameterProblem[] = [];
  for (const { path, value } of [...flatten(preset.set, known), ...settings]) {
    const failure = assign(values, path, value, known);
    if (failure) problems.push(failure);
  }
  if (problems.length > 0) return { problems };
  const parsed = scenario.parameters.safeParse(values);
  if (!parsed.success) return { problems: parsed.error.issues.map((issue) => explain(issue, values, entries)) };
  const refusal = scenario.refuse?.(parsed.data);
  if (refusal !== undefined) return { problems: [problem('these parameters together', 'a combination that cannot run', refusal)] };
  return { params: parsed.data };
}

/** Values of parameters by their paths, as in `{ 'operator.groupBy': 'user' }`. */
export type Settings = Readonly<Record<string, unknown>>;

/**
 * The parameters of a scenario, for code that states them itself.
 *
 * @throws Error with all that is wrong, if a parameter does not exist or has a wrong value
 */
export function paramsOf(scenario: AnyScenario, preset: string | undefined, settings: Settings): unknown {
  const resolved = resolveParameters(
    scenario,
    preset,
    Object.entries(settings).map(([path, value]) => ({ path, value })),
  );
  if ('problems' in resolved) throw new Error(resolved.problems.map(describeParameterProblem).join('\n'));
  return resolved.params;
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

const DRAWN = 'number | distribution';

function inWords(schema: unknown): string {
  if (schema === distribution) return DRAWN;
  if (schema instanceof z.ZodNullable) return `${inWords(schema.unwrap())} | null`;
  if (schema instanceof z.ZodEnum) return schema.options.join(' | ');
  if (schema instanceof z.ZodArray) return `[${inWords(schema.element)}, …]`;
  if (schema instanceof z.ZodNumber) return schema.format === 'safeint' ? 'whole number' : 'number';
  if (schema instanceof z.ZodBoolean) return 'true | false';
  if (schema instanceof z.ZodString) return 'text';
  if (schema instanceof z.ZodObject) {
    return `{${Object.entries(schema.shape)
      .map(([key, part]) => `${key}: ${inWords(part)}`)
      .join(', ')}}`;
  }
  return 'value';
}

/** Settings of a scenario from nested values, as presets and YAML files have them. */
export function settingsOf(scenario: AnyScenario, set: object): readonly Setting[] {
  return flatten(
    set,
    describeParameters(scenario).map(({ path }) => path),
  );
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
  const isKnown = known.some((it) => path === it || path.startsWith(`${it}.`));
  // A path must not reach the prototype that all objects share.
  if (!isKnown || path.split('.').includes('__proto__')) {
    const member = known.find((it) => it.startsWith(`${path}.`));
    if (member !== undefined) return problem(path, 'a group of parameters', `a parameter of it, such as ${member}`);
    return problem(path, 'no such parameter', 'the path of a parameter', nearestParameter(path, known));
  }
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let target: Record<string, unknown> = values;
  for (const key of keys) {
    const next = Object.hasOwn(target, key) ? target[key] : undefined;
    if (!isRecord(next)) {
      return problem(
        path,
        `${showValue(next)} at ${key}`,
        `an object with a member ${last}`,
        `Set it as a whole: --set ${keys.join('.')}='{type: exponential, mean: 10}'.`,
      );
    }
    target = next;
  }
  // A preset's own object would be changed by a setting of a part of it.
  target[last] = structuredClone(value);
  return undefined;
}

/** A path whose group was left out, or misspelled, or a group. */
function nearestParameter(path: string, known: readonly string[]): string | undefined {
  const whole = known.find((it) => it.endsWith(`.${path}`));
  if (whole !== undefined) return `Did you mean ${whole}?`;
  const groups = known.flatMap((it) =>
    it
      .split('.')
      .slice(0, -1)
      .map((_, index, keys) => keys.slice(0, index + 1).join('.')),
  );
  return didYouMean(path, [...known, ...new Set(groups)]);
}

/** Of the unions among parameters, a distribution has words of its own. */
function explain(issue: z.core.$ZodIssue, values: unknown, entries: readonly ParameterEntry[]): ParameterProblem {
  const path = issue.path.join('.');
  if (issue.code !== 'invalid_union' || !entries.some((it) => it.path === path && it.values.includes(DRAWN)))
    return fromIssue(issue, values);
  return distributionProblem(issue, path, valueAt(values, issue.path));
}

function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (isRecord(at) || Array.isArray(at) ? Reflect.get(at, key) : undefined), values);
}

function fromIssue(issue: z.core.$ZodIssue, values: unknown): ParameterProblem {
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

function distributionProblem(issue: z.core.$ZodIssueInvalidUnion, where: string, value: unknown): ParameterProblem {
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

function problem(path: string, found: string, expected: string, hint?: string): ParameterProblem {
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
