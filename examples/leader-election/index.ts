/** The election of Chang and Roberts: nodes in a ring, each of which knows its number and its neighbour, agree on the greatest. */
import { assign, emit, setup } from 'xstate';
import { z } from 'zod';
import { drawn, effects, isIn, parameter, propertiesOver, scenarioFor, type Effect } from 'chartwright';

type NodeId = `node-${number}`;

type Ring = {
  readonly node:
    | { readonly type: 'candidate'; readonly number: number }
    /** Goes once around, from the leader to itself. */
    | { readonly type: 'leader'; readonly number: number };
};

interface RingNode {
  readonly number: number;
  /** To whom it sends. */
  readonly next: NodeId;
  /** Who leads, as far as it knows. */
  readonly leader: number | null;
}

interface Named {
  readonly number: number;
}

const { send } = effects<Ring>();

const node = setup({
  types: { context: {} as RingNode, input: {} as Omit<RingNode, 'leader'>, events: {} as Ring['node'], emitted: {} as Effect },
  actions: {
    stand: emit(({ context: { next, number } }) => send(next, { type: 'candidate', number })),
    passOn: emit(({ context: { next } }, { number }: Named) => send(next, { type: 'candidate', number })),
    proclaim: emit(({ context: { next } }, { number }: Named) => send(next, { type: 'leader', number })),
    follow: assign({ leader: (_, { number }: Named) => number }),
  },
  guards: {
    isGreater: ({ context }, { number }: Named) => number > context.number,
    isOwn: ({ context }, { number }: Named) => number === context.number,
  },
  delays: { resting: drawn },
}).createMachine({
  id: 'node',
  context: ({ input }) => ({ ...input, leader: null }),
  initial: 'resting',
  states: {
    resting: {
      description: 'Has heard of no election; may call one at any time.',
      after: { resting: 'standing' },
      on: {
        candidate: [
          {
            guard: { type: 'isGreater', params: ({ event }) => ({ number: event.number }) },
            target: 'defeated',
            actions: { type: 'passOn', params: ({ event }) => ({ number: event.number }) },
          },
          // Whoever is less than this node cannot win: it stands itself.
          { target: 'standing' },
        ],
      },
    },
    standing: {
      description: 'A candidate, of whom nobody greater has been heard.',
      entry: 'stand',
      on: {
        candidate: [
          {
            guard: { type: 'isGreater', params: ({ event }) => ({ number: event.number }) },
            target: 'defeated',
            actions: { type: 'passOn', params: ({ event }) => ({ number: event.number }) },
          },
          {
            guard: { type: 'isOwn', params: ({ event }) => ({ number: event.number }) },
            target: 'leading',
            actions: [
              { type: 'follow', params: ({ event }) => ({ number: event.number }) },
              { type: 'proclaim', params: ({ event }) => ({ number: event.number }) },
            ],
          },
          { description: 'Less than this node: goes no further.' },
        ],
      },
    },
    defeated: {
      description: 'Has heard of somebody greater.',
      on: {
        candidate: [
          {
            guard: { type: 'isGreater', params: ({ event }) => ({ number: event.number }) },
            actions: { type: 'passOn', params: ({ event }) => ({ number: event.number }) },
          },
          { description: 'Less than this node: goes no further.' },
        ],
        leader: {
          target: 'following',
          actions: [
            { type: 'follow', params: ({ event }) => ({ number: event.number }) },
            { type: 'proclaim', params: ({ event }) => ({ number: event.number }) },
          ],
        },
      },
    },
    leading: { on: { leader: { description: 'Its own word, which has been all around.' } } },
    following: {},
  },
});

/** The ring, against the order of the numbers: what a node says about itself goes as far as it can. */
function ringOf(count: number): readonly { readonly id: NodeId; readonly input: Omit<RingNode, 'leader'> }[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    return { id: `node-${number}` as const, input: { number, next: `node-${number === 1 ? count : number - 1}` as const } };
  });
}

const { always, eventually } = propertiesOver<{ node: RingNode }>();

export default scenarioFor<Ring>()({
  name: 'leader-election',
  title: 'Nodes in a ring that elect a leader',
  description:
    'A node that stands as a candidate sends its number around the ring; a greater one stops it on its way, and the number that comes back is the greatest. The algorithm of Chang and Roberts.',
  kinds: { node },
  parameters: z.strictObject({
    nodes: parameter(z.int().min(2).max(12), 3, { doc: 'nodes in the ring' }),
  }),
  actors: ({ params: { nodes } }) => ringOf(nodes),
  wires: () => ({ rules: [{ latencyS: { type: 'exponential', mean: 0.01 } }] }),
  delaysS: () => ({ node: { resting: { type: 'exponential', mean: 0.05 } } }),
  properties: [
    always('at most one node leads', (state) => state.ofKind('node').filter((it) => isIn(it, 'leading')).length <= 1),
    always('only the greatest leads, or is followed', (state) => {
      const greatest = Math.max(...state.ofKind('node').map(({ context }) => context.number));
      return state.ofKind('node').every(({ context }) => context.leader === null || context.leader === greatest);
    }),
    eventually('a node leads', (state) => state.ofKind('node').some((it) => isIn(it, 'leading'))),
    eventually('all nodes know who leads', (state) => state.ofKind('node').every(({ context }) => context.leader !== null)),
  ],
  check: {
    isEnd: (state) => state.ofKind('node').every((it) => isIn(it, 'leading') || isIn(it, 'following')),
  },
});
