/**
 * Parameters of a scenario: declared once with default, unit, documentation and source; set by path.
 */
import { z } from 'zod';
import { didYouMean } from './nearest.ts';
import {
  describeParameterProblem,
  distributionProblem,
  fromIssue,
  isRecord,
  problem,
  showValue,
  valueAt,
  type ParameterProblem,
} from './parameter-problems.ts';
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

const NO_PRESET: Preset = { description: '', set: {} };

export type Resolved = { readonly params: unknown } | { readonly problems: readonly ParameterProblem[] };

/**
 * Defaults, then a preset, then settings in their order.
 *
 * @param under what comes before the preset, as a scenario sets it for checks
 */
export function resolveParameters(
  scenario: AnyScenario,
  presetName: string | undefined,
  settings: readonly Setting[],
  under: object = {},
): Resolved {
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
  for (const { path, value } of [...flatten(under, known), ...flatten(preset.set, known), ...settings]) {
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
