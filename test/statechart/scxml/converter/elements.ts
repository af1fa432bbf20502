/** What the elements of executable content say, whichever way they are carried out. */
import type { ScxmlDocument } from './document.ts';
import { childrenOf } from './document.ts';
import type { ScxmlEvent } from './events.ts';
import type { Context, Scope } from './expressions.ts';
import { Failure } from './failure.ts';
import type { Xml } from './xml.ts';

/** By a `raise`. */
export function raisedBy({ attributes }: Xml): ScxmlEvent {
  return { type: attributes['event'] ?? '', kind: 'internal' };
}

export interface Branch {
  /** None for `else`. */
  readonly condition: string | undefined;
  readonly elements: readonly Xml[];
}

/** Of an `if`. */
export function branchesOf({ attributes, children }: Xml): readonly Branch[] {
  const branches: { condition: string | undefined; elements: Xml[] }[] = [{ condition: attributes['cond'], elements: [] }];
  for (const child of children) {
    if (child.name === 'elseif' || child.name === 'else') branches.push({ condition: child.attributes['cond'], elements: [] });
    else branches.at(-1)?.elements.push(child);
  }
  return branches;
}

/** What a `foreach` puts into its variables, one time after the other. @throws Failure if it is none */
export function itemsOf({ attributes }: Xml, { expressions }: ScxmlDocument, scope: Scope): readonly Context[] {
  const { array = '', item = '', index } = attributes;
  for (const name of [item, index ?? item]) if (!/^[A-Za-z_$][\w$]*$/.test(name)) throw new Failure(`'${name}' is no variable`);
  const items = expressions.evaluate(array, scope);
  if (!Array.isArray(items)) throw new Failure(`'${array}' is no array`);
  return items.map((value: unknown, at) => ({ [item]: value, ...(index === undefined ? {} : { [index]: at }) }));
}

/** The variables of a `datamodel` that have not been set yet. @throws whatever an expression throws */
export function missingOf(datamodel: Xml, document: ScxmlDocument, scope: Scope): Context {
  const missing = childrenOf(datamodel, 'data').filter(({ attributes }) => !((attributes['id'] ?? '') in scope.context));
  return Object.fromEntries(missing.map((data) => [data.attributes['id'] ?? '', document.valueOf(data, scope)]));
}
