/**
 * The core store: the resident monitor in its corner, and room for one job.
 */
import { assign, emit, setup } from 'xstate';
import { effects, type Effect } from '../effects.ts';
import type { BatchProtocol, MemoryMessage } from './protocol.ts';

export interface MemoryInput {
  /** Words in all; an IBM 7090 has 32,768 of 36 bits. */
  readonly words: number;
  /** Words that the resident monitor never gives up. */
  readonly monitorWords: number;
}

export interface MemoryContext extends MemoryInput {
  /** The id of the job that is loaded. */
  readonly job: string | null;
}

const { send } = effects<BatchProtocol>();

export const memory = setup({
  types: {
    context: {} as MemoryContext,
    input: {} as MemoryInput,
    events: {} as MemoryMessage,
    emitted: {} as Effect,
  },
  actions: {
    hold: assign({ job: (_, { job }: { job: string }) => job }),
    clear: assign({ job: null }),
    sayLoaded: emit(send('processor', { type: 'job.loaded' })),
    sayUnloaded: emit(send('processor', { type: 'job.unloaded' })),
    sayCleared: emit(send('processor', { type: 'memory.cleared' })),
    sayOccupied: emit(({ context }) => send('processor', { type: 'job.rejected', reason: `memory is occupied by ${context.job}` })),
    sayTooLarge: emit(({ context }, { words }: { words: number }) =>
      send('processor', {
        type: 'job.rejected',
        reason: `needs ${words} words, ${context.words - context.monitorWords} are free`,
      }),
    ),
  },
  guards: {
    fits: ({ context }, { words }: { words: number }) => words <= context.words - context.monitorWords,
  },
}).createMachine({
  id: 'memory',
  description: 'Holds the resident monitor and at most one job.',
  context: ({ input }) => ({ ...input, job: null }),
  initial: 'free',
  states: {
    free: {
      description: 'Only the monitor is resident.',
      on: {
        'job.load': [
          {
            guard: { type: 'fits', params: ({ event }) => ({ words: event.words }) },
            target: 'occupied',
            actions: [{ type: 'hold', params: ({ event }) => ({ job: event.job }) }, 'sayLoaded'],
          },
          { actions: { type: 'sayTooLarge', params: ({ event }) => ({ words: event.words }) } },
        ],
        'power.lost': { actions: 'sayCleared' },
      },
    },
    occupied: {
      description: 'The monitor and one job. A second one is refused.',
      on: {
        'job.load': { actions: 'sayOccupied' },
        'job.unload': { target: 'free', actions: ['clear', 'sayUnloaded'] },
        'power.lost': { target: 'free', actions: ['clear', 'sayCleared'] },
      },
    },
  },
});
