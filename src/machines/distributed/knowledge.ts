/**
 * What an instance knows of the others, and how it grows old: at each period every entry is one older,
 * and what one hears counts if it is newer than what one knew (Amar, Barak and others' MOSIX).
 */
import type { Gossip, Known } from './protocol.ts';

/** One period later. */
export function aged(known: readonly Known[], { ageMax }: Gossip): readonly Known[] {
  return known.map((it) => (it.age < ageMax ? { ...it, age: it.age + 1 } : it));
}

/** With the news of another instance. Sorted by machine; the oldest are forgotten when there are too many. */
export function learned(known: readonly Known[], news: readonly Known[], self: string, { knownMax }: Gossip): readonly Known[] {
  const newest = new Map(known.map((it) => [it.machine, it]));
  for (const it of news) {
    const before = newest.get(it.machine);
    if (it.machine !== self && (!before || it.age < before.age)) newest.set(it.machine, it);
  }
  return newestOf([...newest.values()], knownMax).sort(byMachine);
}

/** The entries that a message takes along: the newest, with the sender's own first. */
export function news(own: Known, known: readonly Known[], { window, ageMax }: Gossip): readonly Known[] {
  return [
    own,
    ...newestOf(
      known.filter(({ age }) => age < ageMax),
      window - 1,
    ),
  ];
}

/** With a machine that did not answer: it is suspected until it is heard of again. */
export function silenced(known: readonly Known[], machine: string, { ageMax, knownMax }: Gossip): readonly Known[] {
  const before = known.find((it) => it.machine === machine) ?? { machine, load: 0, freeBytes: 0, cached: [], age: ageMax };
  const others = newestOf(
    known.filter((it) => it.machine !== machine),
    knownMax - 1,
  );
  return [...others, { ...before, age: ageMax }].sort(byMachine);
}

function newestOf(known: readonly Known[], count: number): Known[] {
  return known.toSorted((a, b) => a.age - b.age || byMachine(a, b)).slice(0, Math.max(0, count));
}

function byMachine(a: Known, b: Known): number {
  return a.machine < b.machine ? -1 : a.machine > b.machine ? 1 : 0;
}
