/** What there is to see of the batch shop: decks in their trays, the batch in the machine, and the one job in memory. */
import type { Overview, Ref, Show } from '../overview.ts';
import type { BatchParameters } from './parameters.ts';

/** The memory knows its job by name; the processor has the deck. */
const DECK_OF_JOB: Ref = { name: '', kind: 'processor', list: 'jobs', key: 'id' };

const CUT_SHORT: Show = {
  type: 'items',
  title: 'power failed',
  path: 'rest',
  label: 'id',
  note: 'compiler',
  empty: 'no batch was cut short',
};

export function batchOverview({ operator, workload, faults }: BatchParameters): Overview {
  return {
    panels: [
      {
        kind: 'user',
        title: 'Users',
        compact: true,
        shows: [{ type: 'value', title: 'programs left', path: 'programs.length' }],
      },
      {
        kind: 'operator',
        title: 'The operator',
        shows: [
          { type: 'items', title: 'at the window', path: 'line', label: 'id', note: 'compiler', empty: 'nobody' },
          {
            type: 'items',
            title: operator.groupBy === 'nothing' ? 'the tray' : `trays, by ${operator.groupBy}`,
            path: 'shelf',
            label: 'deck.id',
            note: 'deck.owner',
            groupBy: 'tray',
            groups: traysOf(operator, workload.compilers),
            empty: 'no deck',
          },
          { type: 'value', title: 'mounted', path: 'mounted' },
          ...(losesPower(faults) ? [CUT_SHORT] : []),
        ],
      },
      {
        kind: 'processor',
        title: 'The batch processor',
        shows: [
          { type: 'items', title: 'running', path: 'jobs.0', label: ['id', 'compiler'], note: 'demand.runS', empty: 'no job' },
          { type: 'items', title: 'the batch', path: 'jobs', label: 'id', note: 'compiler', empty: 'no batch in the machine' },
          { type: 'value', title: 'compiler', path: 'mounted' },
          { type: 'items', title: 'printed', path: 'listings', label: 'job', note: 'outcome', empty: 'no listing yet' },
        ],
      },
      {
        kind: 'memory',
        title: 'The memory',
        shows: [
          {
            type: 'items',
            title: 'job in memory',
            path: 'job',
            ref: DECK_OF_JOB,
            label: 'id',
            note: 'compiler',
            empty: 'none: the monitor alone',
          },
          {
            type: 'gauge',
            title: 'words in use',
            path: 'job',
            ref: DECK_OF_JOB,
            sum: 'demand.words',
            base: 'monitorWords',
            of: 'words',
            unit: 'words',
          },
        ],
      },
    ],
  };
}

function losesPower({ powerEveryS, schedule }: BatchParameters['faults']): boolean {
  return powerEveryS !== null || schedule.some(({ type }) => type === 'power');
}

/** Trays that are there before a deck is in them, as far as that is known. */
function traysOf({ groupBy, sizeClassesS }: BatchParameters['operator'], compilers: readonly string[]): readonly string[] {
  switch (groupBy) {
    case 'compiler':
      return [...new Set(compilers)].sort();
    case 'size':
      return [...sizeClassesS.map((boundS) => `up to ${boundS} s`), 'longer'];
    case 'nothing':
      return ['all'];
    case 'user':
      return [];
  }
}
