/**
 * A user of the batch shop: somebody with programs to run and no terminal to run them from.
 *
 * Closed loop (`home`): one program after another is prepared, punched, handed in, waited for, and
 * corrected until its listing is good or the user gives up. Open (`feeding`): decks arise at times
 * that a trace tells, whatever became of the earlier ones, and nothing is ever corrected.
 */
import { assign, emit, setup } from 'xstate';
import { drawn, effects, type Effect } from '../effects.ts';
import type { BatchProtocol, Deck, Program, UserId, UserMessage } from './protocol.ts';

export interface UserInput {
  readonly id: UserId;
  /** `closed`: works through `programs`. `open`: hands in what arises, when it arises. */
  readonly mode: 'closed' | 'open';
  readonly programs: readonly Program[];
  /** Times that a program is handed in before its user gives up. */
  readonly attemptsMax: number;
  /** Speed of a person at the keypunch; null: punching takes no time. */
  readonly punchedCardsPerMinute: number | null;
}

export interface UserContext extends UserInput {
  /** Times that the first of `programs` has been handed in so far. */
  readonly attempts: number;
  /** What the last answer said of it. */
  readonly verdict: 'good' | 'bad' | null;
}

const { send } = effects<BatchProtocol>();

/** The deck that this user punches next, or null when no program is left. */
export function nextDeck({ id, programs, attempts }: Pick<UserContext, 'id' | 'programs' | 'attempts'>): Deck | null {
  const program = programs[0];
  const version = program?.versions[Math.min(attempts, program.versions.length - 1)];
  return program && version ? { ...version, id: `${program.id}.${attempts + 1}`, owner: id } : null;
}

/** Milliseconds at the keypunch. */
function punchingMs(context: UserContext): number {
  const rate = context.punchedCardsPerMinute;
  return rate === null ? 0 : ((nextDeck(context)?.cards ?? 0) / rate) * 60_000;
}

export const user = setup({
  types: {
    context: {} as UserContext,
    input: {} as UserInput,
    events: {} as UserMessage,
    emitted: {} as Effect,
  },
  actions: {
    handIn: emit(({ context }) => {
      const deck = nextDeck(context);
      if (!deck) throw new Error(`${context.id} has nothing to hand in`);
      return send('operator', { type: 'deck.handedIn', deck });
    }),
    handInWhatArose: emit((_, { deck }: { deck: Deck }) => send('operator', { type: 'deck.handedIn', deck })),
    countAttempt: assign({ attempts: ({ context }) => context.attempts + 1 }),
    judge: assign({ verdict: (_, { verdict }: { verdict: 'good' | 'bad' }) => verdict }),
    putAside: assign({ programs: ({ context }) => context.programs.slice(1), attempts: 0, verdict: null }),
  },
  guards: {
    feedsTrace: ({ context }) => context.mode === 'open',
    nothingLeft: ({ context }) => context.programs.length === 0,
    isGood: ({ context }) => context.verdict === 'good',
    hasHadEnough: ({ context }) => context.attempts >= context.attemptsMax,
  },
  delays: { preparing: drawn, reading: drawn, correcting: drawn, punching: ({ context }) => punchingMs(context) },
}).createMachine({
  id: 'user',
  description: 'Somebody with programs to run, who meets the machine only through the operator.',
  context: ({ input }) => ({ ...input, attempts: 0, verdict: null }),
  initial: 'arriving',
  states: {
    arriving: {
      description: 'Does this user work in a loop, or feed a recorded stream of decks?',
      always: [{ guard: 'feedsTrace', target: 'feeding' }, { target: 'atDesk' }],
    },
    feeding: {
      description: 'Hands in each deck when it arises, with earlier listings still outstanding.',
      on: {
        'program.arises': { actions: { type: 'handInWhatArose', params: ({ event }) => ({ deck: event.deck }) } },
        'listing.returned': {},
        'deck.refused': {},
      },
    },
    atDesk: {
      description: 'Is there another program to write?',
      always: [{ guard: 'nothingLeft', target: 'satisfied' }, { target: 'preparing' }],
    },
    preparing: {
      description: 'Writes the program on coding sheets.',
      after: { preparing: 'punching' },
    },
    punching: {
      description: 'Punches the sheets on cards, a line a card.',
      after: { punching: 'handingIn' },
    },
    handingIn: {
      description: 'Passes the deck through the window.',
      entry: ['handIn', 'countAttempt'],
      always: 'waiting',
    },
    waiting: {
      description: 'No way to interact, and no news, until the operator gives something back.',
      on: {
        'listing.returned': {
          target: 'reading',
          actions: {
            type: 'judge',
            params: ({ event }) => ({ verdict: event.listing.outcome === 'finished' ? 'good' : 'bad' }),
          },
        },
        'deck.refused': { target: 'reading', actions: { type: 'judge', params: { verdict: 'bad' } } },
      },
    },
    reading: {
      description: 'Reads the listing, or the note that came back with the deck.',
      after: {
        reading: [
          { guard: 'isGood', target: 'atDesk', actions: 'putAside' },
          { guard: 'hasHadEnough', target: 'atDesk', actions: 'putAside' },
          { target: 'correcting' },
        ],
      },
    },
    correcting: {
      description: 'Looks for the mistake at the desk, not at the machine.',
      after: { correcting: 'punching' },
    },
    satisfied: {
      type: 'final',
      description: 'Every program has run, or was given up.',
    },
  },
});
