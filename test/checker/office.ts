/** A scenario for schedules: people who do as they are told, and an account that should never be overdrawn. */
import { assign, cancel, emit, enqueueActions, raise, setup } from 'xstate';
import type { Happening } from '../../src/checker/path.ts';
import { drawn, effects, type Chosen, type Effect } from '../../src/machines/effects.ts';
import { always, sometimes } from '../../src/properties/property.ts';
import { anyScenario, scenarioFor, type AnyScenario } from '../../src/scenarios/scenario.ts';

type Word = { readonly type: string };
type OfficeProtocol = { readonly person: Word; readonly account: { readonly type: 'credit' | 'debit' } };

const { send, spawn, stop, choose } = effects<OfficeProtocol, { person: object }>();

const person = setup({
  types: { context: {} as { readonly heard: readonly string[] }, events: {} as Word | Chosen<string>, emitted: {} as Effect },
  actions: {
    hear: assign({ heard: ({ context, event }) => [...context.heard, event.type] }),
    pay: emit(send('account', { type: 'credit' })),
    draw: emit(send('account', { type: 'debit' })),
    ring: enqueueActions(({ enqueue }) => {
      enqueue.emit(send('person-b', { type: 'hello' }));
      enqueue.emit(spawn('person-c', 'person', {}));
      enqueue.emit(send('person-c', { type: 'hello' }));
      enqueue.emit(send('person-b', { type: 'bye' }));
    }),
    dismiss: emit(stop('person-c')),
    startShort: raise({ type: 'short' }, { id: 'short', delay: 2000 }),
    startLong: raise({ type: 'long' }, { id: 'long', delay: 10_000 }),
    startNap: raise({ type: 'nap' }, { id: 'nap', delay: 'napping' }),
    cancelShort: cancel('short'),
    toss: emit(choose(['heads', 'tails'].map((value) => ({ value, weight: 1 })))),
    explode: assign(() => {
      throw new Error('that was too much');
    }),
  },
  delays: { napping: drawn },
}).createMachine({
  id: 'person',
  context: () => ({ heard: [] }),
  initial: 'there',
  states: {
    there: {
      on: {
        pay: { actions: 'pay' },
        draw: { actions: 'draw' },
        ring: { actions: 'ring' },
        dismiss: { actions: 'dismiss' },
        short: { actions: ['hear', 'startShort'] },
        long: { actions: ['hear', 'startLong'] },
        both: { actions: ['startLong', 'startShort'] },
        nap: { actions: ['hear', 'startNap'] },
        relax: { actions: 'cancelShort' },
        toss: { target: 'tossing', actions: 'toss' },
        explode: { actions: 'explode' },
        leave: 'gone',
        '*': { actions: 'hear' },
      },
    },
    tossing: { on: { chosen: 'there' } },
    gone: { type: 'final' },
  },
});

const account = setup({
  types: { context: {} as { readonly balance: number }, events: {} as OfficeProtocol['account'], emitted: {} as Effect },
  actions: { add: assign({ balance: ({ context }, { by }: { by: number }) => context.balance + by }) },
}).createMachine({
  id: 'account',
  context: () => ({ balance: 0 }),
  on: {
    credit: { actions: { type: 'add', params: { by: 1 } } },
    debit: { actions: { type: 'add', params: { by: -1 } } },
  },
});

export const KINDS = { person, account };
export const ACTORS = [{ id: 'person-a' }, { id: 'person-b' }, { id: 'account' }];

export const NEVER_OVERDRAWN = 'the account is never overdrawn';

export const office: AnyScenario = anyScenario(
  scenarioFor<OfficeProtocol>()({
    name: 'office',
    title: 'An account and those who use it',
    kinds: KINDS,
    actors: () => ACTORS,
    // In the order of its own clock, what is paid in comes first.
    *arrivals() {
      yield { atMs: 1000, to: 'person-a', message: { type: 'pay' } };
      yield { atMs: 1000, to: 'person-b', message: { type: 'draw' } };
    },
    delaysS: () => ({ person: { napping: { type: 'uniform', min: 1, max: 5 } } }),
    properties: [
      always(NEVER_OVERDRAWN, (state) => state.ofKind('account').every(({ context }) => Number(context['balance']) >= 0)),
      sometimes('the account is empty', (state) => state.ofKind('account').every(({ context }) => context['balance'] === 0)),
    ],
  }),
);

/** Happenings, in few words. */
export const told = (to: string, type: string): Happening => ({ type: 'arrival', to, message: { type } });
export const rings = (actor: string, timer: string): Happening => ({ type: 'timer', actor, timer, event: { type: timer } });
export const comes = (from: string, to: string, type: string, how: 'delivery' | 'duplicate' | 'loss' = 'delivery'): Happening => ({
  type: how,
  from,
  to,
  message: { type },
});
