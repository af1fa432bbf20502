/** People who want one fork: a system in which somebody starves, unless the fork remembers who waits. */
import { assign, emit, enqueueActions, setup } from 'xstate';
import { z } from 'zod';
import { drawn, effects, type Chosen, type Effect } from '../../src/machines/effects.ts';
import { always, isIn, sometimes } from '../../src/properties/property.ts';
import { group, parameter } from '../../src/scenarios/parameters.ts';
import { scenarioFor } from '../../src/scenarios/scenario.ts';

type PersonId = `person-${string}`;

type Dinner = {
  readonly person: { readonly type: 'given' } | { readonly type: 'refused' };
  readonly fork: { readonly type: 'asked' | 'returned'; readonly by: PersonId };
};

export interface Person {
  readonly id: PersonId;
}

export interface Fork {
  readonly remembers: boolean;
  readonly line: readonly PersonId[];
}

const { send } = effects<Dinner>();

export const person = setup({
  types: { context: {} as Person, input: {} as Person, events: {} as Dinner['person'], emitted: {} as Effect },
  actions: {
    ask: emit(({ context }) => send('fork', { type: 'asked', by: context.id })),
    giveBack: emit(({ context }) => send('fork', { type: 'returned', by: context.id })),
  },
  delays: { thinking: drawn, eating: drawn },
}).createMachine({
  id: 'person',
  context: ({ input }) => input,
  initial: 'thinking',
  states: {
    thinking: { after: { thinking: 'hungry' } },
    hungry: { entry: 'ask', on: { given: 'eating', refused: 'thinking' } },
    eating: { exit: 'giveBack', after: { eating: 'sated' } },
    sated: {},
  },
});

export const fork = setup({
  types: { context: {} as Fork, input: {} as { remembers: boolean }, events: {} as Dinner['fork'], emitted: {} as Effect },
  actions: {
    give: emit(({ event }) => send(event.by, { type: 'given' })),
    note: assign({ line: ({ context, event }) => [...context.line, event.by] }),
    giveOn: enqueueActions(({ context: { line }, enqueue }) => {
      enqueue.emit(send(line[0]!, { type: 'given' }));
      enqueue.assign({ line: line.slice(1) });
    }),
  },
  guards: { remembers: ({ context }) => context.remembers, someoneWaits: ({ context }) => context.line.length > 0 },
}).createMachine({
  id: 'fork',
  context: ({ input }) => ({ remembers: input.remembers, line: [] }),
  initial: 'free',
  states: {
    free: { on: { asked: { target: 'taken', actions: 'give' } } },
    taken: {
      on: {
        asked: [{ guard: 'remembers', actions: 'note' }, {}],
        returned: [{ guard: 'someoneWaits', actions: 'giveOn' }, { target: 'free' }],
      },
    },
  },
});

export const EATS_ALONE = 'nobody eats while another one does';

export const dinner = scenarioFor<Dinner>()({
  name: 'dinner',
  title: 'People who want one fork',
  kinds: { person, fork },
  parameters: z.strictObject({
    people: parameter(z.int().min(1), 9, { doc: 'people at the table' }),
    fork: group('The fork', { remembers: parameter(z.boolean(), false, { doc: 'whether it knows who waits' }) }),
  }),
  presets: {
    orderly: { description: 'Everybody eats.', set: { fork: { remembers: true } } },
    crowd: { description: 'Three of them.', set: { people: 3 } },
  },
  actors: ({ params }) => [
    { id: 'fork', input: { remembers: params.fork.remembers } },
    ...Array.from({ length: params.people }, (_, at): { id: PersonId; input: Person } => {
      const id: PersonId = `person-${'abcdefghi'[at] ?? at}`;
      return { id, input: { id } };
    }),
  ],
  delaysS: () => ({ person: { thinking: 1, eating: 1 } }),
  properties: [
    always(EATS_ALONE, (state) => state.ofKind('person').filter((it) => isIn(it, 'eating')).length <= 1),
    sometimes('somebody has eaten', (state) => state.ofKind('person').some((it) => isIn(it, 'sated'))),
  ],
  check: { set: { people: 2 } },
});

/** Somebody who tosses a coin for ever, and somebody who sleeps: with an accident, if the coin stands on its edge. */
type Night = { readonly tosser: Chosen<string>; readonly sleeper: never };

const { choose } = effects<Night>();

export const tosser = setup({
  types: { context: {} as { breaks: boolean }, input: {} as { breaks: boolean }, events: {} as Chosen<string>, emitted: {} as Effect },
  actions: {
    toss: emit(choose(['heads', 'tails'].map((value) => ({ value, weight: 1 })))),
    fail: assign(({ context }) => {
      if (context.breaks) throw new Error('the coin is gone');
      return {};
    }),
  },
  guards: { isHeads: ({ event }) => event.value === 'heads' },
  delays: { waiting: drawn },
}).createMachine({
  id: 'tosser',
  context: ({ input }) => input,
  initial: 'waiting',
  states: {
    waiting: { after: { waiting: 'tossing' } },
    tossing: {
      entry: 'toss',
      on: {
        chosen: [
          { guard: 'isHeads', target: 'glad' },
          { target: 'sad', actions: 'fail' },
        ],
      },
    },
    glad: { always: 'waiting' },
    sad: { always: 'waiting' },
  },
});

export const sleeper = setup({ delays: { sleeping: drawn } }).createMachine({
  id: 'sleeper',
  initial: 'asleep',
  states: { asleep: { after: { sleeping: 'awake' } }, awake: {} },
});

export const night = scenarioFor<Night>()({
  name: 'night',
  title: 'A sleeper, and a tosser of coins',
  kinds: { tosser, sleeper },
  parameters: z.strictObject({ breaks: parameter(z.boolean(), false, { doc: 'whether tails make the tosser fail' }) }),
  actors: ({ params }) => [{ id: 'tosser', input: { breaks: params.breaks } }, { id: 'sleeper' }],
  delaysS: () => ({ tosser: { waiting: 1 }, sleeper: { sleeping: 8 } }),
});
