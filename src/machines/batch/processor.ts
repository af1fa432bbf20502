/**
 * The batch processor: the resident monitor and the CPU that it drives.
 *
 * Given a batch, it runs job after job with no hand on it. It talks to its operator about the
 * batch, the mounted compiler and the card reader, and to nobody about a single job.
 */
import { assign, emit, setup } from 'xstate';
import { effects, type Effect } from '../effects.ts';
import { allowedS, outcomeOf } from './job.ts';
import type { Batch, BatchProtocol, Deck, Listing, Outcome, ProcessorMessage } from './protocol.ts';

export interface ProcessorInput {
  /** Speed of the card reader; null: reading takes no time. */
  readonly cardsPerMinute: number | null;
  /** Speed of the printer; null: printing takes no time. */
  readonly linesPerMinute: number | null;
}

export interface ProcessorContext extends ProcessorInput {
  /** The jobs of the batch that are not done; the first is the one being run. */
  readonly jobs: readonly Deck[];
  /** What has been printed of this batch. */
  readonly listings: readonly Listing[];
  readonly mounted: string | null;
  /** How the job being run ended, once it has. */
  readonly outcome: Outcome | null;
}

const { send } = effects<BatchProtocol>();

function current({ jobs }: ProcessorContext): Deck {
  const job = jobs[0];
  if (!job) throw new Error('the processor runs, but its batch has no job left');
  return job;
}

/** Milliseconds for so many cards or lines at a rate for a minute. */
function atRateMs(count: number, perMinute: number | null): number {
  return perMinute === null ? 0 : (count / perMinute) * 60_000;
}

export const processor = setup({
  types: {
    context: {} as ProcessorContext,
    input: {} as ProcessorInput,
    events: {} as ProcessorMessage,
    emitted: {} as Effect,
  },
  actions: {
    takeBatch: assign((_, { batch }: { batch: Batch }) => ({ jobs: batch.jobs, mounted: batch.mounted, listings: [] })),
    refuseBatch: emit((_, { batch, reason }: { batch: Batch; reason: string }) =>
      send('operator', { type: 'batch.refused', batch, reason }),
    ),
    askForCompiler: emit(({ context }) => send('operator', { type: 'mount.requested', compiler: current(context).compiler })),
    useCompiler: assign({ mounted: (_, { compiler }: { compiler: string }) => compiler }),
    reportJam: emit(send('operator', { type: 'reader.jammed' })),
    load: emit(({ context }) => {
      const { id, demand } = current(context);
      return send('memory', { type: 'job.load', job: id, words: demand.words });
    }),
    unload: emit(send('memory', { type: 'job.unload' })),
    note: assign({ outcome: (_, { outcome }: { outcome: Outcome }) => outcome }),
    noteOutcome: assign({ outcome: ({ context }) => outcomeOf(current(context)) }),
    tearOffListing: assign(({ context }) => {
      const { id, owner, demand } = current(context);
      const outcome = context.outcome ?? 'abnormal end';
      const { compilingS, executingS } = allowedS(current(context));
      const processorS = outcome === 'memory exceeded' ? 0 : compilingS + executingS;
      const listing: Listing = { job: id, owner, outcome, processorS, lines: demand.lines };
      return { listings: [...context.listings, listing], jobs: context.jobs.slice(1), outcome: null };
    }),
    handBack: emit(({ context }) => send('operator', { type: 'batch.done', listings: context.listings })),
    stop: emit(({ context }) => send('operator', { type: 'machine.stopped', listings: context.listings, rest: context.jobs })),
    loseMemory: emit(send('memory', { type: 'power.lost' })),
    forgetBatch: assign({ jobs: [], listings: [], outcome: null, mounted: null }),
    sayReady: emit(send('operator', { type: 'machine.ready' })),
  },
  guards: {
    isMounted: ({ context }) => current(context).compiler === context.mounted,
    stopsAtCompiling: ({ context }) => allowedS(current(context)).stopsAtCompiling,
    hasMoreJobs: ({ context }) => context.jobs.length > 0,
  },
  delays: {
    readingCards: ({ context }) => atRateMs(current(context).cards, context.cardsPerMinute),
    compiling: ({ context }) => allowedS(current(context)).compilingS * 1000,
    executing: ({ context }) => allowedS(current(context)).executingS * 1000,
    printing: ({ context }) => atRateMs(current(context).demand.lines, context.linesPerMinute),
  },
}).createMachine({
  id: 'processor',
  description: 'The resident monitor and the CPU: one batch, one job at a time.',
  context: ({ input }) => ({ ...input, jobs: [], listings: [], mounted: null, outcome: null }),
  initial: 'idle',
  states: {
    idle: {
      description: 'The card reader is empty.',
      on: {
        'batch.submitted': {
          target: 'running',
          actions: { type: 'takeBatch', params: ({ event }) => ({ batch: event.batch }) },
        },
        'fault.power': { target: 'dark', actions: ['stop', 'loseMemory', 'forgetBatch'] },
        'fault.jam': {},
        // Answers to what was asked before the lights went out.
        'compiler.mounted': {},
        'reader.cleared': {},
      },
    },
    running: {
      description: 'A batch is in the machine. Another one is refused.',
      initial: 'reading',
      on: {
        'batch.submitted': {
          actions: {
            type: 'refuseBatch',
            params: ({ event }) => ({ batch: event.batch, reason: 'a batch is running' }),
          },
        },
        'fault.power': { target: 'dark', actions: ['stop', 'loseMemory', 'forgetBatch'] },
        'fault.jam': {},
      },
      states: {
        reading: {
          description: 'Takes up the next job: its cards go through the reader.',
          after: {
            readingCards: [{ guard: 'isMounted', target: 'loading' }, { target: 'awaitingCompiler' }],
          },
          on: { 'fault.jam': 'jammed' },
        },
        jammed: {
          description: 'A card is stuck. The operator clears it, and the deck is read from its first card.',
          entry: 'reportJam',
          on: { 'reader.cleared': 'reading' },
        },
        awaitingCompiler: {
          description: 'The job needs a compiler that is not mounted: the operator mounts it.',
          entry: 'askForCompiler',
          on: {
            'compiler.mounted': {
              target: 'loading',
              actions: { type: 'useCompiler', params: ({ event }) => ({ compiler: event.compiler }) },
            },
          },
        },
        loading: {
          description: 'Asks memory for room.',
          entry: 'load',
          on: {
            'job.loaded': 'compiling',
            'job.rejected': { target: 'printing', actions: { type: 'note', params: { outcome: 'memory exceeded' } } },
          },
        },
        compiling: {
          description: 'The compiler reads the source cards.',
          after: {
            compiling: [{ guard: 'stopsAtCompiling', target: 'unloading', actions: 'noteOutcome' }, { target: 'executing' }],
          },
        },
        executing: {
          description: 'The program computes until it ends, fails, or has used up its time.',
          after: { executing: { target: 'unloading', actions: 'noteOutcome' } },
        },
        unloading: {
          description: 'Memory is given back.',
          entry: 'unload',
          on: { 'job.unloaded': 'printing' },
        },
        printing: {
          description: 'The listing is printed: results, or why there are none.',
          after: { printing: { target: 'betweenJobs', actions: 'tearOffListing' } },
        },
        betweenJobs: {
          description: 'On to the next job, with no hand on it.',
          always: [{ guard: 'hasMoreJobs', target: 'reading' }, { target: 'handingBack' }],
        },
        handingBack: {
          description: 'The batch is done: its listings lie in the printer.',
          entry: 'handBack',
          always: { target: '#processor.idle', actions: 'forgetBatch' },
        },
      },
    },
    dark: {
      description: 'No power. The job in memory is lost; what was printed is not.',
      initial: 'clearing',
      on: {
        'batch.submitted': {
          actions: { type: 'refuseBatch', params: ({ event }) => ({ batch: event.batch, reason: 'no power' }) },
        },
        // Whatever was asked before the lights went out is answered in vain.
        'compiler.mounted': {},
        'reader.cleared': {},
        'job.loaded': {},
        'job.rejected': {},
        'job.unloaded': {},
        'fault.power': {},
        'fault.jam': {},
      },
      states: {
        clearing: {
          description: 'The store loses its contents.',
          on: { 'memory.cleared': 'out', 'machine.restart': 'restarting' },
        },
        out: {
          description: 'Waits for the operator to start the monitor again.',
          on: { 'machine.restart': { target: '#processor.idle', actions: 'sayReady' } },
        },
        restarting: {
          description: 'Started again, with the store not yet cleared.',
          on: { 'memory.cleared': { target: '#processor.idle', actions: 'sayReady' } },
        },
      },
    },
  },
});
