/** An SCXML document as a whole: its states, its variables and what they begin with. */
import { Expressions, type Context, type Scope } from './expressions.ts';
import { literalAt, literalIn, textAt } from './literals.ts';
import type { Xml } from './xml.ts';

const STATES = ['state', 'parallel', 'final', 'history'];
const START = { type: 'xstate.init' };

export class ScxmlDocument {
  readonly root: Xml;
  readonly expressions: Expressions;
  /** Where files lie that the document names. */
  readonly folder: string;

  constructor(root: Xml, folder: string) {
    this.root = root;
    this.folder = folder;
    this.expressions = new Expressions(root.attributes['name']);
  }

  /** Variables of a state are set as it is first entered, not at the beginning. */
  get isLate(): boolean {
    return this.root.attributes['binding'] === 'late';
  }

  /** The context at the beginning, after the document's own scripts. What fails is undefined. */
  begin(): { readonly context: Context; readonly failures: readonly unknown[] } {
    const failures: unknown[] = [];
    let context: Context = {};
    for (const data of this.isLate ? dataOf(this.root) : allDataIn(this.root)) {
      let value: unknown;
      try {
        value = this.valueOf(data, { context, event: START });
      } catch (cause) {
        failures.push(cause);
      }
      context = { ...context, [data.attributes['id'] ?? '']: value };
    }
    for (const script of childrenOf(this.root, 'script')) context = this.executeScript(script, { context, event: START });
    return { context, failures };
  }

  /** Of a `data`, `assign`, `content` or `param` element. @throws whatever its expression throws */
  valueOf(element: Xml, scope: Scope): unknown {
    const { expr, src, location } = element.attributes;
    if (src !== undefined) return literalAt(src, this.folder, this.expressions);
    const expression = expr ?? (element.name === 'param' ? location : undefined);
    if (expression !== undefined) return this.expressions.evaluate(expression, scope);
    return element.children.length === 0 && element.text.trim() === '' ? undefined : literalIn(element, this.expressions);
  }

  /** The context after a script. @throws whatever it throws */
  executeScript({ attributes: { src }, text }: Xml, scope: Scope): Context {
    return this.expressions.execute(src === undefined ? text : textAt(src, this.folder), scope);
  }

  /** An object of the `param` elements, or what `content` says; undefined if there is neither. @throws whatever an expression throws */
  payloadOf(element: Xml, scope: Scope): unknown {
    const [content] = childrenOf(element, 'content');
    if (content) return this.valueOf(content, scope);
    const names = (element.attributes['namelist'] ?? '').split(/\s+/).filter((name) => name !== '');
    const params = childrenOf(element, 'param');
    if (names.length + params.length === 0) return undefined;
    return Object.fromEntries([
      ...names.map((name) => [name, this.expressions.evaluate(name, scope)] as const),
      ...params.map((param) => [param.attributes['name'] ?? '', this.valueOf(param, scope)] as const),
    ]);
  }
}

export function childrenOf({ children }: Xml, ...names: readonly string[]): readonly Xml[] {
  return children.filter(({ name }) => names.includes(name));
}

export function statesOf(element: Xml): readonly Xml[] {
  return childrenOf(element, ...STATES);
}

/** The variables that a state itself declares. */
export function dataOf(element: Xml): readonly Xml[] {
  return childrenOf(element, 'datamodel').flatMap((model) => childrenOf(model, 'data'));
}

function allDataIn(element: Xml): readonly Xml[] {
  return [...dataOf(element), ...statesOf(element).flatMap(allDataIn)];
}
