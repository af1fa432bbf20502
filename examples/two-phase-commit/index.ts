/** Two-phase commit, as Gray and Lamport specify it: what is allowed to happen, in any order, on a network where messages stay. */
import { assign, emit, enqueueActions, setup } from 'xstate';
import { z } from 'zod';
import { drawn, effects, isIn, parameter, propertiesOver, scenarioFor, type Effect } from 'chartwright';

type ManagerId = `manager-${string}`;

type Commit = {
  readonly manager: { readonly type: 'commit' } | { readonly type: 'abort' };
  readonly coordinator: { readonly type: 'prepared'; readonly from: ManagerId };
};

interface ManagerContext {
  readonly id: ManagerId;
}

interface CoordinatorContext {
  /** Who has said that it is prepared. */
  readonly prepared: Readonly<Record<ManagerId, boolean>>;
}

const { send } = effects<Commit>();

const manager = setup({
  types: { context: {} as ManagerContext, input: {} as ManagerContext, events: {} as Commit['manager'], emitted: {} as Effect },
  actions: { sayPrepared: emit(({ context }) => send('coordinator', { type: 'prepared', from: context.id })) },
  delays: { preparing: drawn, aborting: drawn },
}).createMachine({
  id: 'manager',
  context: ({ input }) => input,
  // A decision is obeyed whatever the state: that it never comes at a wrong time is what the protocol is for.
  on: { commit: '.committed', abort: '.aborted' },
  initial: 'working',
  states: {
    working: {
      description: 'Has promised nothing, and may abort on its own.',
      after: { preparing: { target: 'prepared', actions: 'sayPrepared' }, aborting: 'aborted' },
    },
    prepared: { description: 'Has promised to do what the coordinator decides.' },
    committed: {},
    aborted: {},
  },
});

const coordinator = setup({
  types: {
    context: {} as CoordinatorContext,
    input: {} as { readonly managers: readonly ManagerId[] },
    events: {} as Commit['coordinator'],
    emitted: {} as Effect,
  },
  actions: {
    note: assign({ prepared: ({ context }, { from }: { from: ManagerId }) => ({ ...context.prepared, [from]: true }) }),
    tellAll: enqueueActions(({ context, enqueue }, { decision }: { decision: 'commit' | 'abort' }) => {
      for (const id of idsOf(context.prepared)) enqueue.emit(send(id, { type: decision }));
    }),
  },
  guards: { allArePrepared: ({ context }) => Object.values(context.prepared).every(Boolean) },
  delays: { committing: drawn, aborting: drawn },
}).createMachine({
  id: 'coordinator',
  context: ({ input }) => ({ prepared: Object.fromEntries(input.managers.map((id) => [id, false])) }),
  initial: 'undecided',
  states: {
    undecided: {
      description: 'May abort at any time.',
      on: { prepared: { actions: { type: 'note', params: ({ event }) => ({ from: event.from }) } } },
      after: { aborting: { target: 'aborted', actions: { type: 'tellAll', params: { decision: 'abort' } } } },
      initial: 'waiting',
      states: {
        waiting: { always: { guard: 'allArePrepared', target: 'complete' } },
        complete: {
          description: 'All are prepared: it may commit, too.',
          after: { committing: { target: '#coordinator.committed', actions: { type: 'tellAll', params: { decision: 'commit' } } } },
        },
      },
    },
    // What comes now is not awaited any more.
    committed: {},
    aborted: {},
  },
});

function idsOf(prepared: CoordinatorContext['prepared']): readonly ManagerId[] {
  return Object.keys(prepared) as ManagerId[]; // Object.keys forgets what the keys are.
}

function managerIds(count: number): readonly ManagerId[] {
  return Array.from({ length: count }, (_, index): ManagerId => `manager-${index + 1}`);
}

const { always, sometimes } = propertiesOver<{ manager: ManagerContext; coordinator: CoordinatorContext }>();

export default scenarioFor<Commit>()({
  name: 'two-phase-commit',
  title: 'Managers that commit a transaction, all of them or none',
  description:
    'Each manager prepares or aborts on its own; the coordinator commits once all are prepared, or aborts. The specification of Gray and Lamport, with the same states.',
  kinds: { manager, coordinator },
  parameters: z.strictObject({
    managers: parameter(z.int().min(1).max(12), 3, { doc: 'managers that take part in the transaction' }),
  }),
  actors: ({ params: { managers } }) => {
    const ids = managerIds(managers);
    return [{ id: 'coordinator', input: { managers: ids } }, ...ids.map((id) => ({ id, input: { id } }))];
  },
  wires: () => ({ rules: [{ latencyS: { type: 'exponential', mean: 0.05 } }] }),
  delaysS: () => ({
    manager: { preparing: { type: 'exponential', mean: 1 }, aborting: { type: 'exponential', mean: 20 } },
    coordinator: { committing: 0.1, aborting: { type: 'exponential', mean: 20 } },
  }),
  properties: [
    always('no manager has aborted where another has committed', (state) => {
      const managers = state.ofKind('manager');
      return !(managers.some((it) => isIn(it, 'aborted')) && managers.some((it) => isIn(it, 'committed')));
    }),
    sometimes('all managers have committed', (state) => state.ofKind('manager').every((it) => isIn(it, 'committed'))),
    sometimes('all managers have aborted', (state) => state.ofKind('manager').every((it) => isIn(it, 'aborted'))),
  ],
  check: {
    network: { order: 'set' },
    symmetric: ({ managers }) => [managerIds(managers).map((id) => id.slice('manager-'.length))],
  },
});
