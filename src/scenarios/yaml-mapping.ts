/**
 * A YAML file that is one mapping, with the place of everything in it.
 *
 * Bounds: 1 MiB, 100 aliases, 20 problems told.
 */
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  visit,
  type Alias,
  type Document,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { showValue } from './parameter-problems.ts';
import { UnusableInput, type Problem } from './problem.ts';
import type { Complaint } from './reference.ts';
import type { Position } from './source-position.ts';

const ALIASES_MAX = 100;
/** The library counts the anchor too. */
const COUNT_MAX = ALIASES_MAX + 1;
const PROBLEMS_MAX = 20;
const TOO_MANY_ALIASES: Complaint = {
  found: 'aliases that stand for too much',
  expected: `at most ${ALIASES_MAX} of them, those inside of others multiplied`,
};

/** A key of a mapping: where it stands, and its value. */
export interface Entry {
  readonly key: string;
  readonly at: Position;
  readonly valueAt: Position;
  /** As plain data. */
  readonly value: unknown;
}

export class YamlMapping {
  readonly start: Position;
  readonly entries: readonly Entry[];
  readonly #file: string;
  readonly #document: Document;
  readonly #map: YAMLMap;
  readonly #lines: LineCounter;

  /** @throws UnusableInput unless the text is one mapping */
  constructor(file: string, text: string) {
    this.#file = file;
    this.#lines = new LineCounter();
    this.start = { file, line: 1, column: 1 };
    // The library's own check for keys that stand twice takes a minute for 1 MiB of keys.
    const documents = parseAllDocuments(text, { lineCounter: this.#lines, prettyErrors: false, stringKeys: true, uniqueKeys: false });
    // The library gives an array of no documents where there is nothing but comments.
    const [first, second] = documents as readonly Document.Parsed[];
    const errors = (documents as readonly Document.Parsed[]).flatMap((it) => [...it.errors, ...it.warnings]);
    if (errors.length > 0) throw new UnusableInput(this.#told(errors));
    if (second)
      this.#refuse(second.contents?.range[0] ?? second.range[0], {
        found: 'a second document',
        expected: 'one document a file',
        hint: "Remove the '---' before it.",
      });
    if (!first?.contents)
      throw new UnusableInput([{ ...this.start, found: 'nothing but comments and blanks', expected: 'a mapping with the key scenario' }]);
    this.#document = first;
    this.#checkKeys(first);
    this.#checkAliases(first);
    if (!isMap(first.contents))
      this.#refuse(first.contents.range[0], {
        found: `${typeOf(first.contents)} as the document`,
        expected: 'a mapping with the key scenario',
      });
    this.#map = first.contents as YAMLMap; // Anything else was just refused.
    this.entries = this.#map.items.map(({ key, value }) => this.#entry(key, value));
  }

  /**
   * Where a path leads from a key of the document on: to its key, or its element, or the nearest one
   * around it. Keys may themselves be paths with dots.
   */
  find(key: string, path: string): Position | undefined {
    let node: unknown = this.#map;
    let rest = [key, ...path.split('.').filter((it) => it !== '')];
    let position: Position | undefined;
    while (rest.length > 0) {
      const whole = isAlias(node) ? node.resolve(this.#document) : node;
      const next = isMap(whole)
        ? memberOf(whole, rest)
        : isSeq(whole)
          ? { at: whole.items[Number(rest[0])], value: whole.items[Number(rest[0])], used: 1 }
          : undefined;
      if (!next || !isNode(next.at)) break;
      position = this.#at(next.at.range?.[0] ?? 0);
      node = next.value;
      rest = rest.slice(next.used);
    }
    return position;
  }

  #entry(key: unknown, value: unknown): Entry {
    const at = this.#at(startOf(key));
    return {
      key: isScalar(key) ? String(key.value) : String(key),
      at,
      valueAt: isNode(value) && value.range && value.range[1] > value.range[0] ? this.#at(value.range[0]) : at,
      value: isNode(value) ? value.toJS(this.#document, { maxAliasCount: COUNT_MAX }) : value,
    };
  }

  #checkKeys(document: Document): void {
    const problems: Problem[] = [];
    visit(document, {
      Map: (_, { items }) => {
        const known = new Set<string>();
        for (const { key } of items) {
          const name = isScalar(key) ? String(key.value) : undefined;
          if (name !== undefined && known.has(name))
            problems.push({ ...this.#at(startOf(key)), found: `the key ${JSON.stringify(name)} a second time`, expected: 'each key once' });
          else if (name !== undefined) known.add(name);
        }
      },
    });
    if (problems.length > 0) throw new UnusableInput(problems.slice(0, PROBLEMS_MAX));
  }

  #checkAliases(document: Document): void {
    const aliases: Alias[] = [];
    visit(document, { Alias: (_, alias) => void aliases.push(alias) });
    const extra = aliases[ALIASES_MAX];
    if (extra) this.#refuse(startOf(extra), TOO_MANY_ALIASES);
    for (const alias of aliases) {
      const target = alias.resolve(document);
      const at = startOf(alias);
      if (!target) this.#refuse(at, { found: `the alias *${alias.source}`, expected: `an anchor &${alias.source} before it` });
      if (target?.range && target.range[0] <= at && at < target.range[1])
        this.#refuse(at, { found: `the alias *${alias.source} inside of what it stands for`, expected: 'an anchor that ends before it' });
    }
    const [first] = aliases;
    if (!first) return;
    try {
      document.toJS({ maxAliasCount: COUNT_MAX });
    } catch {
      // Unresolved and circular ones are told above; what is left is their number.
      this.#refuse(startOf(first), TOO_MANY_ALIASES);
    }
  }

  /** The library often tells one mistake several times, at one place or from each bracket around it. */
  #told(errors: readonly YAMLError[]): readonly Problem[] {
    const problems = new Map<string, Problem>();
    for (const { code, message, pos } of errors) {
      const at = this.#at(pos[0]);
      const key = code === 'RESOURCE_EXHAUSTION' ? code : `${at.line}:${at.column}`;
      if (!problems.has(key)) problems.set(key, { ...at, ...inWords(code, message) });
    }
    const all = problems.has('RESOURCE_EXHAUSTION') ? [...problems].filter(([key]) => key === 'RESOURCE_EXHAUSTION') : [...problems];
    return all.slice(0, PROBLEMS_MAX).map(([, problem]) => problem);
  }

  #refuse(offset: number, complaint: Complaint): never {
    throw new UnusableInput([{ ...this.#at(offset), ...complaint }]);
  }

  #at(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.#file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

/** The member of a mapping whose key is the first of the names, or several of them joined by dots. */
function memberOf(
  map: YAMLMap,
  names: readonly string[],
): { readonly at: unknown; readonly value: unknown; readonly used: number } | undefined {
  for (let used = 1; used <= names.length; used += 1) {
    const name = names.slice(0, used).join('.');
    const pair = map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
    if (pair) return { at: pair.key, value: pair.value, used };
  }
  return undefined;
}

function inWords(code: YAMLError['code'], message: string): Complaint {
  switch (code) {
    case 'TAB_AS_INDENT':
      return { found: 'a tab as indentation', expected: 'spaces' };
    case 'NON_STRING_KEY':
      return { found: 'a key that is no text', expected: 'a name as key' };
    case 'RESOURCE_EXHAUSTION':
      return { found: 'brackets nested too deep', expected: 'settings, which nest a few levels' };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        found: 'a second colon in one line',
        expected: 'one key a line',
        hint: 'Put a text with a colon in quotes, and nested keys on lines of their own.',
      };
    case 'TAG_RESOLVE_FAILED':
      return { found: `a tag that has no meaning here (${message.replace(/^Unresolved tag: /, '')})`, expected: 'plain values' };
    default:
      return { found: `what is no YAML (${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\.$/, '')})`, expected: 'YAML' };
  }
}

function typeOf(node: unknown): string {
  if (isSeq(node)) return 'a list';
  return isScalar(node) ? showValue(node.value) : 'an alias';
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
