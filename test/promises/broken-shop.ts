/** Machines of the batch shop that are broken on purpose, each to break one promise: what cannot fail proves nothing. */
import { assign, createMachine, emit, enqueueActions, type AnyStateMachine } from 'xstate';
import { effects } from '../../src/machines/effects.ts';
import { memory, operator, processor, user } from '../../src/machines/batch/index.ts';
import type { OperatorContext } from '../../src/machines/batch/operator.ts';
import type { BatchProtocol } from '../../src/machines/batch/protocol.ts';
import { batchFrom, trayToRun } from '../../src/machines/batch/trays.ts';
import type { CheckedShop } from './checked-shop.ts';

export interface Mutant extends Pick<CheckedShop, 'settings' | 'faults' | 'kinds'> {
  /** Who is broken, and how. */
  readonly name: string;
  /** The promise that it breaks. */
  readonly promise: string;
  /** The shortest way to see it: how many steps, and what comes last. None where what should be possible is not. */
  readonly path?: readonly [steps: number, last: string];
  /** How many of the steps are gone for ever, round and round. */
  readonly round?: number;
}

const { send } = effects<BatchProtocol>();

/** Three decks arise, of which two need one compiler and one another. */
const DECKS = { 'workload.mode': 'open', 'workload.jobs': 3, 'operator.patienceS': 0, 'operator.largestBatch': 1 };

export const mutants: readonly Mutant[] = [
  {
    name: 'a processor that loads the last job of its batch first',
    promise: 'the job in memory is the one that the processor runs',
    path: [29, 'processor tells memory job.load'],
    kinds: {
      processor: processor.provide({
        actions: {
          load: emit(({ context: { jobs } }) => send('memory', { type: 'job.load', job: jobs.at(-1)?.id ?? '', words: 0 })),
        },
      }),
    },
  },
  {
    name: 'a memory that forgets to give a job up',
    promise: 'no job is in memory while no batch runs',
    path: [14, 'processor is done with printing'],
    kinds: { memory: memory.provide({ actions: { clear: enqueueActions(() => undefined) } }) },
  },
  {
    name: 'a processor that hands its batch back before it prints',
    promise: 'the operator watches over every batch that runs',
    path: [14, 'processor tells operator batch.done'],
    kinds: { processor: changed(processor, 'running.printing', (state) => ({ ...state, entry: 'handBack' })) },
  },
  {
    name: 'an operator who does not count the decks',
    promise: 'no batch is larger than the largest',
    path: [26, 'operator tells processor batch.submitted'],
    settings: { 'operator.largestBatch': 1 },
    kinds: { operator: submitting((context) => ({ ...context, largestBatch: null })) },
  },
  {
    name: 'an operator who never finds a tray worth running',
    promise: 'the machine stands still only while no tray is worth running',
    path: [5, 'operator is done with ripe.u1p1.1'],
    kinds: { operator: operator.provide({ guards: { aTrayIsWorthRunning: () => false } }) },
  },
  {
    name: 'an operator who takes the decks of all trays together',
    promise: 'as long as no deck is missorted, the jobs of a batch are of one kind',
    path: [11, 'operator tells processor batch.submitted'],
    kinds: {
      operator: submitting(({ shelf, tray, ...context }) => ({
        ...context,
        tray,
        shelf: shelf.map((it) => ({ ...it, tray: tray ?? it.tray })),
      })),
    },
  },
  {
    name: 'an operator who does not wait for a batch',
    promise: 'no second batch is submitted before the first one is done',
    path: [12, 'operator is done with setUp'],
    kinds: {
      operator: changed(operator, 'machineRoom.assembling', (state) => ({
        ...state,
        always: [
          { guard: 'trayIsEmpty', target: 'lookingAtTrays' },
          { target: 'lookingAtTrays', actions: 'submitBatch' },
        ],
      })),
    },
  },
  {
    name: 'a processor that takes the decks from the back',
    promise: 'the jobs of a batch run in order, one after another',
    path: [29, 'processor tells memory job.load'],
    kinds: {
      processor: processor.provide({
        actions: { takeBatch: assign((_, { batch }) => ({ jobs: batch.jobs.toReversed(), mounted: batch.mounted, listings: [] })) },
      }),
    },
  },
  {
    name: 'an operator who gives out in the dark what was printed',
    promise: 'no listing reaches a user before its batch is done',
    path: [38, 'operator tells user-1 listing.returned'],
    faults: { power: 1 },
    kinds: {
      operator: changed(operator, 'machineRoom.withoutPower', (state) => ({ ...state, entry: ['unmount', 'returnListings'] })),
    },
  },
  {
    name: 'an operator who keeps what was given back',
    promise: 'no deck comes back twice, or to somebody else',
    path: [33, 'operator tells user-1 listing.returned'],
    kinds: {
      operator: operator.provide({
        actions: {
          returnListings: enqueueActions(({ context, enqueue }) => {
            for (const listing of context.kept) enqueue.emit(send(listing.owner, { type: 'listing.returned', listing }));
          }),
        },
      }),
    },
  },
  {
    name: 'an operator who goes on before a tray is empty',
    promise: 'exhaustive: a tray is left only when it is empty',
    path: [20, 'processor tells operator batch.done'],
    settings: { ...DECKS, 'operator.service': 'exhaustive', 'operator.nextTray': 'cyclic' },
    kinds: { operator: choosing((context) => trayToRun(context.shelf, context.tray, { ...context, service: 'gated' })) },
  },
  {
    name: 'an operator who prefers the deck that came last',
    promise: 'oldest: no tray worth running has an older deck than the next',
    path: [20, 'processor tells operator batch.done'],
    settings: DECKS,
    kinds: { operator: choosing(({ shelf }) => shelf.at(-1)?.tray ?? null) },
  },
  {
    name: 'an operator who prefers the tray with the fewest decks',
    promise: 'fullest: no tray worth running has more decks than the next',
    path: [23, 'processor tells operator batch.done'],
    settings: { ...DECKS, 'workload.jobs': 4, 'operator.nextTray': 'fullest' },
    kinds: {
      operator: choosing(({ shelf }) => {
        const decksOf = (name: string): number => shelf.filter(({ tray }) => tray === name).length;
        return shelf.map(({ tray }) => tray).toSorted((a, b) => decksOf(a) - decksOf(b))[0] ?? null;
      }),
    },
  },
  {
    name: 'an operator who begins with the first tray again and again',
    promise: 'cyclic: no tray to be visited lies between the last and the next',
    path: [20, 'processor tells operator batch.done'],
    settings: { ...DECKS, 'operator.nextTray': 'cyclic' },
    kinds: { operator: choosing(({ shelf }) => shelf.map(({ tray }) => tray).toSorted()[0] ?? null) },
  },
  {
    name: 'a memory in which nothing fits',
    promise: 'a job is in memory',
    kinds: { memory: memory.provide({ guards: { fits: () => false } }) },
  },
  {
    name: 'an operator who runs deck by deck',
    promise: 'two jobs are run as one batch, if the users and the operator allow it',
    kinds: { operator: submitting((context) => ({ ...context, largestBatch: 1 })) },
  },
  {
    name: 'a user who gives up at once',
    promise: 'a program that failed is corrected and finishes, if there is one',
    kinds: { user: user.provide({ guards: { hasHadEnough: () => true } }) },
  },
  {
    name: 'an operator who forgets the decks that the power failure left',
    promise: 'every deck that is handed in comes back',
    path: [32, 'user-2 is done with reading'],
    faults: { power: 1 },
    kinds: { operator: operator.provide({ actions: { keepDecks: enqueueActions(() => undefined) } }) },
  },
  {
    name: 'an operator who sets up for one tray after the other, and runs none',
    promise: 'every deck that is handed in comes back',
    path: [8, 'operator is done with setUp'],
    round: 2,
    settings: { 'workload.users': 1, 'operator.nextTray': 'cyclic', 'operator.setUpEmptyTrays': true },
    kinds: { operator: operator.provide({ guards: { trayIsEmpty: () => true } }) },
  },
  {
    name: 'a user who hands the same deck in again and again',
    promise: 'every user goes home in the end',
    path: [32, 'operator tells user-1 listing.returned'],
    round: 16,
    settings: { 'workload.users': 1 },
    kinds: { user: user.provide({ actions: { countAttempt: enqueueActions(() => undefined) } }) },
  },
  {
    name: 'a processor that does not tell memory of the power failure',
    promise: 'never at rest before the end',
    path: [14, 'operator tells processor machine.restart'],
    faults: { power: 1 },
    kinds: { processor: processor.provide({ actions: { loseMemory: enqueueActions(() => undefined) } }) },
  },
  {
    name: 'an operator who does not know what to do with a batch that comes back',
    promise: 'every message is awaited',
    path: [10, 'processor tells operator batch.refused'],
    faults: { power: 1 },
    kinds: { operator: changed(operator, 'machineRoom.withoutPower', (state) => ({ ...state, on: {} })) },
  },
  {
    name: 'an operator who looks through a deck when nobody is there',
    promise: 'no machine fails',
    path: [1, 'operator is done with examining'],
    kinds: { operator: operator.provide({ guards: { someoneWaits: () => true } }) },
  },
];

/** An operator who puts batches together in another way: from what stands in a context that is not quite the true one. */
function submitting(seenAs: (context: OperatorContext) => OperatorContext): AnyStateMachine {
  return operator.provide({
    actions: {
      submitBatch: enqueueActions(({ context, enqueue }) => {
        const { shelf, tray, mounted, rest, ...policy } = seenAs(context);
        const jobs = rest.length > 0 ? rest : batchFrom(shelf, tray ?? '', policy);
        const taken = new Set(jobs.map(({ id }) => id));
        enqueue.emit(send('processor', { type: 'batch.submitted', batch: { tray: tray ?? '', mounted: mounted ?? '', jobs } }));
        for (const { deck, ripe } of context.shelf) if (!ripe && taken.has(deck.id)) enqueue.cancel(`ripe.${deck.id}`);
        enqueue.assign({ shelf: context.shelf.filter((it) => !taken.has(it.deck.id)), rest: [] });
      }),
    },
  });
}

/** An operator who chooses the next tray in another way. */
function choosing(choose: (context: OperatorContext) => string | null): AnyStateMachine {
  return operator.provide({ actions: { chooseTray: assign({ tray: ({ context }) => choose(context) }) } });
}

type ChartNode = { readonly states?: Readonly<Record<string, ChartNode>>; readonly [member: string]: unknown };

/** A machine whose chart is another one in one state, named from the root. */
function changed(machine: AnyStateMachine, path: string, change: (state: ChartNode) => ChartNode): AnyStateMachine {
  const at = (node: ChartNode, [name, ...rest]: readonly string[]): ChartNode => {
    if (name === undefined) return change(node);
    const inner = node.states?.[name];
    if (!inner) throw new Error(`no state '${path}' in ${machine.id}`);
    return { ...node, states: { ...node.states, [name]: at(inner, rest) } };
  };
  // A chart is a tree of nodes that have states in common, whatever else they have.
  const config = at(machine.config as ChartNode, path.split('.'));
  return createMachine(config as typeof machine.config, machine.implementations as Parameters<typeof createMachine>[1]);
}
