/** A scenario to be checked, of a few dozen states: visitors come to a gate that lets in only so many. */
import { readFileSync } from 'node:fs';
import { assign, emit, setup } from 'xstate';
import { z } from 'zod';
import { effects, type Effect } from '../../src/machines/effects.ts';
import { isIn, propertiesOver } from '../../src/properties/property.ts';
import { group, parameter } from '../../src/scenarios/parameters.ts';
import { anyScenario, scenarioFor, type AnyScenario, type FileSetting, type Plan } from '../../src/scenarios/scenario.ts';

type VisitorId = `visitor-${string}`;

type Gate = {
  readonly visitor: { readonly type: 'day' | 'welcome' | 'refused' };
  readonly gate: { readonly type: 'ask'; readonly by: VisitorId } | { readonly type: 'shut' };
};

interface Visitor {
  readonly id: VisitorId;
}

interface Room {
  readonly capacity: number;
  readonly inside: readonly VisitorId[];
}

interface Asker {
  readonly by: VisitorId;
}

const { send } = effects<Gate>();

const visitor = setup({
  types: { context: {} as Visitor, input: {} as Visitor, events: {} as Gate['visitor'], emitted: {} as Effect },
  actions: { ask: emit(({ context }) => send('gate', { type: 'ask', by: context.id })) },
}).createMachine({
  id: 'visitor',
  context: ({ input }) => input,
  initial: 'outside',
  states: {
    outside: { on: { day: 'asking' } },
    asking: { entry: 'ask', on: { welcome: 'inside', refused: 'away' } },
    inside: {},
    away: {},
  },
});

const gate = setup({
  types: { context: {} as Room, input: {} as { capacity: number }, events: {} as Gate['gate'], emitted: {} as Effect },
  actions: {
    letIn: assign({ inside: ({ context }, { by }: Asker) => [...context.inside, by].sort() }),
    welcome: emit((_, { by }: Asker) => send(by, { type: 'welcome' })),
    refuse: emit((_, { by }: Asker) => send(by, { type: 'refused' })),
  },
  guards: { hasRoom: ({ context }) => context.inside.length < context.capacity },
}).createMachine({
  id: 'gate',
  context: ({ input }) => ({ capacity: input.capacity, inside: [] }),
  initial: 'open',
  states: {
    open: {
      on: {
        ask: [
          {
            guard: 'hasRoom',
            actions: [
              { type: 'letIn', params: ({ event }) => event },
              { type: 'welcome', params: ({ event }) => event },
            ],
          },
          { actions: { type: 'refuse', params: ({ event }) => event } },
        ],
        shut: 'shut',
      },
    },
    shut: { on: { ask: { actions: { type: 'refuse', params: ({ event }) => event } } } },
  },
});

const parameters = z.strictObject({
  gate: group('The gate', {
    capacity: parameter(z.int().positive(), 1, { doc: 'visitors who fit' }),
    visitors: parameter(z.int().positive(), 5, { doc: 'visitors who come' }),
  }),
});
type GateParams = z.output<typeof parameters>;
type GatePlan = Plan<GateParams, string>;

const { always, sometimes, leadsTo } = propertiesOver<{ visitor: Visitor; gate: Room }>();

export const ONE_INSIDE = 'one visitor at most is inside';
export const GETS_IN = 'somebody gets in';
export const ANSWERED = 'who asks is answered';

export const gates: AnyScenario = anyScenario(
  scenarioFor<Gate>()({
    name: 'gates',
    title: 'A gate that lets in only so many',
    kinds: { visitor, gate },
    parameters,
    presets: { wide: { description: 'Two fit.', set: { gate: { capacity: 2 } } } },
    item: z.string(),
    inputs: {
      guests: {
        description: 'names, a line each',
        read: (path) => {
          const items = readFileSync(path, 'utf8').trim().split('\n');
          return { items, problems: [], summary: `${items.length} guests` };
        },
      },
    },
    settingFiles: {
      network: {
        description: 'the capacity',
        read: (path): { readonly settings: readonly FileSetting[]; readonly summary: string } => ({
          settings: [{ path: 'gate.capacity', value: Number(readFileSync(path, 'utf8')) }],
          summary: 'a capacity',
        }),
      },
    },
    *generate({ gate: { visitors } }) {
      yield* ['a', 'b', 'c', 'd', 'e'].slice(0, visitors);
    },
    *actors({ params, work }: GatePlan) {
      yield { id: 'gate', input: { capacity: params.gate.capacity } };
      for (const name of work) yield { id: `visitor-${name}`, input: { id: `visitor-${name}` } };
    },
    *arrivals({ work }: GatePlan) {
      for (const name of work) yield { atMs: 0, to: `visitor-${name}`, message: { type: 'day' } };
    },
    properties: [
      always(ONE_INSIDE, (state) => state.ofKind('visitor').filter((it) => isIn(it, 'inside')).length <= 1),
      sometimes(GETS_IN, (state) => state.ofKind('visitor').some((it) => isIn(it, 'inside'))),
      leadsTo(ANSWERED, {
        when: (state) => state.ofKind('visitor').some((it) => isIn(it, 'asking')),
        follows: (state) => !state.ofKind('visitor').some((it) => isIn(it, 'asking')),
      }),
    ],
    check: {
      set: { gate: { visitors: 2 } },
      faults: () => ({ shutting: [{ to: 'gate', message: { type: 'shut' } }] }),
      symmetric: (params: GateParams) => [['a', 'b', 'c', 'd', 'e'].slice(0, params.gate.visitors)],
      isEnd: (state) => state.ofKind('visitor').every((it) => isIn(it, 'inside') || isIn(it, 'away')),
    },
  }),
);
