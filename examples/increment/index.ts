/** Threads that add one to a shared counter: each reads it, and writes back what it read plus one, without a lock. */
import { assign, enqueueActions, setup } from 'xstate';
import { z } from 'zod';
import { drawn, isIn, parameter, propertiesOver, scenarioFor, type Effect } from 'chartwright';

type ThreadId = `thread-${string}`;

interface Thread {
  readonly at: 'start' | 'reading done' | 'end';
  /** What it read. */
  readonly seen: number;
}

/** What the threads share, and the threads: one chart, for a step of one of them is a step of the memory. */
interface Program {
  readonly count: number;
  readonly threads: Readonly<Record<ThreadId, Thread>>;
}

type Step = { readonly type: 'read' | 'write'; readonly thread: ThreadId };

const program = setup({
  types: { context: {} as Program, input: {} as { readonly threads: readonly ThreadId[] }, events: {} as Step, emitted: {} as Effect },
  actions: {
    start: enqueueActions(({ context, enqueue }) => {
      for (const thread of idsOf(context)) enqueue.raise({ type: 'read', thread }, { id: `read.${thread}`, delay: 'step' });
    }),
    read: assign({ threads: ({ context }, { thread }: OfThread) => moved(context, thread, { at: 'reading done', seen: context.count }) }),
    goOn: enqueueActions(({ enqueue }, { thread }: OfThread) => {
      enqueue.raise({ type: 'write', thread }, { id: `write.${thread}`, delay: 'step' });
    }),
    write: assign({
      count: ({ context }, { thread }: OfThread) => seenBy(context, thread) + 1,
      threads: ({ context }, { thread }: OfThread) => moved(context, thread, { at: 'end', seen: seenBy(context, thread) }),
    }),
  },
  guards: { allHaveEnded: ({ context }) => haveAllEnded(context) },
  delays: { step: drawn },
}).createMachine({
  id: 'program',
  context: ({ input }) => ({ count: 0, threads: Object.fromEntries(input.threads.map((id) => [id, { at: 'start' as const, seen: 0 }])) }),
  initial: 'running',
  states: {
    running: {
      entry: 'start',
      on: {
        read: {
          description: 'A thread copies the count. Whatever happens to the count from now on, it does not see.',
          actions: [
            { type: 'read', params: ({ event }) => ({ thread: event.thread }) },
            { type: 'goOn', params: ({ event }) => ({ thread: event.thread }) },
          ],
        },
        write: { actions: { type: 'write', params: ({ event }) => ({ thread: event.thread }) } },
      },
      always: { guard: 'allHaveEnded', target: 'over' },
    },
    over: {},
  },
});

interface OfThread {
  readonly thread: ThreadId;
}

function moved({ threads }: Program, id: ThreadId, thread: Thread): Program['threads'] {
  return { ...threads, [id]: thread };
}

function seenBy({ threads }: Program, id: ThreadId): number {
  return threads[id]?.seen ?? 0;
}

function idsOf({ threads }: Program): readonly ThreadId[] {
  return Object.keys(threads) as ThreadId[]; // Object.keys forgets what the keys are.
}

function threadIds(count: number): readonly ThreadId[] {
  return Array.from({ length: count }, (_, index): ThreadId => `thread-${index + 1}`);
}

const { always, sometimes } = propertiesOver<{ thread: Program }>();

export default scenarioFor<{ readonly thread: never }>()({
  name: 'increment',
  title: 'Threads that count without a lock',
  description:
    'Every thread reads a shared counter, and writes it back plus one. If another one writes in between, its increment is lost. An example of the Stateright model checker, with the same states.',
  // The kind is what the ids of the threads begin with, in the context and in the timers.
  kinds: { thread: program },
  parameters: z.strictObject({
    threads: parameter(z.int().min(2).max(7), 2, { doc: 'threads, each of which increments once' }),
  }),
  actors: ({ params: { threads } }) => [{ id: 'thread', input: { threads: threadIds(threads) } }],
  delaysS: () => ({ thread: { step: { type: 'exponential', mean: 1 } } }),
  properties: [
    always('the count is not above the number of threads that have ended', (state) =>
      state.ofKind('thread').every(({ context }) => context.count <= ended(context)),
    ),
    sometimes('an increment is lost: all threads have ended, and the count is below their number', (state) =>
      state.ofKind('thread').some(({ context }) => haveAllEnded(context) && context.count < ended(context)),
    ),
    sometimes('no increment is lost, though nobody locks', (state) =>
      state.ofKind('thread').some(({ context }) => haveAllEnded(context) && context.count === ended(context)),
    ),
  ],
  measure: ({ params: { threads } }) => {
    let count = 0;
    return {
      see: (event) => {
        if (event.type === 'step') count = Number(event.snapshot.context['count']);
      },
      metrics: () => ({ threads, count }),
    };
  },
  check: {
    symmetric: ({ threads }) => [threadIds(threads).map((id) => id.slice('thread-'.length))],
    isEnd: (state) => state.ofKind('thread').every((it) => isIn(it, 'over')),
  },
});

function ended({ threads }: Program): number {
  return Object.values(threads).filter(({ at }) => at === 'end').length;
}

function haveAllEnded(program: Program): boolean {
  return ended(program) === Object.keys(program.threads).length;
}
