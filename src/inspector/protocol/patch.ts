/**
 * What changed in a tree of plain data: the frames hold that, and not the whole. Parts that are the same object are not looked into,
 * so the work goes with the size of the change.
 */

/** Keys and indices, from the root on. */
export type Path = readonly (string | number)[];

export type Patch =
  | { readonly at: Path; readonly value: unknown }
  /** A member that is gone. */
  | { readonly at: Path; readonly gone: true }
  /** In a list: from an index on, so many are out and others in. */
  | { readonly at: Path; readonly from: number; readonly out: number; readonly in: readonly unknown[] };

/** What makes the one of the other. */
export function patchesBetween(before: unknown, after: unknown): readonly Patch[] {
  const patches: Patch[] = [];
  compare(before, after, [], patches);
  return patches;
}

/** What was patched shares with the old all that did not change. */
export function patched(value: unknown, patches: readonly Patch[]): unknown {
  return patches.reduce((whole, patch) => applied(whole, patch, 0), value);
}

function compare(before: unknown, after: unknown, at: Path, patches: Patch[]): void {
  if (Object.is(before, after)) return;
  if (Array.isArray(before) && Array.isArray(after)) compareLists(before, after, at, patches);
  else if (isRecord(before) && isRecord(after)) {
    for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) patches.push({ at: [...at, key], gone: true });
    for (const [key, value] of Object.entries(after)) {
      if (Object.hasOwn(before, key)) compare(before[key], value, [...at, key], patches);
      else patches.push({ at: [...at, key], value });
    }
  } else patches.push({ at, value: after });
}

/** What two lists have in common at both ends stays; of what is between, items are compared one by one if there are as many. */
function compareLists(before: readonly unknown[], after: readonly unknown[], at: Path, patches: Patch[]): void {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isSame(before[head], after[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  const out = before.length - head - tail;
  const added = after.slice(head, after.length - tail);
  if (out === added.length)
    for (const [index, value] of added.entries()) compare(before[head + index], value, [...at, head + index], patches);
  else patches.push({ at, from: head, out, in: added });
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}

function applied(value: unknown, patch: Patch, depth: number): unknown {
  const key = patch.at[depth];
  if (key === undefined) {
    if ('value' in patch) return patch.value;
    if ('in' in patch && Array.isArray(value)) return value.toSpliced(patch.from, patch.out, ...patch.in);
    return value;
  }
  if (Array.isArray(value)) return typeof key === 'number' ? value.with(key, applied(value[key], patch, depth + 1)) : value;
  if (!isRecord(value)) return value;
  if ('gone' in patch && depth === patch.at.length - 1) return Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
  return { ...value, [key]: applied(Object.hasOwn(value, key) ? value[key] : undefined, patch, depth + 1) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
