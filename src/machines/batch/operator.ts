/**
 * The human operator, who stands between the users and the machine: at the window, and in the
 * machine room. Batching is what this chart does; no scheduler exists anywhere else.
 */
import { and, assign, emit, enqueueActions, not, setup } from 'xstate';
import { drawn, effects, type Effect } from '../effects.ts';
import type { Batch, BatchProtocol, Deck, Listing, OperatorMessage } from './protocol.ts';
import { ripened, withDeck, withoutDecks, type Shelf } from './shelf.ts';
import { batchFrom, trayOf, trayToRun, wrongTrayFor, type TrayPolicy } from './trays.ts';

export interface OperatorInput extends TrayPolicy {
  /** Seconds that the oldest deck of a tray may wait before the tray is worth running. */
  readonly patienceS: number;
}

export interface OperatorContext extends OperatorInput {
  /** Decks handed in and not yet looked at, in order of arrival. */
  readonly line: readonly Deck[];
  readonly shelf: Shelf;
  /** The tray being served, or served last. */
  readonly tray: string | null;
  /** The compiler that is mounted. */
  readonly mounted: string | null;
  /** Decks of a batch that the power failure cut short. */
  readonly rest: readonly Deck[];
  /** Listings torn off before the batch was done. */
  readonly kept: readonly Listing[];
  /** The compiler that the processor asks for in the middle of a batch. */
  readonly wanted: string | null;
  /** What goes wrong with the next deck that changes hands, or with the one after it; sorted. */
  readonly mishaps: readonly Mishap[];
}

/** What a careless hand does to a deck. */
type Mishap = 'drop' | 'missort';

type OperatorEvent = OperatorMessage | { readonly type: 'deck.ripened'; readonly deck: string };

const { send } = effects<BatchProtocol>();

function examined({ line }: OperatorContext): Deck {
  const deck = line[0];
  if (!deck) throw new Error('the operator examines a deck, but nobody stands at the window');
  return deck;
}

/** What must be mounted for what is run next. An empty tray is set up for by its name. */
function compilerNeeded({ rest, shelf, tray }: OperatorContext): string | null {
  return (rest[0] ?? shelf.find((it) => it.tray === tray)?.deck)?.compiler ?? tray;
}

/** Who sets up at every visit of a tray does it again, unless it is the same visit that goes on. */
function comesAnew({ setUpEmptyTrays, service, shelf, tray }: OperatorContext): boolean {
  const stays = service === 'exhaustive' && shelf.some((it) => it.tray === tray);
  return setUpEmptyTrays && !stays;
}

function nextBatch(context: OperatorContext): Batch {
  const { rest, shelf, tray, mounted } = context;
  if (tray === null || mounted === null) throw new Error('a batch is put together without a tray or a compiler');
  return { tray, mounted, jobs: rest.length > 0 ? rest : batchFrom(shelf, tray, context) };
}

export const operator = setup({
  types: {
    context: {} as OperatorContext,
    input: {} as OperatorInput,
    events: {} as OperatorEvent,
    emitted: {} as Effect,
  },
  actions: {
    queueUp: assign({ line: ({ context }, { deck }: { deck: Deck }) => [...context.line, deck] }),
    callNext: assign({ line: ({ context }) => context.line.slice(1) }),
    refuseUnreadable: emit(({ context }) => {
      const { id, owner, unreadable } = examined(context);
      return send(owner, { type: 'deck.refused', deck: id, reason: unreadable ?? 'unreadable' });
    }),
    refuseDropped: emit(({ context }) => {
      const { id, owner } = examined(context);
      return send(owner, { type: 'deck.refused', deck: id, reason: 'dropped at the window: its cards are out of order' });
    }),
    putIntoTray: enqueueActions(({ context, enqueue }) => {
      const deck = examined(context);
      const right = trayOf(deck, context);
      const tray = context.mishaps.includes('missort') ? wrongTrayFor(right, context.shelf, context) : right;
      const waits = context.patienceS > 0;
      enqueue.assign({ shelf: withDeck(context.shelf, { deck, tray, ripe: !waits }) });
      if (waits) enqueue.raise({ type: 'deck.ripened', deck: deck.id }, { id: `ripe.${deck.id}`, delay: 'patience' });
    }),
    ripen: assign({ shelf: ({ context }, { deck }: { deck: string }) => ripened(context.shelf, deck) }),
    beCareless: assign({
      mishaps: ({ context }, { mishap }: { mishap: Mishap }) => [...new Set([...context.mishaps, mishap])].sort(),
    }),
    recover: assign({
      mishaps: ({ context }, { mishap }: { mishap: Mishap }) => context.mishaps.filter((it) => it !== mishap),
    }),
    chooseTray: assign({ tray: ({ context }) => trayToRun(context.shelf, context.tray, context) }),
    mountNeeded: assign({ mounted: ({ context }) => compilerNeeded(context) }),
    submitBatch: enqueueActions(({ context, enqueue }) => {
      const batch = nextBatch(context);
      const { left, unripe } = withoutDecks(context.shelf, batch.jobs);
      enqueue.emit(send('processor', { type: 'batch.submitted', batch }));
      for (const deck of unripe) enqueue.cancel(`ripe.${deck}`);
      enqueue.assign({ shelf: left, rest: [] });
    }),
    hearRequest: assign({ wanted: (_, { compiler }: { compiler: string }) => compiler }),
    mountWanted: assign({ mounted: ({ context }) => context.wanted, wanted: null }),
    sayMounted: emit(({ context }) => send('processor', { type: 'compiler.mounted', compiler: context.mounted ?? 'none' })),
    sayCleared: emit(send('processor', { type: 'reader.cleared' })),
    restart: emit(send('processor', { type: 'machine.restart' })),
    keepListings: assign({
      kept: ({ context }, { listings }: { listings: readonly Listing[] }) => [...context.kept, ...listings],
    }),
    keepDecks: assign({ rest: (_, { decks }: { decks: readonly Deck[] }) => decks }),
    unmount: assign({ mounted: null, wanted: null }),
    returnListings: enqueueActions(({ context, enqueue }) => {
      for (const listing of context.kept) enqueue.emit(send(listing.owner, { type: 'listing.returned', listing }));
      enqueue.assign({ kept: [] });
    }),
  },
  guards: {
    isUnreadable: ({ context }) => examined(context).unreadable !== null,
    isDropped: ({ context }) => context.mishaps.includes('drop'),
    someoneWaits: ({ context }) => context.line.length > 0,
    hasRest: ({ context }) => context.rest.length > 0,
    aTrayIsWorthRunning: ({ context }) => trayToRun(context.shelf, context.tray, context) !== null,
    isMounted: ({ context }) => context.mounted !== null && context.mounted === compilerNeeded(context) && !comesAnew(context),
    trayIsEmpty: ({ context }) => !context.shelf.some((it) => it.tray === context.tray),
  },
  delays: {
    examining: drawn,
    setUp: drawn,
    clearingJam: drawn,
    outage: drawn,
    patience: ({ context }) => context.patienceS * 1000,
  },
}).createMachine({
  id: 'operator',
  description: 'The human operator: takes decks in at the window and runs them in batches in the machine room.',
  context: ({ input }) => ({
    ...input,
    line: [],
    shelf: [],
    tray: null,
    mounted: null,
    rest: [],
    kept: [],
    wanted: null,
    mishaps: [],
  }),
  type: 'parallel',
  states: {
    window: {
      description: 'Where decks come in.',
      initial: 'free',
      on: {
        'deck.ripened': { actions: { type: 'ripen', params: ({ event }) => ({ deck: event.deck }) } },
        'fault.drop': { actions: { type: 'beCareless', params: { mishap: 'drop' } } },
        'fault.missort': { actions: { type: 'beCareless', params: { mishap: 'missort' } } },
        'deck.handedIn': { actions: { type: 'queueUp', params: ({ event }) => ({ deck: event.deck }) } },
      },
      states: {
        free: {
          description: 'Nobody stands at the window.',
          always: { guard: 'someoneWaits', target: 'examining' },
        },
        examining: {
          description: 'Looks a deck through: is it complete, is it readable?',
          after: { examining: 'sorting' },
        },
        sorting: {
          description: 'Puts it into the tray of its kind, or gives it back.',
          always: [
            { guard: 'isDropped', target: 'free', actions: ['refuseDropped', { type: 'recover', params: { mishap: 'drop' } }, 'callNext'] },
            { guard: 'isUnreadable', target: 'free', actions: ['refuseUnreadable', 'callNext'] },
            { target: 'free', actions: ['putIntoTray', { type: 'recover', params: { mishap: 'missort' } }, 'callNext'] },
          ],
        },
      },
    },
    machineRoom: {
      description: 'Where batches are run, one at a time.',
      initial: 'lookingAtTrays',
      states: {
        lookingAtTrays: {
          description: 'The machine is free. Is a batch worth running?',
          always: { guard: 'aTrayIsWorthRunning', target: 'fetchingCompiler', actions: 'chooseTray' },
          on: {
            'machine.stopped': 'withoutPower',
          },
        },
        fetchingCompiler: {
          description: 'Does the batch need another compiler than the one that is mounted?',
          always: [{ guard: 'isMounted', target: 'assembling' }, { target: 'mounting' }],
        },
        mounting: {
          description: 'Sets up: fetches the compiler tape, mounts it, and makes the machine ready for it.',
          after: { setUp: { target: 'assembling', actions: 'mountNeeded' } },
          on: {
            'machine.stopped': 'withoutPower',
          },
        },
        assembling: {
          description: 'Takes the decks of the tray that are there now. This closes the gate.',
          always: [
            { guard: and(['trayIsEmpty', not('hasRest')]), target: 'lookingAtTrays' },
            { target: 'supervising', actions: 'submitBatch' },
          ],
        },
        supervising: {
          description: 'One batch is in the machine. No other is submitted before it is done.',
          initial: 'watching',
          on: {
            'batch.done': {
              target: 'lookingAtTrays',
              actions: [{ type: 'keepListings', params: ({ event }) => ({ listings: event.listings }) }, 'returnListings'],
            },
            'machine.stopped': {
              target: 'withoutPower',
              actions: [
                { type: 'keepListings', params: ({ event }) => ({ listings: event.listings }) },
                { type: 'keepDecks', params: ({ event }) => ({ decks: event.rest }) },
              ],
            },
          },
          states: {
            watching: {
              description: 'The machine runs by itself.',
              on: {
                'mount.requested': {
                  target: 'remounting',
                  actions: { type: 'hearRequest', params: ({ event }) => ({ compiler: event.compiler }) },
                },
                'reader.jammed': 'clearingJam',
              },
            },
            remounting: {
              description: 'A set-up in the middle of a batch: its jobs do not all need the same compiler.',
              after: { setUp: { target: 'watching', actions: ['mountWanted', 'sayMounted'] } },
            },
            clearingJam: {
              description: 'Opens the reader, takes the bent card out and copies it.',
              after: { clearingJam: { target: 'watching', actions: 'sayCleared' } },
            },
          },
        },
        withoutPower: {
          description: 'Keeps the listings that were printed and the decks that were not done.',
          entry: 'unmount',
          initial: 'waiting',
          on: {
            // A batch that reached the machine after the lights went out.
            'batch.refused': { actions: { type: 'keepDecks', params: ({ event }) => ({ decks: event.batch.jobs }) } },
          },
          states: {
            waiting: {
              description: 'Waits for the power to come back.',
              after: { outage: 'restarting' },
            },
            restarting: {
              description: 'Starts the monitor again, from its tape.',
              entry: 'restart',
              on: {
                'machine.ready': [
                  { guard: 'hasRest', target: '#operator.machineRoom.fetchingCompiler' },
                  { target: '#operator.machineRoom.lookingAtTrays' },
                ],
              },
            },
          },
        },
      },
    },
  },
});
