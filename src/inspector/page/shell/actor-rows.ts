/** The rows of the list of actors: a head for each kind, and the actors of kinds that are not folded. */
import type { ActorEntry } from '../../protocol/columns.ts';

export type ActorRow =
  | { readonly type: 'kind'; readonly kind: string; readonly count: number; readonly isFolded: boolean }
  | { readonly type: 'actor'; readonly actor: number; readonly entry: ActorEntry; readonly label: string };

export interface RowsOptions {
  /** Their order; others come after them. */
  readonly kinds: readonly string[];
  readonly folded: ReadonlySet<string>;
  /** Part of an id, a kind or a place, whatever its case. */
  readonly search: string;
  /** Whether an actor takes part: some are only spoken to. */
  readonly isThere: (actor: number) => boolean;
}

/** Characters of an id that there is room for. */
const ID_MAX = 18;

const collator = new Intl.Collator('en', { numeric: true });

export function actorRows(actors: readonly ActorEntry[], { kinds, folded, search, isThere }: RowsOptions): readonly ActorRow[] {
  const wanted = search.trim().toLowerCase();
  const groups = new Map<string, { readonly actor: number; readonly entry: ActorEntry }[]>(kinds.map((kind) => [kind, []]));
  for (const [actor, entry] of actors.entries()) {
    const { id, kind, place } = entry;
    if (!isThere(actor) || ![id, kind, place ?? ''].some((text) => text.toLowerCase().includes(wanted))) continue;
    const group = groups.get(kind) ?? [];
    groups.set(kind, group);
    group.push({ actor, entry });
  }
  return [...groups].flatMap(([kind, group]): readonly ActorRow[] => {
    if (group.length === 0) return [];
    // What is searched for is not hidden.
    const isFolded = folded.has(kind) && wanted === '';
    const head: ActorRow = { type: 'kind', kind, count: group.length, isFolded };
    if (isFolded) return [head];
    // Long ids differ at their ends, and their kind stands above them.
    const isLong = group.some(({ entry }) => entry.id.length > ID_MAX);
    const rows = group.map(({ actor, entry }): ActorRow & { readonly type: 'actor' } => {
      const { id } = entry;
      return { type: 'actor', actor, entry, label: isLong && id.startsWith(`${kind}-`) ? `…${id.slice(kind.length)}` : id };
    });
    return [head, ...rows.toSorted((a, b) => collator.compare(a.entry.id, b.entry.id))];
  });
}
