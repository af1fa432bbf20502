/** Two clerks sell the last seat of a hall: each asks whether it is free, and sells it if it is. */
import { emit, setup } from 'xstate';
import { drawn, effects, isIn, propertiesOver, scenarioFor, type Effect } from 'chartwright';

type ClerkId = `clerk-${string}`;

/** Who accepts what. */
type Booking = {
  readonly clerk: { readonly type: 'customer.came' } | { readonly type: 'seat.free' } | { readonly type: 'seat.taken' };
  readonly hall: { readonly type: 'seat.asked'; readonly by: ClerkId } | { readonly type: 'seat.sold' };
};

interface Clerk {
  readonly id: ClerkId;
}

const { send } = effects<Booking>();

const clerk = setup({
  types: { context: {} as Clerk, input: {} as Clerk, events: {} as Booking['clerk'], emitted: {} as Effect },
  actions: {
    ask: emit(({ context }) => send('hall', { type: 'seat.asked', by: context.id })),
    tellHall: emit(send('hall', { type: 'seat.sold' })),
  },
  delays: { paying: drawn },
}).createMachine({
  id: 'clerk',
  context: ({ input }) => input,
  initial: 'idle',
  states: {
    idle: { on: { 'customer.came': 'asking' } },
    asking: { entry: 'ask', on: { 'seat.free': 'selling', 'seat.taken': 'sorry' } },
    selling: { after: { paying: { target: 'sold', actions: 'tellHall' } } },
    sold: {},
    sorry: {},
  },
});

const hall = setup({
  types: { events: {} as Booking['hall'], emitted: {} as Effect },
  actions: {
    sayFree: emit((_, { to }: { to: ClerkId }) => send(to, { type: 'seat.free' })),
    sayTaken: emit((_, { to }: { to: ClerkId }) => send(to, { type: 'seat.taken' })),
  },
}).createMachine({
  id: 'hall',
  initial: 'free',
  states: {
    free: { on: { 'seat.asked': { actions: { type: 'sayFree', params: ({ event }) => ({ to: event.by }) } }, 'seat.sold': 'taken' } },
    taken: { on: { 'seat.asked': { actions: { type: 'sayTaken', params: ({ event }) => ({ to: event.by }) } } } },
  },
});

const { always, leadsTo } = propertiesOver<{ clerk: Clerk }>();

export default scenarioFor<Booking>()({
  name: 'hasty',
  title: 'Two clerks, and one seat that is left',
  kinds: { clerk, hall },
  actors: () => [{ id: 'hall' }, ...(['clerk-ada', 'clerk-ben'] as const).map((id) => ({ id, input: { id } }))],
  arrivals: () => ['clerk-ada', 'clerk-ben'].map((to, at) => ({ atMs: at * 60_000, to, message: { type: 'customer.came' } })),
  delaysS: () => ({ clerk: { paying: { type: 'exponential', mean: 30 } } }),
  properties: [
    always('the seat is sold once', (state) => state.ofKind('clerk').filter((it) => isIn(it, 'sold')).length <= 1),
    leadsTo('who asks is answered', {
      when: (state) => state.ofKind('clerk').some((it) => isIn(it, 'asking')),
      follows: (state) => !state.ofKind('clerk').some((it) => isIn(it, 'asking')),
    }),
  ],
  check: { isEnd: (state) => state.ofKind('clerk').every((it) => isIn(it, 'sold') || isIn(it, 'sorry')) },
});
