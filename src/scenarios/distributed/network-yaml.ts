/** A YAML file of which every value knows where it was written, for problems with the very value. */
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Alias,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml';
import { showValue } from '../parameter-problems.ts';
import { UnusableInput } from '../problem.ts';
import type { Position } from '../source-position.ts';
import { YamlMapping } from '../yaml-mapping.ts';

/** @throws UnusableInput unless the text is one mapping, within the bounds of yaml-mapping.ts */
export function writtenIn(file: string, text: string): Written {
  // The library gives an array of no documents where there is nothing but comments.
  const documents: readonly Document.Parsed[] = parseAllDocuments(text, { prettyErrors: false, stringKeys: true, uniqueKeys: false });
  const [document] = documents;
  const errors = documents.flatMap((it) => [...it.errors, ...it.warnings]);
  const lines = linesOf(text);
  if (errors.length === 0 && !isMap(document?.contents)) {
    const found = document?.contents ? `${inWords(document.contents)} as the document` : 'nothing but comments and blanks';
    throw new UnusableInput([{ file, line: 1, column: 1, found, expected: 'a mapping with the key machines' }]);
  }
  const { start } = checked(file, text, errors, lines);
  if (!document) throw new Error('a mapping without a document');
  return new Written(document.contents, start, { document, file, lines, targets: new Map() });
}

/** Refuses what is no YAML, keys that stand twice, and aliases without end; its values have no places. */
function checked(file: string, text: string, errors: readonly YAMLError[], lines: LineCounter): YamlMapping {
  try {
    return new YamlMapping(file, text);
  } catch (cause) {
    if (!(cause instanceof UnusableInput) || errors.length === 0) throw cause;
    // While it parses what is no YAML, the library misses ends of lines. It tells one problem a place, in the order of the errors.
    const deep = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
    const offsets = [...new Set((deep ? [deep] : errors).map(({ pos }) => pos[0]))];
    throw new UnusableInput(cause.problems.map((problem, index) => ({ ...problem, ...placeOf(offsets[index] ?? 0, lines) })));
  }
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
  return lines;
}

function placeOf(offset: number, lines: LineCounter): Pick<Position, 'line' | 'column'> {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

export interface Member {
  readonly key: string;
  readonly at: Position;
  readonly value: Written;
}

interface Source {
  readonly document: Document;
  readonly file: string;
  readonly lines: LineCounter;
  /** Each is looked for once, since the library goes through the whole document. */
  readonly targets: Map<Alias, Node | undefined>;
}

export class Written {
  /** All that an alias stands for is where the alias is; of a key without a value, it is the key. */
  readonly at: Position;
  readonly #node: unknown;
  readonly #source: Source;
  readonly #isAliased: boolean;

  constructor(node: unknown, at: Position, source: Source, isAliased = false) {
    this.at = at;
    this.#source = source;
    this.#isAliased = isAliased || isAlias(node);
    this.#node = isAlias(node) ? targetOf(node, source) : node;
  }

  /** Undefined for a list and for a mapping. */
  get scalar(): unknown {
    if (isNode(this.#node)) return isScalar(this.#node) ? this.#node.value : undefined;
    return null;
  }

  /** As it is shown in a problem. */
  get words(): string {
    return inWords(this.#node);
  }

  /** Undefined if it is no list. */
  items(): readonly Written[] | undefined {
    return isSeq(this.#node) ? this.#node.items.map((item) => this.#inner(item, this.#place(item) ?? this.at)) : undefined;
  }

  /** Undefined if it is no mapping. */
  members(): readonly Member[] | undefined {
    if (!isMap(this.#node)) return undefined;
    return this.#node.items.map(({ key, value }) => {
      const at = this.#place(key) ?? this.at;
      const isEmpty = !isNode(value) || !value.range || value.range[1] === value.range[0];
      return { key: isScalar(key) ? String(key.value) : String(key), at, value: this.#inner(value, isEmpty ? at : this.#place(value)) };
    });
  }

  #inner(node: unknown, at: Position = this.at): Written {
    return new Written(node, at, this.#source, this.#isAliased);
  }

  #place(node: unknown): Position | undefined {
    if (this.#isAliased) return this.at;
    if (!isNode(node) || !node.range) return undefined;
    return { file: this.#source.file, ...placeOf(node.range[0], this.#source.lines) };
  }
}

function targetOf(alias: Alias, { document, targets }: Source): Node | undefined {
  if (!targets.has(alias)) targets.set(alias, alias.resolve(document));
  return targets.get(alias);
}

function inWords(node: unknown): string {
  if (isSeq(node)) return 'a list';
  if (isMap(node)) return 'a mapping';
  if (isAlias(node)) return 'an alias';
  return showValue(isScalar(node) ? node.value : null);
}
