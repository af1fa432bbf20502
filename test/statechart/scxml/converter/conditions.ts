/** Conditions: of transitions, which are guards, and within executable content. */
import { not, stateIn } from 'xstate';
import type { ScxmlDocument } from './document.ts';
import type { Scope } from './expressions.ts';
import { referenceTo } from './names.ts';

/** `In('state')`, by itself or denied. As in XState's converter, nothing else may be asked beside it. */
const IN = /^\s*(!?)\s*In\('([^']*)'\)\s*$/;

/** The state that a condition asks for by `In()`, as a guard of XState; undefined if it asks for something else. */
export function inGuardOf(condition: string): unknown {
  const [, negation, id] = IN.exec(condition) ?? [];
  if (id === undefined) return undefined;
  return negation ? not(stateIn(referenceTo(id))) : stateIn(referenceTo(id));
}

/** A guard of XState. */
export function guardOf(condition: string, document: ScxmlDocument): unknown {
  return inGuardOf(condition) ?? ((scope: Scope): boolean => holds(condition, document, scope));
}

/** In SCXML, a condition that fails is false. It raises an event too, which a guard cannot do. */
export function holds(condition: string, { expressions }: ScxmlDocument, scope: Scope): boolean {
  try {
    return Boolean(expressions.evaluate(condition, scope));
  } catch {
    return false;
  }
}
