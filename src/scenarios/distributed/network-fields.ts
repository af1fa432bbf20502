/** Lists and mappings of a network file: what is not as it should be is told, the rest is read. */
import { didYouMean } from '../nearest.ts';
import { showValue } from '../parameter-problems.ts';
import type { Position } from '../source-position.ts';
import { Unfit, type Kind } from './network-amounts.ts';
import type { Problems } from './network-problems.ts';
import type { Written } from './network-yaml.ts';

/** What a mapping stands for, and what it may say. */
export interface Form {
  /** With its article: `a machine`. */
  readonly what: string;
  readonly example: string;
  readonly keys: readonly string[];
}

/** Undefined, and told, if it is no mapping. */
export function readFields(whole: Written, { what, example, keys }: Form, problems: Problems): Fields | undefined {
  const members = whole.members();
  if (!members) {
    problems.tell(whole.at, { found: `${whole.words} as ${what}`, expected: `keys with values, as ${example}` });
    return undefined;
  }
  const known = new Map<string, Written>();
  for (const { key, at, value } of members) {
    if (problems.areTooMany) break;
    if (keys.includes(key)) known.set(key, value);
    else {
      const hint = didYouMean(key, keys);
      const complaint = { found: `the unknown key ${showValue(key)}`, expected: `one of ${keys.join(', ')}` };
      problems.tell(at, hint === undefined ? complaint : { ...complaint, hint });
    }
  }
  return new Fields(whole.at, known, problems);
}

/** The values of a mapping by their keys. */
export class Fields {
  readonly at: Position;
  readonly #known: ReadonlyMap<string, Written>;
  readonly #problems: Problems;

  constructor(at: Position, known: ReadonlyMap<string, Written>, problems: Problems) {
    this.at = at;
    this.#known = known;
    this.#problems = problems;
  }

  written(key: string): Written | undefined {
    return this.#known.get(key);
  }

  /** Undefined, and told, if the value is of another kind; the fallback if there is no such key. */
  optional<Value>(key: string, kind: Kind<Value>, fallback: Value): Value | undefined {
    const written = this.#known.get(key);
    if (!written) return fallback;
    const value = kind(written.scalar);
    if (!(value instanceof Unfit)) return value;
    this.#problems.tell(written.at, { found: `${written.words} for ${key}`, ...value.what });
    return undefined;
  }

  /** Undefined, and told, also if there is no such key. */
  required<Value>(key: string, kind: Kind<Value>, what: string): Value | undefined {
    if (this.#known.has(key)) return this.optional<Value | undefined>(key, kind, undefined);
    const needed = kind(undefined);
    if (needed instanceof Unfit) this.#problems.tell(this.at, { found: `${what} without ${key}`, expected: needed.what.expected });
    return undefined;
  }
}

/** The elements of a list, of which there may be none. Undefined, and told, if it is no list. */
export function readItems(
  list: Written,
  { key, item }: { readonly key: string; readonly item: string },
  problems: Problems,
): readonly Written[] | undefined {
  // Null is what is left when all below it is made a comment.
  const items = list.scalar === null ? [] : list.items();
  if (!items) {
    const hint = list.members() ? `Put a - before each ${item}.` : undefined;
    problems.tell(list.at, { found: `${list.words} for ${key}`, expected: 'a list', ...(hint === undefined ? {} : { hint }) });
  }
  return items;
}
