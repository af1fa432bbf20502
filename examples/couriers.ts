import { assign, emit, setup } from 'xstate';
import { z } from 'zod';
import { drawn, effects, group, parameter, scenarioFor, type Chosen, type Effect } from 'chartwright';

type Couriers = {
  readonly desk: { readonly type: 'parcel'; readonly number: number } | { readonly type: 'delivered' };
  readonly courier: Chosen<'bridge' | 'ferry'>;
};
type Inputs = { readonly courier: { readonly number: number } };

const { send, spawn, choose } = effects<Couriers, Inputs>();

const desk = setup({
  types: { context: {} as { readonly delivered: number }, events: {} as Couriers['desk'], emitted: {} as Effect },
  actions: {
    // The id comes from the message that caused it, so that it is never used twice.
    hire: emit((_, { number }: { number: number }) => spawn(`courier-${number}`, 'courier', { number })),
    count: assign({ delivered: ({ context }) => context.delivered + 1 }),
  },
}).createMachine({
  id: 'desk',
  context: () => ({ delivered: 0 }),
  on: {
    parcel: { actions: { type: 'hire', params: ({ event }) => ({ number: event.number }) } },
    delivered: { actions: 'count' },
  },
});

const courier = setup({
  types: { context: {} as Inputs['courier'], input: {} as Inputs['courier'], events: {} as Couriers['courier'], emitted: {} as Effect },
  actions: {
    chooseWay: emit(choose([{ value: 'bridge', weight: 3 }, { value: 'ferry', weight: 1 }])),
    report: emit(send('desk', { type: 'delivered' })),
  },
  guards: { isFerry: (_, { way }: { way: string }) => way === 'ferry' },
  delays: { crossing: drawn, sailing: drawn },
}).createMachine({
  id: 'courier',
  context: ({ input }) => input,
  initial: 'deciding',
  states: {
    deciding: {
      entry: 'chooseWay',
      on: { chosen: [{ guard: { type: 'isFerry', params: ({ event }) => ({ way: event.value }) }, target: 'sailing' }, { target: 'crossing' }] },
    },
    crossing: { after: { crossing: 'done' } },
    sailing: { after: { sailing: 'done' } },
    // A final state stops the actor.
    done: { type: 'final', entry: 'report' },
  },
});

export default scenarioFor<Couriers>()({
  name: 'couriers',
  title: 'A desk that hires a courier for every parcel',
  kinds: { desk, courier },
  parameters: z.strictObject({
    parcels: parameter(z.int().positive(), 100, { doc: 'parcels that arrive, one a minute' }),
    post: group('The wire from couriers to the desk', {
      loss: parameter(z.number().min(0).max(1), 0.1, { doc: 'probability that a report is lost' }),
    }),
  }),
  actors: () => [{ id: 'desk' }],
  arrivals: ({ params: { parcels } }) =>
    Array.from({ length: parcels }, (_, index) => ({ atMs: index * 60_000, to: 'desk', message: { type: 'parcel', number: index + 1 } })),
  wires: ({ post: { loss } }) => ({ rules: [{ from: 'courier', to: 'desk', latencyS: { type: 'exponential', mean: 2 }, loss }] }),
  delaysS: () => ({ courier: { crossing: { type: 'exponential', mean: 600 }, sailing: 1800 } }),
});
