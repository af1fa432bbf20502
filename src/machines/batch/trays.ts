/**
 * Trays: how the operator sorts decks, and which tray is run next. Pure, and all of the policy.
 *
 * The shelf is one list in order of arrival, each deck with the name of its tray, so that "oldest"
 * needs no clock and no counter.
 */
import type { Deck } from './protocol.ts';
import type { Shelf } from './shelf.ts';

export type GroupBy = 'compiler' | 'user' | 'size' | 'nothing';

export interface TrayPolicy {
  readonly groupBy: GroupBy;
  /** Upper bounds in seconds of the size classes, ascending; a class above the last one is added. */
  readonly sizeClassesS: readonly number[];
  /** Decks in a batch at the most; null: as many as there are. A tray with that many is worth running. */
  readonly largestBatch: number | null;
  readonly nextTray: 'oldest' | 'fullest' | 'cyclic';
  /** `gated`: after a batch, on to the next tray. `exhaustive`: stay with a tray until it is empty. */
  readonly service: 'gated' | 'exhaustive';
  /** Cyclic only: visit, and set up for, trays that are empty. */
  readonly setUpEmptyTrays: boolean;
  /** Names of trays that exist even when empty, sorted. */
  readonly trays: readonly string[];
}

/** The tray that a deck belongs in. */
export function trayOf(deck: Deck, { groupBy, sizeClassesS }: TrayPolicy): string {
  switch (groupBy) {
    case 'compiler':
      return deck.compiler;
    case 'user':
      return deck.owner;
    case 'nothing':
      return 'all';
    case 'size': {
      const { estimateS } = deck;
      if (estimateS === null) return 'no time stated';
      const bound = sizeClassesS.find((boundS) => estimateS <= boundS);
      return bound === undefined ? 'longer' : `up to ${bound} s`;
    }
  }
}

/** The tray that a careless hand reaches instead: the next one by name, or the right one if there is no other. */
export function wrongTrayFor(tray: string, shelf: Shelf, policy: TrayPolicy): string {
  return following(tray, namesOf(shelf, policy)) ?? tray;
}

/**
 * The tray to run next, or null when none is worth it. A tray is worth running when a deck in it is
 * ripe or it holds a full batch; an operator who sets up empty trays finds the next one always worth a visit.
 *
 * @param last the tray that was served last
 */
export function trayToRun(shelf: Shelf, last: string | null, policy: TrayPolicy): string | null {
  if (policy.service === 'exhaustive' && last !== null && shelf.some((it) => it.tray === last)) return last;
  if (policy.nextTray === 'cyclic') {
    const names = namesOf(shelf, policy);
    if (policy.setUpEmptyTrays) return following(last, names) ?? last;
    const worth = worthRunning(shelf, policy);
    const worthIt = names.filter((name) => worth.has(name));
    return following(last, worthIt) ?? only(worth, last);
  }
  const [oldest] = shelf;
  if (policy.nextTray === 'oldest' && oldest?.ripe) return oldest.tray;
  const worth = worthRunning(shelf, policy);
  if (policy.nextTray === 'oldest') return shelf.find((it) => worth.has(it.tray))?.tray ?? null;
  let fullest: string | null = null;
  for (const [tray, decks] of worth) if (fullest === null || decks > (worth.get(fullest) ?? 0)) fullest = tray;
  return fullest;
}

/** The decks of a tray that go into the next batch, in order of arrival. */
export function batchFrom(shelf: Shelf, tray: string, { largestBatch }: TrayPolicy): readonly Deck[] {
  const decks: Deck[] = [];
  for (const it of shelf) {
    if (it.tray !== tray) continue;
    decks.push(it.deck);
    if (decks.length === largestBatch) break;
  }
  return decks;
}

/** Trays worth running with the number of their decks, in order of their oldest deck. */
function worthRunning(shelf: Shelf, { largestBatch }: TrayPolicy): ReadonlyMap<string, number> {
  const decks = new Map<string, number>();
  const ripe = new Set<string>();
  for (const it of shelf) {
    const count = (decks.get(it.tray) ?? 0) + 1;
    decks.set(it.tray, count);
    if (it.ripe || count === largestBatch) ripe.add(it.tray);
  }
  for (const tray of decks.keys()) if (!ripe.has(tray)) decks.delete(tray);
  return decks;
}

function namesOf(shelf: Shelf, { trays }: TrayPolicy): readonly string[] {
  return [...new Set([...trays, ...shelf.map((it) => it.tray)])].sort();
}

/** The name after `last` in the cycle of sorted names, `last` itself excepted. */
function following(last: string | null, names: readonly string[]): string | null {
  const others = names.filter((name) => name !== last);
  return others.find((name) => last === null || name > last) ?? others[0] ?? null;
}

function only(worth: ReadonlyMap<string, number>, last: string | null): string | null {
  return last !== null && worth.has(last) ? last : null;
}
