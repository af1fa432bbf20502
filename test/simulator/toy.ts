/** A scenario small enough to be read at a glance: tickers that rest, choose what to say, and say it to a counter. */
import { assign, emit, setup } from 'xstate';
import { z } from 'zod';
import { drawn, effects, type Chosen, type Effect } from '../../src/machines/effects.ts';
import { always } from '../../src/properties/property.ts';
import { anyScenario, scenarioFor, type AnyScenario, type Plan } from '../../src/scenarios/scenario.ts';
import { Simulation, type SimulationOptions, type SimulationResult } from '../../src/simulator/simulation.ts';

type ToyProtocol = {
  readonly ticker: { readonly type: 'stop' };
  readonly counter: { readonly type: 'tick' } | { readonly type: 'tock' };
};

const { send, choose } = effects<ToyProtocol>();

const ticker = setup({
  types: {
    context: {} as { readonly left: number },
    input: {} as { readonly rounds: number },
    events: {} as ToyProtocol['ticker'] | Chosen<'tick' | 'tock'>,
    emitted: {} as Effect,
  },
  actions: {
    decide: emit(
      choose([
        { value: 'tick', weight: 3 },
        { value: 'tock', weight: 1 },
      ]),
    ),
    countDown: assign({ left: ({ context }) => context.left - 1 }),
    say: emit((_, { word }: { word: 'tick' | 'tock' }) => send('counter', { type: word })),
  },
  guards: { isOver: ({ context }) => context.left <= 0 },
  delays: { resting: drawn },
}).createMachine({
  id: 'ticker',
  context: ({ input }) => ({ left: input.rounds }),
  initial: 'resting',
  on: { stop: '.over' },
  states: {
    resting: { always: { guard: 'isOver', target: 'over' }, after: { resting: 'deciding' } },
    deciding: {
      entry: ['countDown', 'decide'],
      on: { chosen: { target: 'resting', actions: { type: 'say', params: ({ event }) => ({ word: event.value }) } } },
    },
    over: { type: 'final' },
  },
});

const counter = setup({
  types: { context: {} as { readonly ticks: number }, events: {} as ToyProtocol['counter'], emitted: {} as Effect },
  actions: { count: assign({ ticks: ({ context }) => context.ticks + 1 }) },
}).createMachine({ id: 'counter', context: () => ({ ticks: 0 }), on: { tick: { actions: 'count' } } });

const parameters = z.strictObject({ tickers: z.int().default(2), rounds: z.int().default(5) });

interface ToyItem {
  readonly atS: number;
  readonly to: string;
}

export const toy: AnyScenario = anyScenario(
  scenarioFor<ToyProtocol>()({
    name: 'toy',
    title: 'Tickers and a counter',
    description: 'For tests.',
    kinds: { ticker, counter },
    parameters,
    *actors({ params }: Plan<z.output<typeof parameters>, ToyItem>) {
      yield { id: 'counter' };
      for (let it = 1; it <= params.tickers; it += 1) yield { id: `ticker-${it}`, input: { rounds: params.rounds } };
    },
    *arrivals({ work }: Plan<z.output<typeof parameters>, ToyItem>) {
      for (const { atS, to } of work) yield { atMs: atS * 1000, to, message: { type: 'stop' } };
    },
    wires: () => ({ rules: [{ to: 'counter', latencyS: { type: 'exponential', mean: 0.5 } }] }),
    delaysS: () => ({ ticker: { resting: { type: 'exponential', mean: 1 } } }),
    properties: [
      always('at most three ticks are counted', (state) => state.ofKind('counter').every(({ context }) => Number(context['ticks']) <= 3)),
    ],
  }),
);

export const PARAMS = { tickers: 2, rounds: 5 };

/** Runs it to its end. */
export function runToy(options: Partial<SimulationOptions> = {}): { readonly result: SimulationResult; readonly lines: readonly string[] } {
  const simulation = new Simulation({ scenario: toy, params: PARAMS, seed: 1, ...options });
  const lines: string[] = [];
  simulation.onLine((line) => lines.push(line));
  while (simulation.advance(10_000) === undefined);
  return { result: simulation.result(), lines };
}
