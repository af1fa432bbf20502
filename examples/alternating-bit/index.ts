/** The alternating-bit protocol: data that arrive once each, and in order, over wires that lose and double what is sent. */
import { assign, emit, setup } from 'xstate';
import { z } from 'zod';
import { drawn, effects, isIn, parameter, propertiesOver, scenarioFor, type Effect } from 'chartwright';

type Bit = 0 | 1;

type Link = {
  readonly sender: { readonly type: 'acknowledged'; readonly bit: Bit };
  readonly receiver: { readonly type: 'frame'; readonly bit: Bit; readonly datum: number };
};

interface Sender {
  /** How many there are to send; they are the numbers from 1. */
  readonly data: number;
  /** What is being sent. */
  readonly datum: number;
  readonly bit: Bit;
}

interface Receiver {
  /** That of the next datum. */
  readonly awaited: Bit;
  readonly delivered: readonly number[];
}

interface OfBit {
  readonly bit: Bit;
}

const { send } = effects<Link>();

const sender = setup({
  types: { context: {} as Sender, input: {} as Pick<Sender, 'data'>, events: {} as Link['sender'], emitted: {} as Effect },
  actions: {
    sendFrame: emit(({ context: { bit, datum } }) => send('receiver', { type: 'frame', bit, datum })),
    takeNext: assign({ datum: ({ context }) => context.datum + 1, bit: ({ context }) => other(context.bit) }),
  },
  guards: {
    isLast: ({ context }, { bit }: OfBit) => bit === context.bit && context.datum === context.data,
    isOwn: ({ context }, { bit }: OfBit) => bit === context.bit,
  },
  delays: { patience: drawn },
}).createMachine({
  id: 'sender',
  context: ({ input: { data } }) => ({ data, datum: 1, bit: 0 }),
  initial: 'sending',
  states: {
    sending: {
      description: 'Sends a frame, again and again, until it is acknowledged.',
      entry: 'sendFrame',
      after: { patience: { target: 'sending', reenter: true } },
      on: {
        acknowledged: [
          { guard: { type: 'isLast', params: ({ event }) => ({ bit: event.bit }) }, target: 'done' },
          {
            guard: { type: 'isOwn', params: ({ event }) => ({ bit: event.bit }) },
            target: 'sending',
            reenter: true,
            actions: 'takeNext',
          },
          { description: 'Of the frame before, acknowledged once more.' },
        ],
      },
    },
    done: { on: { acknowledged: { description: 'Once more.' } } },
  },
});

const receiver = setup({
  types: { context: {} as Receiver, events: {} as Link['receiver'], emitted: {} as Effect },
  actions: {
    deliver: assign({
      delivered: ({ context }, { datum }: { datum: number }) => [...context.delivered, datum],
      awaited: ({ context }) => other(context.awaited),
    }),
    acknowledge: emit((_, { bit }: OfBit) => send('sender', { type: 'acknowledged', bit })),
  },
  guards: { isAwaited: ({ context }, { bit }: OfBit) => bit === context.awaited },
}).createMachine({
  id: 'receiver',
  context: () => ({ awaited: 0, delivered: [] }),
  initial: 'listening',
  states: {
    listening: {
      on: {
        frame: [
          {
            guard: { type: 'isAwaited', params: ({ event }) => ({ bit: event.bit }) },
            actions: [
              { type: 'deliver', params: ({ event }) => ({ datum: event.datum }) },
              { type: 'acknowledge', params: ({ event }) => ({ bit: event.bit }) },
            ],
          },
          {
            description: 'The frame before, again: the acknowledgement was lost, or is on its way.',
            actions: { type: 'acknowledge', params: ({ event }) => ({ bit: event.bit }) },
          },
        ],
      },
    },
  },
});

function other(bit: Bit): Bit {
  return bit === 0 ? 1 : 0;
}

const { always, sometimes, eventually } = propertiesOver<{ sender: Sender; receiver: Receiver }>();

export default scenarioFor<Link>()({
  name: 'alternating-bit',
  title: 'Data that arrive once, and in order, over bad wires',
  description:
    'A frame carries a bit beside its datum, and is sent again until that bit is acknowledged; the bit tells a new datum from the old one again. The protocol of Bartlett, Scantlebury and Wilkinson.',
  kinds: { sender, receiver },
  parameters: z.strictObject({
    data: parameter(z.int().min(1).max(50), 3, { doc: 'data that are sent' }),
    loss: parameter(z.number().min(0).max(0.9), 0.2, { doc: 'probability that a message is lost, in a run' }),
    duplication: parameter(z.number().min(0).max(1), 0.1, { doc: 'probability that a message is doubled, in a run' }),
  }),
  actors: ({ params: { data } }) => [{ id: 'sender', input: { data } }, { id: 'receiver' }],
  // A message takes the same time whatever it is, so that none overtakes another.
  wires: ({ loss, duplication }) => ({ rules: [{ latencyS: 0.1, loss, duplication }] }),
  delaysS: () => ({ sender: { patience: { type: 'uniform', min: 0.15, max: 0.5 } } }),
  properties: [
    always('what is delivered is what was sent: each datum once, and in order', (state) =>
      state.ofKind('receiver').every(({ context: { delivered } }) => delivered.every((datum, index) => datum === index + 1)),
    ),
    always('nothing is acknowledged that is not delivered', (state) => {
      const delivered = state.ofKind('receiver').reduce((sum, { context }) => sum + context.delivered.length, 0);
      return state.ofKind('sender').every((it) => delivered >= (isIn(it, 'done') ? it.context.data : it.context.datum - 1));
    }),
    sometimes('a datum is delivered before its acknowledgement comes', (state) => {
      const delivered = state.ofKind('receiver').reduce((sum, { context }) => sum + context.delivered.length, 0);
      return state.ofKind('sender').some((it) => isIn(it, 'sending') && delivered === it.context.datum);
    }),
    eventually('everything arrives, and the sender knows', (state) => state.ofKind('sender').every((it) => isIn(it, 'done')), 'strong'),
  ],
  check: {
    network: { order: 'ordered', lossy: true, duplicating: true },
    isEnd: (state) => state.ofKind('sender').every((it) => isIn(it, 'done')),
  },
});
