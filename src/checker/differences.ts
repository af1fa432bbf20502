/**
 * Difference constraints: how far apart things are, at least. Solved as longest paths, by relaxing all constraints in turns
 * (Bellman, 1958; Ford, 1956): there is a solution unless they go round in a circle of positive length.
 */

/** `time[to] >= time[from] + least`; an upper bound is one with the two exchanged, and a negative `least`. */
export interface Difference {
  readonly from: number;
  readonly to: number;
  readonly least: number;
}

/** The earliest times; or constraints that cannot all hold, each of which begins where the one before it ends. */
export type Solution<D> =
  { readonly type: 'solved'; readonly times: readonly number[] } | { readonly type: 'conflict'; readonly circle: readonly D[] };

/**
 * @param count of the times; the first is 0, and none is before it
 * @param differences in whole numbers, so that sums of them are exact
 */
export function earliest<D extends Difference>(count: number, differences: readonly D[]): Solution<D> {
  const times = Array.from({ length: count }, () => 0);
  const raisedBy: (D | undefined)[] = Array.from({ length: count }, () => undefined);
  // Without a circle, no path to a time is longer than all of them: so many rounds, and one in which nothing changes.
  for (let round = 0; round <= count; round += 1) {
    let isRaised = false;
    for (const difference of differences) {
      const { from, to, least } = difference;
      const time = (times[from] ?? 0) + least;
      if (time <= (times[to] ?? 0)) continue;
      times[to] = time;
      raisedBy[to] = difference;
      isRaised = true;
    }
    if (!isRaised) return { type: 'solved', times };
    const circle = circleOf(raisedBy);
    if (circle) return { type: 'conflict', circle };
  }
  throw new Error(`${differences.length} constraints on ${count} times neither hold nor go round in a circle`);
}

/** What raised each time was itself raised by another, and so on: if that comes back, they raise each other without end. */
function circleOf<D extends Difference>(raisedBy: readonly (D | undefined)[]): readonly D[] | undefined {
  const seenFrom = new Map<number, number>();
  for (let start = 0; start < raisedBy.length; start += 1) {
    let at = start;
    for (let by = raisedBy[at]; by && !seenFrom.has(at); by = raisedBy[at]) {
      seenFrom.set(at, start);
      at = by.from;
    }
    if (seenFrom.get(at) === start && raisedBy[at]) return circleAt(raisedBy, at);
  }
  return undefined;
}

function circleAt<D extends Difference>(raisedBy: readonly (D | undefined)[], begin: number): readonly D[] {
  const circle: D[] = [];
  let at = begin;
  do {
    const by = raisedBy[at];
    if (!by) break;
    circle.push(by);
    at = by.from;
  } while (at !== begin);
  return circle.reverse();
}
