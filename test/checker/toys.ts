/** Systems small enough to count their states by hand. */
import { assign, emit, setup } from 'xstate';
import { drawn, effects, type Effect } from '../../src/machines/effects.ts';
import type { Property } from '../../src/properties/property.ts';
import { check } from '../../src/checker/check.ts';
import type { CheckOptions, CheckResult } from '../../src/checker/check-options.ts';
import { anyScenario, scenarioFor, type AnyScenario } from '../../src/scenarios/scenario.ts';
import type { CheckSpec } from '../../src/scenarios/check-spec.ts';

type Lamps = { readonly lamp: { readonly type: 'kick' } };

/** A lamp that goes on and off for ever, or breaks: three states. */
const lamp = setup({
  types: { context: {} as object, events: {} as Lamps['lamp'], emitted: {} as Effect },
  delays: { blinking: drawn, breaking: drawn },
}).createMachine({
  id: 'lamp',
  context: () => ({}),
  initial: 'off',
  states: {
    off: { after: { blinking: 'on' } },
    on: { after: { blinking: 'off', breaking: 'broken' } },
    broken: {},
  },
});

export function lamps(count: number, properties: readonly Property[], spec: CheckSpec = {}): AnyScenario {
  return anyScenario(
    scenarioFor<Lamps>()({
      name: 'lamps',
      title: 'Lamps that blink',
      kinds: { lamp },
      actors: () => Array.from({ length: count }, (_, index) => ({ id: `lamp-${index + 1}` })),
      delaysS: () => ({ lamp: { blinking: 1, breaking: 5 } }),
      properties,
      check: spec,
    }),
  );
}

type Post = { readonly writer: { readonly type: 'answer' }; readonly reader: { readonly type: 'letter' } };
const { send } = effects<Post>();

/** Writes until it is answered. */
const writer = setup({
  types: { context: {} as object, events: {} as Post['writer'], emitted: {} as Effect },
  actions: { write: emit(send('reader', { type: 'letter' })) },
  delays: { patience: drawn },
}).createMachine({
  id: 'writer',
  context: () => ({}),
  initial: 'waiting',
  states: {
    waiting: { entry: 'write', after: { patience: { target: 'waiting', reenter: true } }, on: { answer: 'answered' } },
    answered: { on: { answer: {} } },
  },
});

const reader = setup({
  types: { context: {} as object, events: {} as Post['reader'], emitted: {} as Effect },
  actions: { answer: emit(send('writer', { type: 'answer' })) },
}).createMachine({ id: 'reader', context: () => ({}), on: { letter: { actions: 'answer' } } });

/** Letters over a bad post: it loses and doubles what it likes. */
export function post(properties: readonly Property[], spec: CheckSpec = {}): AnyScenario {
  return anyScenario(
    scenarioFor<Post>()({
      name: 'post',
      title: 'A letter and its answer',
      kinds: { writer, reader },
      actors: () => [{ id: 'writer' }, { id: 'reader' }],
      delaysS: () => ({ writer: { patience: 1 } }),
      properties,
      check: { network: { order: 'ordered', lossy: true, duplicating: true }, ...spec },
    }),
  );
}

type Shop = { readonly till: { readonly type: 'fault.rob' } | { readonly type: 'fault.mend' } | { readonly type: 'coin' } };

/** Counts coins, until it is robbed; and again when it is mended. */
const till = setup({
  types: { context: {} as { readonly coins: number }, events: {} as Shop['till'], emitted: {} as Effect },
  actions: { count: assign({ coins: ({ context }) => context.coins + 1 }), empty: assign({ coins: 0 }) },
}).createMachine({
  id: 'till',
  context: () => ({ coins: 0 }),
  initial: 'open',
  states: {
    open: { on: { coin: { actions: 'count' }, 'fault.rob': { target: 'robbed', actions: 'empty' } } },
    robbed: { on: { coin: {}, 'fault.mend': 'open' } },
  },
});

/** So many coins come in from outside. */
export function tills(coins: number, properties: readonly Property[], spec: CheckSpec = {}): AnyScenario {
  return anyScenario(
    scenarioFor<Shop>()({
      name: 'tills',
      title: 'A till',
      kinds: { till },
      actors: () => [{ id: 'till' }],
      arrivals: () => Array.from({ length: coins }, (_, index) => ({ atMs: index * 1000, to: 'till', message: { type: 'coin' } })),
      properties,
      check: {
        faults: () => ({ robbery: [{ to: 'till', message: { type: 'fault.rob' }, endedBy: { type: 'fault.mend' } }] }),
        ...spec,
      },
    }),
  );
}

export function checked(scenario: AnyScenario, options: Partial<CheckOptions> = {}): CheckResult {
  return check({ scenario, params: {}, ...options });
}
