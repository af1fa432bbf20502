/**
 * What is promised of the tray that is run next. Said here once more than in trays.ts, and otherwise: not how it is found, but
 * that no other tray has a better claim.
 */
import type { Shelf } from '../../machines/batch/shelf.ts';
import type { TrayPolicy } from '../../machines/batch/trays.ts';
import { isIn, propertiesOver, type Seen, type Throughout } from '../../properties/property.ts';
import { operatorsStep, told, type ShopContexts } from './shop-state.ts';

/** A tray that was chosen, and what the choice was from. */
interface Choice {
  readonly tray: string;
  /** The tray that was served before. */
  readonly last: string | null;
  readonly shelf: Shelf;
  readonly policy: TrayPolicy;
}

const { throughout } = propertiesOver<ShopContexts>();

export const nextTrayProperties: readonly Throughout[] = [
  ofChoices('exhaustive: a tray is left only when it is empty', ({ policy, shelf, last, tray }) => {
    return policy.service !== 'exhaustive' || tray === last || !shelf.some((it) => it.tray === last);
  }),
  ofChoices('oldest: no tray worth running has an older deck than the next', (choice) => {
    const { policy, shelf, tray } = choice;
    if (policy.nextTray !== 'oldest' || stays(choice)) return true;
    const worth = worthRunning(shelf, policy);
    return worth.has(tray) && shelf.find((it) => worth.has(it.tray))?.tray === tray;
  }),
  ofChoices('fullest: no tray worth running has more decks than the next', (choice) => {
    const { policy, shelf, tray } = choice;
    if (policy.nextTray !== 'fullest' || stays(choice)) return true;
    const worth = worthRunning(shelf, policy);
    return [...worth.values()].every((decks) => decks <= (worth.get(tray) ?? 0));
  }),
  ofChoices('cyclic: no tray to be visited lies between the last and the next', (choice) => {
    const { policy, shelf, last, tray } = choice;
    if (policy.nextTray !== 'cyclic' || stays(choice)) return true;
    const candidates = policy.setUpEmptyTrays ? [...policy.trays, ...shelf.map((it) => it.tray)] : [...worthRunning(shelf, policy).keys()];
    const names = candidates.sort();
    const later = names.filter((name) => last === null || name > last);
    return tray === (later[0] ?? names[0]);
  }),
];

/** Trays with a deck whose patience has run out, or with decks for a full batch: how many decks they hold. */
export function worthRunning(shelf: Shelf, { largestBatch }: TrayPolicy): ReadonlyMap<string, number> {
  const decks = new Map<string, number>();
  for (const { tray } of shelf) decks.set(tray, (decks.get(tray) ?? 0) + 1);
  const ripe = new Set(shelf.flatMap((it) => (it.ripe ? it.tray : [])));
  return new Map([...decks].filter(([tray, count]) => ripe.has(tray) || (largestBatch !== null && count >= largestBatch)));
}

/** Whether the service is such that there was nothing to choose. */
function stays({ policy, shelf, last }: Choice): boolean {
  return policy.service === 'exhaustive' && shelf.some(({ tray }) => tray === last);
}

/** Remembers no more than whether every choice was as it should be, so that no state is told apart by it. */
function ofChoices(name: string, isRight: (choice: Choice) => boolean): Throughout {
  return throughout(name, {
    initial: true,
    next: (wasRight, seen) => {
      const choice = choiceIn(seen);
      return wasRight && (choice === undefined || isRight(choice));
    },
    holds: (wasRight) => wasRight,
  });
}

/**
 * The choice made in a step, where it can be seen what the choice was from: a set-up follows, or it follows upon a batch. Not seen is a
 * deck that makes its tray worth running when it is laid into it, while the machine is free and set up for it: no other tray is.
 */
function choiceIn(seen: Seen): Choice | undefined {
  const step = operatorsStep(seen);
  if (!step) return undefined;
  const { before, after } = step;
  const isBatchDone = told(seen, 'operator', 'batch.done') !== undefined;
  const isRestarted = told(seen, 'operator', 'machine.ready') !== undefined && before.context.rest.length === 0;
  if (!isBatchDone && !isRestarted && !isIn(before, 'machineRoom.lookingAtTrays')) return undefined;
  const { tray } = after.context;
  const choice = { tray: tray ?? '', last: before.context.tray, policy: after.context };
  if (isIn(after, 'machineRoom.mounting')) return { ...choice, shelf: after.context.shelf };
  return isBatchDone && isIn(after, 'machineRoom.supervising') ? { ...choice, shelf: before.context.shelf } : undefined;
}
