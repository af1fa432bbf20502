/** Two players who count together: each answers the number that it is at, and ignores every other. */
import { assign, emit, setup } from 'xstate';
import { z } from 'zod';
import { effects, parameter, propertiesOver, scenarioFor, type Effect, type Measure } from 'chartwright';

type PingPong = {
  readonly pinger: { readonly type: 'pong'; readonly count: number };
  readonly ponger: { readonly type: 'ping'; readonly count: number };
};

interface Player {
  readonly count: number;
}

interface Pinger extends Player {
  /** Up to which the game is looked at. It is here for the properties to see: no player heeds it. */
  readonly max: number;
}

const { send } = effects<PingPong>();

const pinger = setup({
  types: { context: {} as Pinger, input: {} as Pick<Pinger, 'max'>, events: {} as PingPong['pinger'], emitted: {} as Effect },
  actions: {
    countOn: assign({ count: ({ context }) => context.count + 1 }),
    ping: emit(({ context: { count } }) => send('ponger', { type: 'ping', count })),
  },
  guards: { isAwaited: ({ context }, { count }: Player) => count === context.count },
}).createMachine({
  id: 'pinger',
  context: ({ input: { max } }) => ({ count: 0, max }),
  initial: 'playing',
  states: {
    playing: {
      description: 'Serves, and waits for the answer. There is no second try: if a message is lost, the game is over.',
      entry: 'ping',
      on: {
        pong: { guard: { type: 'isAwaited', params: ({ event }) => ({ count: event.count }) }, actions: ['countOn', 'ping'] },
      },
    },
  },
});

const ponger = setup({
  types: { context: {} as Player, events: {} as PingPong['ponger'], emitted: {} as Effect },
  actions: {
    pong: emit(({ context: { count } }) => send('pinger', { type: 'pong', count })),
    countOn: assign({ count: ({ context }) => context.count + 1 }),
  },
  guards: { isAwaited: ({ context }, { count }: Player) => count === context.count },
}).createMachine({
  id: 'ponger',
  context: () => ({ count: 0 }),
  initial: 'playing',
  states: {
    playing: {
      on: {
        ping: { guard: { type: 'isAwaited', params: ({ event }) => ({ count: event.count }) }, actions: ['pong', 'countOn'] },
      },
    },
  },
});

const { always, sometimes, eventually } = propertiesOver<{ pinger: Pinger; ponger: Player }>();

export default scenarioFor<PingPong>()({
  name: 'ping-pong',
  title: 'Two players who count together',
  description:
    'The one serves a number, the other returns it, and both count on. On a network that loses messages the game may end at any time. An example of the Stateright model checker, with the same states.',
  kinds: { pinger, ponger },
  parameters: z.strictObject({
    max: parameter(z.int().min(1).max(100), 5, { doc: 'number up to which the game is looked at; it has no end of its own' }),
  }),
  actors: ({ params: { max } }) => [{ id: 'pinger', input: { max } }, { id: 'ponger' }],
  wires: () => ({ rules: [{ latencyS: { type: 'exponential', mean: 1 } }] }),
  properties: [
    always('the counts of the two differ by at most one', (state) => {
      const counts = countsIn([...state.ofKind('pinger'), ...state.ofKind('ponger')]);
      return Math.max(...counts) - Math.min(...counts) <= 1;
    }),
    sometimes('the game can get to the greatest number', (state) =>
      state.ofKind('pinger').some(({ context }) => context.count === context.max),
    ),
    eventually('the game gets to the greatest number', (state) =>
      state.ofKind('pinger').some(({ context }) => context.count === context.max),
    ),
  ],
  measure: ({ params: { max } }) => countRallies(max),
  check: {
    network: { order: 'set', lossy: true },
    within: (state, { max }) =>
      [...state.ofKind('pinger'), ...state.ofKind('ponger')].every(({ context }) => Number(context['count']) <= max),
  },
});

function countsIn(players: readonly { readonly context: Player }[]): readonly number[] {
  return players.map(({ context }) => context.count);
}

/** A run ends when the game has got to the greatest number. */
function countRallies(max: number): Measure<{ readonly rallies: number }> {
  let rallies = 0;
  return {
    see: (event) => {
      if (event.type === 'step' && event.cause.type === 'message' && event.cause.message.type === 'pong') rallies += 1;
    },
    metrics: () => ({ rallies }),
    progress: () => Math.min(1, rallies / max),
  };
}
