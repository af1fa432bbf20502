/** Two clerks sell the last seat of a hall, which keeps it for whoever asks first; and messages may get lost. */
import { assign, emit, setup } from 'xstate';
import { drawn, effects, isIn, propertiesOver, scenarioFor, type Effect } from 'chartwright';

type ClerkId = `clerk-${string}`;

/** Who accepts what. */
type Booking = {
  readonly clerk: { readonly type: 'customer.came' } | { readonly type: 'seat.yours' } | { readonly type: 'seat.taken' };
  readonly hall: { readonly type: 'seat.asked'; readonly by: ClerkId };
};

interface Clerk {
  readonly id: ClerkId;
}

interface Hall {
  readonly keptFor: ClerkId | null;
}

interface Asker {
  readonly by: ClerkId;
}

const { send } = effects<Booking>();

export const clerk = setup({
  types: { context: {} as Clerk, input: {} as Clerk, events: {} as Booking['clerk'], emitted: {} as Effect },
  actions: { ask: emit(({ context }) => send('hall', { type: 'seat.asked', by: context.id })) },
  delays: { paying: drawn, patience: drawn },
}).createMachine({
  id: 'clerk',
  context: ({ input }) => input,
  initial: 'idle',
  states: {
    idle: { on: { 'customer.came': 'asking' } },
    asking: {
      entry: 'ask',
      on: { 'seat.yours': 'selling', 'seat.taken': 'sorry' },
      after: { patience: { target: 'asking', reenter: true } },
    },
    selling: { after: { paying: 'sold' }, on: { 'seat.yours': {} } },
    sold: { on: { 'seat.yours': {} } },
    sorry: { on: { 'seat.taken': {} } },
  },
});

export const hall = setup({
  types: { context: {} as Hall, events: {} as Booking['hall'], emitted: {} as Effect },
  actions: {
    keep: assign({ keptFor: (_, { by }: Asker) => by }),
    sayYours: emit((_, { by }: Asker) => send(by, { type: 'seat.yours' })),
    sayTaken: emit((_, { by }: Asker) => send(by, { type: 'seat.taken' })),
  },
  guards: { isKeptForAsker: ({ context }, { by }: Asker) => context.keptFor === by },
}).createMachine({
  id: 'hall',
  context: () => ({ keptFor: null }),
  initial: 'free',
  states: {
    free: {
      on: {
        'seat.asked': {
          target: 'kept',
          actions: [
            { type: 'keep', params: ({ event }) => event },
            { type: 'sayYours', params: ({ event }) => event },
          ],
        },
      },
    },
    kept: {
      on: {
        'seat.asked': [
          {
            // The answer to the first time was lost.
            guard: { type: 'isKeptForAsker', params: ({ event }) => event },
            actions: { type: 'sayYours', params: ({ event }) => event },
          },
          { actions: { type: 'sayTaken', params: ({ event }) => event } },
        ],
      },
    },
  },
});

const CLERKS: readonly ClerkId[] = ['clerk-ada', 'clerk-ben'];
const { always, sometimes, leadsTo } = propertiesOver<{ clerk: Clerk; hall: Hall }>();

export default scenarioFor<Booking>()({
  name: 'checked',
  title: 'Two clerks, and one seat, which is kept for who asks first',
  kinds: { clerk, hall },
  actors: () => [{ id: 'hall' }, ...CLERKS.map((id) => ({ id, input: { id } }))],
  arrivals: () => CLERKS.map((to, at) => ({ atMs: at * 60_000, to, message: { type: 'customer.came' } })),
  delaysS: () => ({ clerk: { paying: { type: 'exponential', mean: 30 }, patience: 10 } }),
  properties: [
    always('the seat is sold once', (state) => state.ofKind('clerk').filter((it) => isIn(it, 'sold')).length <= 1),
    sometimes('the seat is sold', (state) => state.ofKind('clerk').some((it) => isIn(it, 'sold'))),
    ...CLERKS.map((id) =>
      leadsTo(`who asks is answered: ${id}`, {
        fairness: 'strong',
        when: (state) => state.ofKind('clerk').some((it) => it.id === id && isIn(it, 'asking')),
        follows: (state) => state.ofKind('clerk').some((it) => it.id === id && !isIn(it, 'asking')),
      }),
    ),
  ],
  check: {
    // Patience may end at any moment, again and again: without this, there is no end of questions that are on their way.
    network: { order: 'ordered', equalMax: 1 },
    symmetric: () => [['ada', 'ben']],
    isEnd: (state) => state.ofKind('clerk').every((it) => isIn(it, 'sold') || isIn(it, 'sorry')),
  },
});
