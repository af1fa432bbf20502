/** Reads what XState's types have erased: the functions and objects in which it keeps actions and guards. */

/** A function of a chart: an action, a guard, a delay, a mapper of parameters or output. */
export type Callable = (args: unknown, params?: unknown) => unknown;

export function isCallable(value: unknown): value is Callable {
  return typeof value === 'function';
}

/** A member of a function or an object. */
export function memberOf(value: unknown, key: string): unknown {
  return isHolder(value) ? Reflect.get(value, key) : undefined;
}

export function hasMember(value: unknown, key: string): boolean {
  return isHolder(value) && key in value;
}

function isHolder(value: unknown): value is object {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

/** The name by which a chart refers to an implementation; undefined for a function that stands there itself. */
export function referredTo(reference: unknown): string | undefined {
  if (typeof reference === 'string') return reference;
  return isCallable(reference) ? undefined : String(memberOf(reference, 'type'));
}
