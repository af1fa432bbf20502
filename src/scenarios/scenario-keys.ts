/** The keys that a YAML scenario may have, and what each of them takes. */
import { didYouMean } from './nearest.ts';
import { showValue } from './parameter-problems.ts';
import type { Problem } from './problem.ts';
import { secondsFrom } from './seconds.ts';
import type { Entry } from './yaml-mapping.ts';

/** What a file says, of those of its entries that are right. */
export interface Said {
  readonly text: (key: Key) => string | undefined;
  readonly number: (key: Key) => number | undefined;
  readonly object: (key: Key) => object | undefined;
  readonly entry: (key: Key) => Entry | undefined;
  readonly problems: readonly Problem[];
}

export function readEntries(entries: readonly Entry[]): Said {
  const good = new Map<string, Entry>();
  const problems: Problem[] = [];
  for (const entry of entries) {
    const problem = checkEntry(entry);
    if (problem) problems.push(problem);
    else good.set(entry.key, entry);
  }
  const value = (key: Key): unknown => good.get(key)?.value;
  return {
    text: (key) => (typeof value(key) === 'string' ? String(value(key)) : undefined),
    number: (key) => (typeof value(key) === 'number' ? Number(value(key)) : undefined),
    object: (key) => (isRecord(value(key)) ? Object(value(key)) : undefined),
    entry: (key) => good.get(key),
    problems,
  };
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
  decks: PATH,
  swf: PATH,
  // Null is what is left when all below it is made a comment.
  set: {
    expected: 'parameters with their values, such as operator: { groupBy: user }',
    fits: (value) => value === null || isRecord(value),
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type Key = keyof typeof KEYS;

function checkEntry({ key, at, valueAt, value }: Entry): Problem | undefined {
  if (!isKey(key)) {
    const names = Object.keys(KEYS);
    const hint = didYouMean(key, names);
    return {
      ...at,
      found: `the unknown key ${JSON.stringify(key)}`,
      expected: `one of ${names.join(', ')}`,
      ...(hint === undefined ? {} : { hint }),
    };
  }
  const rule: Rule = KEYS[key];
  return rule.fits(value) ? undefined : { ...valueAt, found: `${showValue(value)} for ${key}`, expected: rule.expected };
}

function isKey(key: string): key is Key {
  return Object.hasOwn(KEYS, key);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
