import { assign, emit, setup } from 'xstate';
import { drawn, effects, scenarioFor, type Effect } from 'chartwright';

type Id = `customer-${string}`;
type Bar = { customer: { type: 'coffee' }; barista: { type: 'order'; from: Id } };
const { send } = effects<Bar>();

const customer = setup({
  types: { context: {} as { id: Id }, input: {} as { id: Id }, events: {} as Bar['customer'], emitted: {} as Effect },
  actions: { order: emit(({ context }) => send('barista', { type: 'order', from: context.id })) },
  delays: { drinking: drawn },
}).createMachine({
  context: ({ input }) => input,
  initial: 'drinking',
  states: { drinking: { after: { drinking: 'waiting' } }, waiting: { entry: 'order', on: { coffee: 'drinking' } } },
});

const barista = setup({
  types: { context: {} as { line: Id[] }, events: {} as Bar['barista'], emitted: {} as Effect },
  actions: {
    queue: assign({ line: ({ context, event }) => [...context.line, event.from] }),
    serve: emit(({ context }) => send(context.line[0]!, { type: 'coffee' })),
    next: assign({ line: ({ context }) => context.line.slice(1) }),
  },
  guards: { someoneWaits: ({ context }) => context.line.length > 0 },
  delays: { brewing: drawn },
}).createMachine({
  context: () => ({ line: [] }),
  on: { order: { actions: 'queue' } },
  initial: 'idle',
  states: { idle: { always: { guard: 'someoneWaits', target: 'brewing' } }, brewing: { after: { brewing: { target: 'idle', actions: ['serve', 'next'] } } } },
});

export default scenarioFor<Bar>()({
  name: 'coffee-bar',
  title: 'Five people who drink, and one who brews',
  kinds: { customer, barista },
  actors: () => [{ id: 'barista' }, ...['ada', 'alan', 'edsger', 'grace', 'tony'].map((name) => ({ id: `customer-${name}`, input: { id: `customer-${name}` } }))],
  delaysS: () => ({ customer: { drinking: { type: 'exponential', mean: 600 } }, barista: { brewing: 90 } }),
  overview: () => ({ panels: [{ kind: 'barista', shows: [{ type: 'items', title: 'in line', path: 'line', label: '' }] }] }),
});
