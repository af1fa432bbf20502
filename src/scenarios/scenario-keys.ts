/** The keys that a YAML scenario may have, and what each of them takes. */
import { didYouMean } from './nearest.ts';
import { showValue } from './parameter-problems.ts';
import type { Problem } from './problem.ts';
import type { AnyScenario } from './scenario.ts';
import { secondsFrom } from './seconds.ts';
import type { Entry } from './yaml-mapping.ts';

/** What a file says, of those of its entries that are right. */
export interface Said {
  readonly text: (key: Key) => string | undefined;
  readonly number: (key: Key) => number | undefined;
  readonly object: (key: Key) => object | undefined;
  readonly entry: (key: Key) => Entry | undefined;
  /** The keys that name files for the scenario, in the order of their declaration. */
  readonly files: readonly Entry[];
  readonly problems: readonly Problem[];
}

/** @param files the keys that name files: see fileKeysOf */
export function readEntries(entries: readonly Entry[], files: readonly string[]): Said {
  const good = new Map<string, Entry>();
  const problems: Problem[] = [];
  const rules = rulesWith(files);
  for (const entry of entries) {
    const problem = checkEntry(entry, rules);
    if (problem) problems.push(problem);
    else good.set(entry.key, entry);
  }
  const value = (key: Key): unknown => good.get(key)?.value;
  return {
    text: (key) => (typeof value(key) === 'string' ? String(value(key)) : undefined),
    number: (key) => (typeof value(key) === 'number' ? Number(value(key)) : undefined),
    object: (key) => (isRecord(value(key)) ? Object(value(key)) : undefined),
    entry: (key) => good.get(key),
    files: files.flatMap((key) => good.get(key) ?? []),
    problems,
  };
}

/** The names by which scenarios take files, each once. */
export function fileKeysOf(scenarios: readonly AnyScenario[]): readonly string[] {
  const flags = (member: 'inputs' | 'settingFiles'): readonly string[] => scenarios.flatMap((it) => Object.keys(it[member] ?? {}));
  return [...new Set([...flags('inputs'), ...flags('settingFiles')])];
}

interface Rule {
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
}

const PATH: Rule = { expected: 'a path, relative to this file', fits: isText };

const KEYS = {
  scenario: { expected: 'the name of a scenario, or the path of a module, relative to this file', fits: isText },
  preset: { expected: 'the name of a preset', fits: isText },
  seed: { expected: 'a whole number from 0', fits: (value) => Number.isSafeInteger(value) && Number(value) >= 0 },
  until: {
    expected: 'simulated seconds, or a number with a unit: 90s, 45m, 8h, 2d',
    fits: (value) => (typeof value === 'string' ? secondsFrom(value) !== undefined : Number.isFinite(value) && Number(value) >= 0),
  },
  limit: { expected: 'a whole number from 1', fits: (value) => Number.isSafeInteger(value) && Number(value) >= 1 },
  timeScale: { expected: 'a number above 0', fits: (value) => Number.isFinite(value) && Number(value) > 0 },
  // Null is what is left when all below it is made a comment.
  set: {
    expected: 'parameters with their values, such as operator: { groupBy: user }',
    fits: (value) => value === null || isRecord(value),
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type Key = keyof typeof KEYS;

/** The settings stay last, as they stand in a file. */
function rulesWith(files: readonly string[]): ReadonlyMap<string, Rule> {
  const { set, ...others } = KEYS;
  return new Map<string, Rule>([...Object.entries(others), ...files.map((key) => [key, PATH] as const), ['set', set]]);
}

function checkEntry({ key, at, valueAt, value }: Entry, rules: ReadonlyMap<string, Rule>): Problem | undefined {
  const rule = rules.get(key);
  if (rule) return rule.fits(value) ? undefined : { ...valueAt, found: `${showValue(value)} for ${key}`, expected: rule.expected };
  const names = [...rules.keys()];
  const hint = didYouMean(key, names);
  return {
    ...at,
    found: `the unknown key ${JSON.stringify(key)}`,
    expected: `one of ${names.join(', ')}`,
    ...(hint === undefined ? {} : { hint }),
  };
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
