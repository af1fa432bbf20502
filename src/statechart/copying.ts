/**
 * Copies contexts, by functions that are made for their keys.
 *
 * V8 gives the copy of a copy by `{ ...it }` a hidden class of its own, again and again: such a copy takes some 200 ns, and all that
 * reads it is slow after it. A literal that names the keys takes 12 (Node 20), and what has the same keys has the same class.
 */
import type { Context } from './args.ts';

/** A copy of an object, with something else in it: a new object, to which nobody else holds on yet. */
export type Copying<With> = (object: Context, given: With) => Record<string, unknown>;

/** Gives undefined if the keys are others than those for which it was made. */
type Copy<With> = (object: Context, given: With) => Record<string, unknown> | undefined;

/** Bound on the lists of keys that are remembered; and on the keys in one. What is beyond is copied as JavaScript does. */
const SHAPES_MAX = 16;
const KEYS_MAX = 64;

/** A key that XState does not copy: what stands there comes to be the prototype of a copy, or is left behind. */
export const PROTOTYPE = '__proto__';

/** Makes copiers: each for one place where copies are made, since what is copied there is mostly alike. */
export interface Copiers {
  /** As `Object.assign({}, object)`. */
  copying(): Copying<undefined>;
  /** As `Object.assign({}, object, { [key]: given })`, but for a key that is no member. */
  replacing(key: string): Copying<unknown>;
  /** As `Object.assign({}, object, given)`. */
  merging(): Copying<Context>;
}

export const ownCopiers: Copiers = { copying, replacing, merging };

/** For places that are made anew at each step: they share theirs. */
export function sharedCopiers(): Copiers {
  const [copy, merge] = [copying(), merging()];
  const known = new Map<string, Copying<unknown>>();
  return {
    copying: () => copy,
    merging: () => merge,
    replacing: (key) => {
      const replace = known.get(key) ?? replacing(key);
      known.set(key, replace);
      return replace;
    },
  };
}

export function copying(): Copying<undefined> {
  return byShape(
    (object) => (hasPrototypeKey(object) ? Object.assign({}, object) : { ...object }),
    (object) => copyFor({ of: object, parts: new Map(membersOf(object)) }),
  );
}

function replacing(key: string): Copying<unknown> {
  if (key === PROTOTYPE) {
    const copy = copying();
    return (object) => copy(object, undefined);
  }
  return byShape(
    (object, value) => (hasPrototypeKey(object) ? Object.assign({}, object, { [key]: value }) : { ...object, [key]: value }),
    (object) => copyFor({ of: object, parts: new Map([...membersOf(object), [key, 'given']]) }),
  );
}

function merging(): Copying<Context> {
  return byShape(
    (object, update) => (hasPrototypeKey(object) || hasPrototypeKey(update) ? Object.assign({}, object, update) : { ...object, ...update }),
    (object, update) => copyFor({ of: object, parts: new Map([...membersOf(object), ...membersOf(update, 'given')]), update }),
  );
}

/** @param plainly does the same, for whatever keys */
function byShape<With>(plainly: Copying<With>, make: (object: Context, given: With) => Copy<With> | undefined): Copying<With> {
  const copies: Copy<With>[] = [];
  let made = 0;
  let last: Copy<With> | undefined;

  function find(object: Context, given: With): Record<string, unknown> {
    for (const copy of copies) {
      const copied = copy(object, given);
      if (!copied) continue;
      last = copy;
      return copied;
    }
    made += 1;
    const copy = made <= SHAPES_MAX ? make(object, given) : undefined;
    if (copy) copies.push(copy);
    return copy?.(object, given) ?? plainly(object, given);
  }

  return (object, given) => last?.(object, given) ?? find(object, given);
}

interface Making {
  readonly of: Context;
  /** Where the value of each key comes from, as an expression. */
  readonly parts: ReadonlyMap<string, string>;
  /** Whose keys must be the same too. */
  readonly update?: Context;
}

/** Undefined where a literal would not be the same; or where no function may be made of a text, as in some pages. */
function copyFor<With>({ of, parts, update }: Making): Copy<With> | undefined {
  const given = update === undefined ? [of] : [of, update];
  if (parts.size > KEYS_MAX || parts.has(PROTOTYPE) || !given.every(isNamedOnly)) return undefined;
  const members = Array.from(parts, ([key, value]) => `${JSON.stringify(key)}: ${value}`);
  const text = `return (object, given) => {
    ${hasKeys('object', of)}
    ${update === undefined ? '' : hasKeys('given', update)}
    return { ${members.join(', ')} };
  };`;
  try {
    // All that comes from outside into the text are keys, as literals.
    return new Function('objectKeys', 'givenKeys', text)(Object.keys(of), Object.keys(update ?? {})) as Copy<With>;
  } catch {
    return undefined;
  }
}

function hasPrototypeKey(object: Context): boolean {
  return Object.hasOwn(object, PROTOTYPE);
}

function membersOf(object: Context, name = 'object'): readonly (readonly [string, string])[] {
  return Object.keys(object).map((key) => [key, `${name}[${JSON.stringify(key)}]`]);
}

/** Statements that leave unless the object has these keys, in this order. */
function hasKeys(name: string, object: Context): string {
  return `let ${name}At = 0;
    for (const key in ${name}) if (key !== ${name}Keys[${name}At++]) return undefined;
    if (${name}At !== ${Object.keys(object).length}) return undefined;`;
}

/** Whether spreading it takes what `for … in` goes through. */
function isNamedOnly(object: Context): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return (prototype === Object.prototype || prototype === null) && Object.getOwnPropertySymbols(object).length === 0;
}
