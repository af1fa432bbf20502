/**
 * What a chart refers to: its guards and actions, as data and in words.
 *
 * A name stays a name. What XState's creators leave in a chart are functions with members: these
 * become objects with the same `type`, so that nothing is lost without a trace.
 */

export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data };

/** Stands where a function cannot be shown. */
const FUNCTION: Data = { type: 'function' };

/** What an inline guard or action is called, having no name. */
const INLINE = 'inline';

/** The members of XState's built-ins that only run them. */
const RUNNING: ReadonlySet<string> = new Set(['type', 'check', 'resolve', 'execute', 'retryResolve']);

/** A guard: its name, `{ type, params }`, or `and`, `or` and `not` with their `guards`. */
export function guardData(guard: unknown): Data {
  if (typeof guard !== 'function') return named(guard);
  const { guards, stateValue } = membersOf(guard);
  if (Array.isArray(guards)) return { type: guard.name, guards: guards.map(guardData) };
  if (stateValue !== undefined) return { type: guard.name, stateValue: dataOf(stateValue, FUNCTION) ?? null };
  return { type: INLINE };
}

/** An action: its name, `{ type, params }`, or a built-in such as `{ type: 'xstate.raise', event }`. */
export function actionData(action: unknown): Data {
  if (typeof action !== 'function') return named(action);
  const members = membersOf(action);
  if (typeof members['type'] !== 'string') return { type: INLINE };
  const shown = Object.entries(members).filter(([key]) => !RUNNING.has(key));
  return { type: members['type'], ...recordOf(shown, FUNCTION) };
}

/** `trayIsEmpty and not hasRest`. */
export function guardWords(guard: unknown): string {
  return words(guardData(guard), false);
}

/** `returnListings`, or `raise tick` for an inline built-in. */
export function actionWords(action: unknown): string {
  const data = actionData(action);
  if (typeof data !== 'object' || data === null || !('type' in data)) return String(data);
  const name = String(data.type).replace(/^xstate\./, '');
  const { event, assignment } = { event: undefined, assignment: undefined, ...data };
  if (isRecord(event) && typeof event['type'] === 'string') return `${name} ${event['type']}`;
  return isRecord(assignment) ? `${name} ${Object.keys(assignment).join(', ')}` : name;
}

/**
 * Plain data, without its functions where they are members, and `undefined` for one that is nothing else.
 *
 * @param instead what to show for a function, where leaving it out would lose what was meant
 */
export function dataOf(value: unknown, instead?: Data): Data | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return String(value);
    case 'object':
      if (value === null) return null;
      if (Array.isArray(value)) return value.map((item) => dataOf(item, instead) ?? null);
      // Anything with a class is not data; its members may lead anywhere, and back.
      if (!isRecord(value)) return { type: value.constructor.name };
      return recordOf(Object.entries(value), instead);
    case 'function':
      return instead;
    default:
      return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function recordOf(entries: readonly (readonly [string, unknown])[], instead?: Data): Readonly<Record<string, Data>> {
  return Object.fromEntries(
    entries.flatMap(([key, value]) => {
      const data = dataOf(value, instead);
      return data === undefined ? [] : [[key, data] as const];
    }),
  );
}

/** A reference by name. Its params are data, or else a function of the event, which is left out. */
function named(reference: unknown): Data {
  return dataOf(reference) ?? { type: INLINE };
}

function membersOf(creation: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(creation));
}

function words(guard: Data, nested: boolean): string {
  if (typeof guard !== 'object' || guard === null || !('type' in guard)) return String(guard);
  const { type } = guard;
  if ('guards' in guard && Array.isArray(guard.guards)) {
    const parts = guard.guards.map((part: Data) => words(part, true));
    if (type === 'not') return `not ${parts.join(', ')}`;
    const joined = parts.join(` ${String(type)} `);
    return nested && parts.length > 1 ? `(${joined})` : joined;
  }
  return 'stateValue' in guard ? `${String(type)} ${JSON.stringify(guard.stateValue)}` : String(type);
}
