/** Which lanes there are, one under the other: by kind, some put away or filtered out, some pinned above all others. */
import type { ActorEntry } from '../../protocol/columns.ts';

export type LaneRow =
  | { readonly type: 'kind'; readonly kind: string; readonly lanes: number; readonly isCollapsed: boolean }
  /** Of an actor, by its number. */
  | { readonly type: 'lane'; readonly actor: number };

export interface LaneChoice {
  /** The order of kinds, as in the list of actors; others come after them. */
  readonly kinds: readonly string[];
  /** In an actor's name, kind or place, whatever its case. */
  readonly filter: string;
  /** Kinds whose lanes are put away. What the filter names is shown nevertheless. */
  readonly collapsed: ReadonlySet<string>;
  /** Numbers of actors. They are shown above the others, and not a second time. */
  readonly pinned: ReadonlySet<number>;
  /** Whether an actor takes steps at all: some are only spoken to. */
  readonly isThere: (actor: number) => boolean;
}

const collator = new Intl.Collator('en', { numeric: true });

export function laneRows(actors: readonly ActorEntry[], choice: LaneChoice): readonly LaneRow[] {
  const { kinds, filter, collapsed, pinned, isThere } = choice;
  const wanted = filter.trim().toLowerCase();
  const nameOf = (actor: number): string => actors[actor]?.id ?? '';
  const byName = (a: number, b: number): number => collator.compare(nameOf(a), nameOf(b));
  const byKind = new Map<string, number[]>(kinds.map((kind) => [kind, []]));
  for (const [number, actor] of actors.entries()) {
    if (!isThere(number) || !isNamedBy(actor, wanted)) continue;
    const lanes = byKind.get(actor.kind) ?? [];
    if (!pinned.has(number)) lanes.push(number);
    byKind.set(actor.kind, lanes);
  }
  return [...byKind].flatMap(([kind, lanes]): readonly LaneRow[] => {
    const isCollapsed = wanted === '' && collapsed.has(kind);
    if (lanes.length === 0) return [];
    const shown = isCollapsed ? [] : lanes.toSorted(byName).map((actor): LaneRow => ({ type: 'lane', actor }));
    return [{ type: 'kind', kind, lanes: lanes.length, isCollapsed }, ...shown];
  });
}

function isNamedBy({ id, kind, place }: ActorEntry, wanted: string): boolean {
  return wanted === '' || [id, kind, place ?? ''].some((name) => name.toLowerCase().includes(wanted));
}
