/** What is different between two trees of plain data, by paths. */
import { canonical } from '../actors/canonical.ts';

/** More than these are counted, not told. */
const CHANGES_MAX = 6;
const VALUE_MAX = 44;

/** Lines such as `jobs.0.id: a.1 → b.1`. */
export function changesIn(before: unknown, after: unknown): readonly string[] {
  const all = [...differences(before, after, '')];
  const told = all.slice(0, CHANGES_MAX).map(({ path, from, to }) => `${path}: ${short(from)} → ${short(to)}`);
  const more = all.length - CHANGES_MAX;
  return more > 0 ? [...told, `and ${more} more changes`] : told;
}

interface Difference {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

function* differences(before: unknown, after: unknown, path: string): Generator<Difference> {
  if (before === after || canonical(before) === canonical(after)) return;
  if (!isTree(before) || !isTree(after) || Array.isArray(before) !== Array.isArray(after) || isShort(before, after)) {
    yield { path: path === '' ? 'all' : path, from: before, to: after };
    return;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
    yield* differences(before[key], after[key], path === '' ? key : `${path}.${key}`);
}

/** Lists whose lengths differ, and what fits on a line, are told as a whole. */
function isShort(before: Tree, after: Tree): boolean {
  if (!Array.isArray(before) || !Array.isArray(after)) return false;
  return before.length !== after.length || short(before).length + short(after).length < VALUE_MAX;
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}

function short(value: unknown): string {
  const text = dataText(value).replace(/\s+/gu, ' ');
  return text.length > VALUE_MAX ? `${text.slice(0, VALUE_MAX)}…` : text;
}

/** Plain data in few words: things that have an id are told by it. */
export function dataText(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return value === '' ? "''" : value;
  if (Array.isArray(value)) return `[${value.map(dataText).join(', ')}]`;
  if (!isTree(value)) return String(value);
  const { id } = value;
  if (typeof id === 'string') return id;
  return `{${Object.entries(value)
    .map(([key, part]) => `${key}: ${dataText(part)}`)
    .join(', ')}}`;
}
