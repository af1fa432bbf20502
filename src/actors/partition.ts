/** Partitions: who cannot reach whom for a time, as when a network splits and heals. */
import { toMicrosecond } from './virtual-clock.ts';

/**
 * From one time to another, what actors of different groups send each other is lost; what was sent before still arrives.
 * Who is in no group reaches all.
 */
export interface Partition {
  readonly fromS: number;
  readonly untilS: number;
  /** Ids of actors, and places: with a place, all actors that are there. Who is in several groups counts as one of the first. */
  readonly groups: readonly (readonly string[])[];
}

interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
  /** The number of its group, by id or place. */
  readonly sides: ReadonlyMap<string, number>;
}

/**
 * Whether a message between two actors, sent at that millisecond, is stopped. Costs next to nothing while no
 * partition holds, and two or four look-ups for each one that does.
 */
export function partitionOf(
  partitions: readonly Partition[],
  placeOf?: (id: string) => string | null,
): (from: string, to: string, sentMs: number) => boolean {
  if (partitions.length === 0) return () => false;
  const spans = partitions.map(spanOf);
  const present = presentOf(spans);
  const sideOf = (id: string, { sides }: Span): number | undefined => {
    const byId = sides.get(id);
    const place = placeOf?.(id) ?? null;
    const byPlace = place === null ? undefined : sides.get(place);
    return byId === undefined || byPlace === undefined ? (byId ?? byPlace) : Math.min(byId, byPlace);
  };
  return (from, to, sentMs) => {
    const now = present(sentMs);
    if (now.length === 0) return false;
    return now.some((span) => {
      const side = sideOf(from, span);
      const other = side === undefined ? undefined : sideOf(to, span);
      return other !== undefined && other !== side;
    });
  };
}

function spanOf({ fromS, untilS, groups }: Partition): Span {
  const sides = new Map<string, number>();
  for (const [side, group] of groups.entries()) for (const name of group) if (!sides.has(name)) sides.set(name, side);
  return { fromMs: toMicrosecond(fromS * 1000), untilMs: toMicrosecond(untilS * 1000), sides };
}

/** The spans that hold at a time. Looks for them anew only where one begins or ends between this time and the last. */
function presentOf(spans: readonly Span[]): (atMs: number) => readonly Span[] {
  const edges = [...new Set(spans.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]))].sort((a, b) => a - b);
  let sinceMs = Number.POSITIVE_INFINITY;
  let untilMs = Number.NEGATIVE_INFINITY;
  let present: readonly Span[] = [];
  return (atMs) => {
    if (!(atMs >= sinceMs && atMs < untilMs)) {
      sinceMs = edges.findLast((edge) => edge <= atMs) ?? Number.NEGATIVE_INFINITY;
      untilMs = edges.find((edge) => edge > atMs) ?? Number.POSITIVE_INFINITY;
      present = spans.filter((span) => atMs >= span.fromMs && atMs < span.untilMs);
    }
    return present;
  };
}
