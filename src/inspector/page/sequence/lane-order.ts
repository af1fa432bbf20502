/** Which lanes come first: as in the list of actors, by kinds, and within a kind by name. */
import type { ActorEntry } from '../../protocol/columns.ts';

const collator = new Intl.Collator('en', { numeric: true });

/** @param kinds their order; others come after them, as they came up */
export function inOrder(lanes: readonly number[], actors: readonly ActorEntry[], kinds: readonly string[]): readonly number[] {
  const ranks = new Map(kinds.map((kind, rank) => [kind, rank]));
  for (const { kind } of actors) if (!ranks.has(kind)) ranks.set(kind, ranks.size);
  const rankOf = (actor: number): number => ranks.get(actors[actor]?.kind ?? '') ?? ranks.size;
  const nameOf = (actor: number): string => actors[actor]?.id ?? '';
  return lanes.toSorted((a, b) => rankOf(a) - rankOf(b) || collator.compare(nameOf(a), nameOf(b)));
}
