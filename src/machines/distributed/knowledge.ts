/**
 * What an instance knows of the others, and how it grows old: at each period every entry is one older,
 * and what one hears counts if it is newer than what one knew (Amar, Barak and others' MOSIX).
 *
 * It is sorted by machine, and each machine stands in it once. Where thousands of instances tell each other what
 * they know all the time, most of a run is spent here: so lists are merged, and not sorted anew.
 */
import type { Gossip, Known } from './protocol.ts';

/** One period later. */
export function aged(known: readonly Known[], { ageMax }: Gossip): readonly Known[] {
  return known.map((it) => (it.age < ageMax ? ofAge(it, it.age + 1) : it));
}

/** With the news of another instance. The oldest are forgotten when there are too many. */
export function learned(known: readonly Known[], news: readonly Known[], self: string, { knownMax }: Gossip): readonly Known[] {
  const all = known.slice();
  for (const it of news) {
    if (it.machine === self) continue;
    const at = placeOf(all, it.machine);
    const before = all[at];
    if (before?.machine !== it.machine) all.splice(at, 0, it);
    else if (it.age < before.age) all[at] = it;
  }
  return newestOf(all, knownMax);
}

/** The entries that a message takes along: the newest, with the sender's own first. */
export function news(own: Known, known: readonly Known[], { window, ageMax }: Gossip): readonly Known[] {
  const newest = [own];
  for (const alike of byAge(known, ageMax)) {
    for (const it of alike) {
      if (newest.length >= window) return newest;
      newest.push(it);
    }
  }
  return newest;
}

/** With a machine that did not answer: it is suspected until it is heard of again. */
export function silenced(known: readonly Known[], machine: string, { ageMax, knownMax }: Gossip): readonly Known[] {
  const before = known.find((it) => it.machine === machine) ?? { machine, load: 0, freeBytes: 0, cached: [], age: ageMax };
  const others = newestOf(
    known.filter((it) => it.machine !== machine),
    knownMax - 1,
  );
  return others.toSpliced(placeOf(others, machine), 0, ofAge(before, ageMax));
}

/** Those of the least ages, and of the age of which there are too many the first by name; in order of machine, as they came. */
function newestOf(known: readonly Known[], count: number): readonly Known[] {
  if (known.length <= count) return known;
  // Ages are few: counting how many are of each is quicker than sorting.
  const ofEach: number[] = [];
  for (const { age } of known) {
    while (ofEach.length <= age) ofEach.push(0);
    ofEach[age] = (ofEach[age] ?? 0) + 1;
  }
  let left = Math.max(0, count);
  let oldest = 0;
  for (; left > (ofEach[oldest] ?? 0); oldest += 1) left -= ofEach[oldest] ?? 0;
  return known.filter(({ age }) => age < oldest || (age === oldest && left-- > 0));
}

/** Those below the greatest age, the youngest first. Ages are few: to put each where it belongs is quicker than to sort. */
function byAge(known: readonly Known[], ageMax: number): readonly (readonly Known[])[] {
  const all: Known[][] = [];
  for (const it of known) {
    if (it.age >= ageMax) continue;
    while (all.length <= it.age) all.push([]);
    all[it.age]?.push(it);
  }
  return all;
}

/** Where the entry of a machine stands, or would stand. */
function placeOf(known: readonly Known[], machine: string): number {
  let low = 0;
  let high = known.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const it = known[middle];
    if (it !== undefined && it.machine < machine) low = middle + 1;
    else high = middle;
  }
  return low;
}

function ofAge({ machine, load, freeBytes, cached }: Known, age: number): Known {
  return { machine, load, freeBytes, cached, age };
}
