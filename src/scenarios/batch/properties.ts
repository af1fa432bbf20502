/** What the batch shop promises: in every state of every run, on every path, and that it is no empty promise. */
import { isIn, propertiesOver, type Property } from '../../properties/property.ts';
import { trayOf } from '../../machines/batch/trays.ts';
import { handlingProperties } from './handling.ts';
import { nextTrayProperties, worthRunning } from './next-tray.ts';
import { isEmpty, only, waiting, type ShopContexts, type ShopState } from './shop-state.ts';

const { always, throughout, sometimes, eventually, leadsTo } = propertiesOver<ShopContexts>();

export const batchProperties: readonly Property[] = [
  always('the job in memory is the one that the processor runs', (state) => {
    const { job } = only(state, 'memory').context;
    const processor = only(state, 'processor');
    return job === null || isIn(processor, 'dark') || processor.context.jobs[0]?.id === job;
  }),
  always('no job is in memory while no batch runs', (state) => {
    return only(state, 'processor').value !== 'idle' || only(state, 'memory').context.job === null;
  }),
  always('the operator watches over every batch that runs', (state) => {
    const isRunning = isIn(only(state, 'processor'), 'running');
    return state.ofKind('operator').every((operator) => !isRunning || isIn(operator, 'machineRoom.supervising'));
  }),
  always('no batch is larger than the largest', (state) => {
    const { jobs } = only(state, 'processor').context;
    return state.ofKind('operator').every(({ context: { largestBatch } }) => largestBatch === null || jobs.length <= largestBatch);
  }),
  always('the machine stands still only while no tray is worth running', (state) => {
    const looking = state.ofKind('operator').filter((it) => isIn(it, 'machineRoom.lookingAtTrays'));
    return looking.every(({ context }) => worthRunning(context.shelf, context).size === 0);
  }),
  throughout('as long as no deck is missorted, the jobs of a batch are of one kind', {
    initial: false,
    next: (isMissorted, { message }) => isMissorted || message?.type === 'fault.missort',
    holds: (isMissorted, state) => {
      const { jobs } = only(state, 'processor').context;
      const kinds = state.ofKind('operator').map(({ context }) => new Set(jobs.map((deck) => trayOf(deck, context))).size);
      return isMissorted || kinds.every((it) => it <= 1);
    },
  }),
  ...handlingProperties,
  ...nextTrayProperties,
  sometimes('a job is in memory', (state) => only(state, 'memory').context.job !== null),
  sometimes('two jobs are run as one batch, if the users and the operator allow it', (state) => {
    const { largestBatch, groupBy } = only(state, 'operator').context;
    const mayNot = largestBatch === 1 || groupBy === 'user' || (isUntouched(state) && state.ofKind('user').length < 2);
    return mayNot || only(state, 'processor').context.jobs.length > 1;
  }),
  sometimes('a program that failed is corrected and finishes, if there is one', (state) => {
    const users = state.ofKind('user');
    const mayNot = isUntouched(state) && users.every(({ context }) => isFlawless(context));
    return mayNot || users.some(({ value, context }) => value === 'reading' && context.attempts > 1 && context.verdict === 'good');
  }),
  // Work that is checked has an end: if every deck comes back, nobody waits at last. Who waits now has his deck back by then.
  leadsTo('every deck that is handed in comes back', {
    when: (state) => waiting(state).length > 0 || !isEmpty(state),
    follows: (state) => waiting(state).length === 0 && isEmpty(state),
  }),
  eventually('every user goes home in the end', (state) => state.ofKind('user').every(({ context }) => context.mode === 'open')),
];

/** Nothing was run yet. Users who gave up without may have gone: what is asked of them is then not asked. */
function isUntouched(state: ShopState): boolean {
  return only(state, 'operator').context.tray === null;
}

function isFlawless({ programs, attemptsMax }: ShopContexts['user']): boolean {
  return attemptsMax === 1 || programs.every(({ versions }) => versions.length === 1);
}
