/** What committing a transaction means, whatever the protocol: a specification over all managers at once, in one chart. */
import { assign, enqueueActions, setup } from 'xstate';
import { z } from 'zod';
import { drawn, isIn, parameter, propertiesOver, scenarioFor, type Effect } from 'chartwright';

type ManagerId = `manager-${string}`;
type Stage = 'working' | 'prepared' | 'committed' | 'aborted';

/** Something that a manager may do. */
type Deed = { readonly type: 'prepare' | 'commit' | 'abort'; readonly manager: ManagerId };

interface Managers {
  readonly stages: Readonly<Record<ManagerId, Stage>>;
}

const managers = setup({
  types: { context: {} as Managers, input: {} as { readonly managers: readonly ManagerId[] }, events: {} as Deed, emitted: {} as Effect },
  actions: {
    enter: assign({
      stages: ({ context }, { manager, stage }: { manager: ManagerId; stage: Stage }) => ({ ...context.stages, [manager]: stage }),
    }),
    // One timer for each deed that is allowed now, and for no other.
    schedule: enqueueActions(({ context: { stages }, enqueue }) => {
      for (const manager of idsOf(stages)) {
        if (mayPrepare(stages, manager)) enqueue.raise({ type: 'prepare', manager }, { id: `prepare.${manager}`, delay: 'preparing' });
        else enqueue.cancel(`prepare.${manager}`);
        if (mayCommit(stages, manager)) enqueue.raise({ type: 'commit', manager }, { id: `commit.${manager}`, delay: 'committing' });
        else enqueue.cancel(`commit.${manager}`);
        if (mayAbort(stages, manager)) enqueue.raise({ type: 'abort', manager }, { id: `abort.${manager}`, delay: 'aborting' });
        else enqueue.cancel(`abort.${manager}`);
      }
    }),
  },
  guards: { allHaveEnded: ({ context: { stages } }) => Object.values(stages).every((it) => it === 'committed' || it === 'aborted') },
  delays: { preparing: drawn, committing: drawn, aborting: drawn },
}).createMachine({
  id: 'managers',
  description: 'All managers. What one of them may do depends on where all of them are, so that they are one chart.',
  context: ({ input }) => ({ stages: Object.fromEntries(input.managers.map((id) => [id, 'working' as const])) }),
  initial: 'open',
  states: {
    open: {
      entry: 'schedule',
      on: {
        prepare: { actions: [{ type: 'enter', params: ({ event }) => ({ manager: event.manager, stage: 'prepared' }) }, 'schedule'] },
        commit: { actions: [{ type: 'enter', params: ({ event }) => ({ manager: event.manager, stage: 'committed' }) }, 'schedule'] },
        abort: { actions: [{ type: 'enter', params: ({ event }) => ({ manager: event.manager, stage: 'aborted' }) }, 'schedule'] },
      },
      always: { guard: 'allHaveEnded', target: 'over' },
    },
    over: { description: 'Every manager has committed or aborted.' },
  },
});

type Stages = Managers['stages'];

function mayPrepare(stages: Stages, manager: ManagerId): boolean {
  return stages[manager] === 'working';
}

/** Only when nobody can go back any more. */
function mayCommit(stages: Stages, manager: ManagerId): boolean {
  return stages[manager] === 'prepared' && Object.values(stages).every((it) => it === 'prepared' || it === 'committed');
}

function mayAbort(stages: Stages, manager: ManagerId): boolean {
  return (stages[manager] === 'working' || stages[manager] === 'prepared') && !Object.values(stages).includes('committed');
}

function idsOf(stages: Stages): readonly ManagerId[] {
  return Object.keys(stages) as ManagerId[]; // Object.keys forgets what the keys are.
}

function managerIds(count: number): readonly ManagerId[] {
  return Array.from({ length: count }, (_, index): ManagerId => `manager-${index + 1}`);
}

const { always, sometimes } = propertiesOver<{ manager: Managers }>();

export default scenarioFor<{ readonly manager: never }>()({
  name: 'transaction-commit',
  title: 'What it means that a transaction is committed',
  description:
    'Managers prepare, and then commit or abort, each at a moment of its own but never against each other: what a protocol such as two-phase commit has to bring about. The specification of Gray and Lamport, with the same states.',
  // The kind is what the ids of the managers begin with, in the context and in the timers.
  kinds: { manager: managers },
  parameters: z.strictObject({
    managers: parameter(z.int().min(1).max(12), 3, { doc: 'managers that take part in the transaction' }),
  }),
  actors: ({ params }) => [{ id: 'manager', input: { managers: managerIds(params.managers) } }],
  delaysS: () => ({
    manager: {
      preparing: { type: 'exponential', mean: 1 },
      committing: { type: 'exponential', mean: 1 },
      aborting: { type: 'exponential', mean: 20 },
    },
  }),
  properties: [
    always('no manager has aborted where another has committed', (state) => {
      const stages = stagesIn(state.ofKind('manager'));
      return !(stages.includes('aborted') && stages.includes('committed'));
    }),
    sometimes('all managers have committed', (state) => stagesIn(state.ofKind('manager')).every((it) => it === 'committed')),
    sometimes('all managers have aborted', (state) => stagesIn(state.ofKind('manager')).every((it) => it === 'aborted')),
  ],
  check: {
    symmetric: (params) => [managerIds(params.managers).map((id) => id.slice('manager-'.length))],
    isEnd: (state) => state.ofKind('manager').every((it) => isIn(it, 'over')),
  },
});

function stagesIn(all: readonly { readonly context: Managers }[]): readonly Stage[] {
  return all.flatMap(({ context }) => Object.values(context.stages));
}
