/**
 * What is promised of the way that decks take, from hand to hand. What happens on the way counts, not only where everything stands, so
 * that these properties remember something: as little as they can. Nearly all of it could be read off the actors and what is on its way
 * between them: a shop in which the power does not fail has no more states for it, and one in which it does some 5 percent.
 */
import type { Batch } from '../../machines/batch/protocol.ts';
import { isIn, propertiesOver, type Seen, type Throughout } from '../../properties/property.ts';
import { operatorsStep, told, type ShopContexts } from './shop-state.ts';

const { throughout } = propertiesOver<ShopContexts>();

export const handlingProperties: readonly Throughout[] = [
  throughout<'no batch' | 'a batch' | 'a second batch'>('no second batch is submitted before the first one is done', {
    initial: 'no batch',
    next: (submitted, seen) => {
      if (submitted === 'a second batch' || !operatorsStep(seen)) return submitted;
      // One that met the machine without power has come back by the time that it is ready again.
      const isOver = told(seen, 'operator', 'batch.done') ?? told(seen, 'operator', 'machine.ready');
      const before = isOver ? 'no batch' : submitted;
      if (!seen.sends.some(({ type }) => type === 'batch.submitted')) return before;
      return before === 'no batch' ? 'a batch' : 'a second batch';
    },
    holds: (submitted) => submitted !== 'a second batch',
  }),
  throughout<readonly string[] | 'out of order'>('the jobs of a batch run in order, one after another', {
    initial: [],
    next: (due, seen) => {
      if (due === 'out of order') return due;
      const batch = takenBatch(seen);
      if (batch) return batch.jobs.map(({ id }) => id);
      if (told(seen, 'memory', 'power.lost')) return [];
      const load = told(seen, 'memory', 'job.load');
      if (!load) return due;
      return load.job === due[0] && seen.before?.value === 'free' ? due.slice(1) : 'out of order';
    },
    holds: (due) => due !== 'out of order',
  }),
  throughout<readonly string[] | 'too early'>('no listing reaches a user before its batch is done', {
    initial: [],
    next: (undone, seen) => {
      if (undone === 'too early') return undone;
      const batch = takenBatch(seen);
      // What a power failure left of a batch is run as a batch, but the whole is done when the rest is.
      if (batch) return [...new Set([...undone, ...batch.jobs.map(({ id }) => id)])].sort();
      if (told(seen, 'operator', 'batch.done')) return [];
      const listing = told(seen, 'user', 'listing.returned')?.listing;
      return listing && undone.includes(listing.job) ? 'too early' : undone;
    },
    holds: (undone) => undone !== 'too early',
  }),
  throughout<readonly string[] | 'astray'>('no deck comes back twice, or to somebody else', {
    initial: [],
    next: (out, seen) => {
      if (out === 'astray') return out;
      const handedIn = told(seen, 'operator', 'deck.handedIn')?.deck;
      if (handedIn) return [...out, nameOf(handedIn.id, handedIn.owner)].sort();
      const job = told(seen, 'user', 'listing.returned')?.listing.job ?? told(seen, 'user', 'deck.refused')?.deck;
      if (job === undefined) return out;
      const name = nameOf(job, seen.actor);
      return out.includes(name) ? out.filter((it) => it !== name) : 'astray';
    },
    holds: (out) => out !== 'astray',
  }),
];

/** The batch that the processor took in a step. */
function takenBatch(seen: Seen): Batch | undefined {
  const submitted = told(seen, 'processor', 'batch.submitted');
  return submitted && seen.before?.value === 'idle' && isIn(seen.after, 'running') ? submitted.batch : undefined;
}

function nameOf(deck: string, owner: string): string {
  return `${deck} of ${owner}`;
}
