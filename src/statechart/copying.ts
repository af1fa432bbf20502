/**
 * Copies contexts, by functions that are made for their keys.
 *
 * V8 gives the copy of a copy by `{ ...it }` a hidden class of its own, again and again: such a copy takes some 200 ns, and all that
 * reads it is slow after it. A literal that names the keys takes 12 (Node 20), and what has the same keys has the same class.
 */
import type { Context } from './running.ts';

/** Gives undefined if the object has other keys. */
type Copy = (object: Context, value: unknown) => Record<string, unknown> | undefined;

/** Bound on the lists of keys that are remembered; and on the keys in one. What is beyond is copied as JavaScript does. */
const SHAPES_MAX = 16;
const KEYS_MAX = 64;

export class Copier {
  readonly #replaced: string | undefined;
  readonly #copies: Copy[] = [];
  #last: Copy | undefined;

  /** @param replaced a key to which each copy gives another value */
  constructor(replaced?: string) {
    this.#replaced = replaced;
  }

  /** A new object with what `{ ...object }` has, to which nobody else holds on yet. */
  copy(object: Context, value?: unknown): Record<string, unknown> {
    return this.#last?.(object, value) ?? this.#find(object, value);
  }

  #find(object: Context, value: unknown): Record<string, unknown> {
    for (const copy of this.#copies) {
      const copied = copy(object, value);
      if (!copied) continue;
      this.#last = copy;
      return copied;
    }
    if (this.#copies.length < SHAPES_MAX) {
      const copy = copyFor(object, this.#replaced);
      if (copy) this.#copies.push(copy);
    }
    const copied: Record<string, unknown> = { ...object };
    if (this.#replaced !== undefined) copied[this.#replaced] = value;
    return copied;
  }
}

/** Undefined where it would not be the same as `{ ...object }`, or where no function may be made of a text, as in some pages. */
function copyFor(object: Context, replaced: string | undefined): Copy | undefined {
  const keys = Object.keys(object);
  if (keys.length > KEYS_MAX || keys.includes('__proto__') || Object.getOwnPropertySymbols(object).length > 0) return undefined;
  if (replaced !== undefined && !keys.includes(replaced)) return undefined;
  const members = keys.map((key) => `${JSON.stringify(key)}: ${key === replaced ? 'value' : `object[${JSON.stringify(key)}]`}`);
  const text = `return (object, value) => {
    let at = 0;
    for (const key in object) {
      if (key !== keys[at]) return undefined;
      at += 1;
    }
    return at === ${keys.length} ? { ${members.join(', ')} } : undefined;
  };`;
  try {
    // All that comes from outside are the keys, as literals.
    return new Function('keys', text)(keys) as Copy;
  } catch {
    return undefined;
  }
}
