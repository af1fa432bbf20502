/** A tree of plain data as it is drawn, with what is different from how it was before. */

export interface TreeNode {
  readonly key: string;
  /** Of what is gone, what it was. */
  readonly value: unknown;
  readonly change: Change;
  /** What it was, if it changed as a whole. */
  readonly was?: unknown;
}

/** `inside`: something within it is different. */
export type Change = 'same' | 'new' | 'changed' | 'inside' | 'gone';

/** Members of an object or a list, and those that are gone. @param was undefined: there is nothing to compare it with */
export function membersOf(value: object, was: unknown): readonly TreeNode[] {
  if (Array.isArray(value) && Array.isArray(was)) return itemsOf(value, was);
  const before = isTree(was) && !Array.isArray(was) && !Array.isArray(value) ? new Map(Object.entries(was)) : undefined;
  const now = Object.entries(value).map(([key, inner]): TreeNode => {
    if (!before) return { key, value: inner, change: 'same' };
    return before.has(key) ? compared(key, inner, before.get(key)) : { key, value: inner, change: 'new' };
  });
  const gone = [...(before ?? [])].flatMap(([key, old]): readonly TreeNode[] =>
    key in value ? [] : [{ key, value: old, change: 'gone' }],
  );
  return [...now, ...gone];
}

/** What two lists have in common at both ends is the same; of what is between, items are compared one by one if there are as many. */
function itemsOf(value: readonly unknown[], was: readonly unknown[]): readonly TreeNode[] {
  const shorter = Math.min(value.length, was.length);
  const isSame = (at: number, wasAt: number): boolean => changeOf(value[at], was[wasAt]) === 'same';
  let head = 0;
  while (head < shorter && isSame(head, head)) head += 1;
  let tail = 0;
  while (tail < shorter - head && isSame(value.length - 1 - tail, was.length - 1 - tail)) tail += 1;
  const end = value.length - tail;
  const out = was.slice(head, was.length - tail);
  const isAsMany = out.length === end - head;
  const nodes = value.map((inner, at): TreeNode => {
    const key = String(at);
    if (at < head || at >= end) return { key, value: inner, change: 'same' };
    return isAsMany ? compared(key, inner, was[at]) : { key, value: inner, change: 'new' };
  });
  const gone = isAsMany ? [] : out.map((old, at): TreeNode => ({ key: String(head + at), value: old, change: 'gone' }));
  return nodes.toSpliced(head, 0, ...gone);
}

function compared(key: string, value: unknown, was: unknown): TreeNode {
  const change = changeOf(value, was);
  return { key, value, change, ...(change === 'same' ? {} : { was }) };
}

export function changeOf(value: unknown, was: unknown): Change {
  if (value === was || JSON.stringify(value) === JSON.stringify(was)) return 'same';
  return isTree(value) && isTree(was) && Array.isArray(value) === Array.isArray(was) ? 'inside' : 'changed';
}

export function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const TEXT_MAX = 60;

/** In a line: a leaf as JSON, a tree by its first members. */
export function shortText(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text;
}
