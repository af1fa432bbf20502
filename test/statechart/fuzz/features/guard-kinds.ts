/** What a guard is made of. */
import { and, not, or } from 'xstate';

export type GuardKind = 'name' | 'params' | 'worked params' | 'inline' | 'and' | 'or' | 'not' | 'stateIn';

/** What XState's combinators leave on the function that they return. */
interface Made {
  readonly check?: unknown;
  readonly guards?: readonly unknown[];
  readonly params?: unknown;
}

const CHECKS: readonly (readonly [unknown, GuardKind])[] = [
  [checkOf(and([])), 'and'],
  [checkOf(or([])), 'or'],
  [checkOf(not('any')), 'not'],
];

function checkOf(guard: unknown): unknown {
  return (guard as Made).check; // Its type is erased.
}

export function guardKindsOf(guard: unknown): ReadonlySet<GuardKind> {
  if (!guard) return new Set();
  if (typeof guard === 'string') return new Set<GuardKind>(['name']);
  const { check, guards = [], params } = guard as Made; // As above; an object with parameters has neither of the two first.
  if (params !== undefined) return new Set<GuardKind>([typeof params === 'function' ? 'worked params' : 'params']);
  if (check === undefined) return new Set<GuardKind>([typeof guard === 'function' ? 'inline' : 'name']);
  const own = CHECKS.find(([it]) => it === check)?.[1] ?? 'stateIn';
  return new Set<GuardKind>([own, ...guards.flatMap((it) => [...guardKindsOf(it)])]);
}
