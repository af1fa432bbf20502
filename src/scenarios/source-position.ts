/**
 * Where something stands in a source text: finds the keys of an object literal by name, so that what
 * is wrong with a value can be told by the line that a person wrote.
 *
 * Reads tokens, not syntax: it skips comments, strings and regular expressions, but a key that is
 * computed, or comes from another file, is not found. A template inside a template is read roughly.
 */

/** A place in a file. */
export interface Position {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/** A state, by the key that it has in the chart of the machine of a kind. */
export interface StateOfMachine {
  readonly kind: string;
  /** The machine's id; XState gives one to those that have none. */
  readonly machine: string;
  /** The machine's id again for the root. */
  readonly key: string;
}

interface Token {
  readonly type: 'word' | 'text' | 'mark';
  /** Of a text: what stands between its quotes. */
  readonly value: string;
  readonly offset: number;
}

/** Indexes of tokens: from one, up to but not including the other. */
interface Region {
  readonly from: number;
  readonly to: number;
}

/** A JavaScript or TypeScript file, for finding places in it. */
export class SourceText {
  readonly file: string;
  readonly #text: string;
  readonly #tokens: readonly Token[];
  /** Of words and texts, by what they say. */
  readonly #indexes: ReadonlyMap<string, readonly number[]>;

  constructor(file: string, text: string) {
    this.file = file;
    this.#text = text;
    this.#tokens = tokensOf(text);
    this.#indexes = indexesOf(this.#tokens);
  }

  /** The line as it starts: compiled code keeps its lines, but not its columns. */
  line(number: number): Position {
    const text = this.#text.split('\n')[number - 1] ?? '';
    return { file: this.file, line: number, column: text.length - text.trimStart().length + 1 };
  }

  /** Where the default export stands; undefined if there is none in these words. */
  defaultExport(): Position | undefined {
    const index = this.#tokens.findIndex(
      (token, at) => token.value === 'export' && token.type === 'word' && this.#tokens[at + 1]?.value === 'default',
    );
    return this.#at(index);
  }

  /**
   * The place of a nested key of the scenario, as in `['kinds', 'user']`, or of the nearest key
   * around it that is found; undefined if not even the first one is.
   */
  key(path: readonly string[]): Position | undefined {
    const to = this.#tokens.length;
    const { index } = [this.#deepest(path, { from: this.#scenario(), to }), this.#deepest(path, { from: 0, to })].find(
      ({ depth }) => depth > 0,
    ) ?? { index: -1 };
    return this.#at(index);
  }

  /** The place of a state in its chart; of the chart itself for the root. */
  state({ kind, machine, key }: StateOfMachine): Position | undefined {
    const charts = (this.#indexes.get('createMachine') ?? []).map((at) => this.#callAfter(at));
    const named = charts.flatMap((chart) =>
      this.#all('id', chart)
        .filter((id) => this.#tokens[id + 2]?.value === machine)
        .map((id) => ({ chart, root: id })),
    );
    // A chart without an id is known by the name of its constant.
    const [declared = -1] = (this.#indexes.get(kind) ?? []).filter((at) => this.#tokens[at + 1]?.value === '=');
    const after = declared === -1 ? [] : charts.filter(({ from }) => from > declared).map((chart) => ({ chart, root: declared }));
    const [found] = [...named, ...after];
    if (!found) return undefined;
    const [state = found.root] = key === machine ? [] : this.#all(key, found.chart);
    return this.#at(state);
  }

  /** The place of a string literal. */
  literal(value: string): Position | undefined {
    return this.#at(this.#tokens.findIndex((token) => token.type === 'text' && token.value === value));
  }

  /** What string literals are imported from: `from './user.ts'`. */
  imports(): readonly string[] {
    return this.#tokens.flatMap((token, at) => (token.type === 'text' && this.#tokens[at - 1]?.value === 'from' ? [token.value] : []));
  }

  /** Where the scenario's literal starts, for keys that stand elsewhere too. */
  #scenario(): number {
    const call = this.#tokens.findIndex(
      ({ value }, at) => value === 'scenarioFor' && ['<', '('].includes(this.#tokens[at + 1]?.value ?? ''),
    );
    if (call !== -1) return call;
    return Math.max(
      0,
      this.#tokens.findIndex(({ value }, at) => value === 'export' && this.#tokens[at + 1]?.value === 'default'),
    );
  }

  /** The first of the places that lead furthest along a path: a name may also stand in a pattern or a type. */
  #deepest([name, ...rest]: readonly string[], region: Region): { readonly index: number; readonly depth: number } {
    let best = { index: -1, depth: 0 };
    if (name === undefined) return best;
    for (const index of this.#all(name, region)) {
      const inside = this.#deepest(rest, this.#valueAfter(index));
      if (inside.depth + 1 > best.depth) best = { index: inside.depth === 0 ? index : inside.index, depth: inside.depth + 1 };
      if (best.depth === rest.length + 1) break;
    }
    return best;
  }

  /** Places of a key: first as `key:` or `key(`, then as a shorthand. */
  #all(name: string, { from, to }: Region): readonly number[] {
    const named = this.#indexes.get(name)?.filter((at) => from <= at && at < to) ?? [];
    const followedBy = (marks: string): readonly number[] =>
      named.filter((at) => this.#tokens[at + 1]?.type === 'mark' && marks.includes(this.#tokens[at + 1]?.value ?? ' '));
    return [...followedBy(':('), ...followedBy(',}')];
  }

  /** The value of a key: up to the comma or bracket that ends it. */
  #valueAfter(key: number): Region {
    let depth = 0;
    let at = key + 1;
    for (; at < this.#tokens.length; at += 1) {
      const { type, value } = this.#tokens[at] ?? { type: 'mark', value: '' };
      if (type !== 'mark') continue;
      if ('([{'.includes(value)) depth += 1;
      else if (')]}'.includes(value)) depth -= 1;
      if (depth < 0 || (depth === 0 && value === ',')) break;
    }
    return { from: this.#bodyAfter(key), to: at };
  }

  /** Where the value of a key starts, the parameters of a function left out. */
  #bodyAfter(key: number): number {
    const open = this.#tokens[key + 1]?.value === ':' ? key + 2 : key + 1;
    if (this.#tokens[open]?.value !== '(') return key + 1;
    const { to } = this.#callAfter(open - 1);
    const next = this.#tokens[to + 1]?.value;
    return next === '=' || next === '{' || next === ':' ? to + 1 : key + 1;
  }

  /** The arguments of a call. */
  #callAfter(name: number): Region {
    let depth = 0;
    let at = name + 1;
    for (; at < this.#tokens.length; at += 1) {
      const { type, value } = this.#tokens[at] ?? { type: 'mark', value: '' };
      if (type !== 'mark') continue;
      if (value === '(') depth += 1;
      else if (value === ')') depth -= 1;
      if (depth <= 0) break;
    }
    return { from: name + 1, to: at };
  }

  #at(index: number): Position | undefined {
    const token = this.#tokens[index];
    return token && { file: this.file, ...lineAndColumn(this.#text, token.offset) };
  }
}

function indexesOf(tokens: readonly Token[]): ReadonlyMap<string, readonly number[]> {
  const indexes = new Map<string, number[]>();
  for (const [at, { type, value }] of tokens.entries()) {
    if (type === 'mark') continue;
    const known = indexes.get(value);
    if (known) known.push(at);
    else indexes.set(value, [at]);
  }
  return indexes;
}

const SKIPPED = /(?:\s+|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))+/y;
const REGULAR_EXPRESSION = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])*\/\w*/y;
const TEXT = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[^]|[^`\\])*`/y;
const WORD = /[\p{L}\p{N}$_#]+/uy;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = offset;
    return pattern.exec(text)?.[0];
  };
  while (offset < text.length) {
    const skipped = match(SKIPPED) ?? (startsValue(tokens.at(-1)) ? match(REGULAR_EXPRESSION) : undefined);
    if (skipped !== undefined) {
      offset += skipped.length;
      continue;
    }
    const quoted = match(TEXT);
    const word = quoted === undefined ? match(WORD) : undefined;
    const value = quoted?.slice(1, -1) ?? word ?? text.charAt(offset);
    tokens.push({ type: quoted !== undefined ? 'text' : word !== undefined ? 'word' : 'mark', value, offset });
    offset += (quoted ?? value).length;
  }
  return tokens;
}

/** Whether a slash after this token starts a regular expression, rather than divides. */
function startsValue(before: Token | undefined): boolean {
  return !before || before.value === 'return' || (before.type === 'mark' && !')]}'.includes(before.value));
}

function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}
