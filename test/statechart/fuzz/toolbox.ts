/** What the charts of drawn machines name: actions, guards and delays, of all kinds that XState has. */
import { and, assign, cancel, emit, enqueueActions, log, not, raise, setup, type AnyStateMachine } from 'xstate';

export interface Context {
  /** What most guards ask about: 0 to 7, so that their answers change. */
  readonly n: number;
  /** What was done last, in order. */
  readonly log: readonly string[];
}

export interface Event {
  readonly type: string;
  readonly by?: number;
}

/** A machine's configuration as it is drawn; XState's own type of it would have to know each machine. */
export type Config = Readonly<Record<string, unknown>>;

const several = enqueueActions(({ context, enqueue, check }, { text }: { readonly text: string }) => {
  enqueue({ type: 'note', params: { text } });
  if (check('isOdd')) enqueue('count');
  else enqueue.emit({ type: 'even', n: context['n'] } as Event);
  // What was enqueued so far was not done yet.
  if (check({ type: 'over', params: { least: 5 } })) enqueue.raise({ type: 'r', by: 1 } as Event);
  if (check(not('isBig'))) enqueue.raise({ type: 'woken' }, { id: 'several', delay: 4 });
  else enqueue.cancel('several');
  enqueue.assign({ n: ({ context: then }: { readonly context: Context }) => (then.n + 1) % 8 });
});

const toolbox = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    emitted: {} as { readonly type: string; readonly n?: number },
    input: {} as { readonly n: number },
  },
  actions: {
    count: assign({ n: ({ context }) => (context.n + 1) % 8 }),
    add: assign(({ context }, { by }: { by: number }) => ({ n: (context.n + by) % 8 })),
    take: assign(({ context, event }) => ({ n: (context.n + (event.by ?? 1)) % 8 })),
    forget: assign({ n: 0 }),
    both: assign({ n: ({ context }) => (context.n * 2) % 8, log: ({ context }) => [...context.log, `of ${context.n}`].slice(-9) }),
    note: assign({ log: ({ context }, { text }: { text: string }) => [...context.log, `${text} at ${context.n}`].slice(-9) }),
    unlucky: assign(({ context }) => {
      if (context.n > 5) throw new Error('it cannot be assigned');
      return { n: (context.n + 3) % 8 };
    }),
    say: emit({ type: 'said' }),
    tell: emit(({ context, event }, { text }: { text: string }) => ({ type: 'told', text, n: context.n, on: event.type })),
    again: raise({ type: 'r' }),
    echo: raise(({ context }) => ({ type: context.n % 2 === 0 ? 'r' : 'r.x', by: context.n })),
    wake: raise({ type: 'woken' }, { id: 'wake', delay: ({ context }) => 10 * context.n + 1 }),
    soonest: raise({ type: 'woken', by: 2 }, { id: 'soonest', delay: 'soon' }),
    later: raise(({ event }) => ({ type: 'r', by: event.by ?? 0 }), { id: 'later', delay: 7 }),
    nameless: raise({ type: 'b' }, { delay: 3 }),
    hush: cancel('wake'),
    hushThat: cancel(({ context }) => (context.n % 2 === 0 ? 'soonest' : 'later')),
    hushThis: cancel((_, { id }: { id: string }) => id),
    plain: () => {},
    plainWith: (_: unknown, { text }: { readonly text: string }) => void text,
    jot: log(({ context }) => context.n, 'n'),
    several: several as never, // XState's types know names only where they are inline in a chart.
  },
  guards: {
    isOdd: ({ context }) => context.n % 2 === 1,
    isBig: ({ context }) => context.n > 4,
    over: ({ context }, { least }: { least: number }) => context.n > least,
    is: (_, { yes }: { yes: boolean }) => yes,
    isBy: ({ event }) => (event.by ?? 0) > 1,
    hasOutput: ({ event }) => 'output' in event && event.output !== undefined,
    unlucky: ({ context }) => {
      if (context.n > 5) throw new Error('it cannot be asked');
      return context.n === 3;
    },
    oddAndBig: and(['isOdd', 'isBig']),
    // A name for another guard, which XState takes and its types do not know.
    alias: 'isOdd' as never,
  },
  delays: { soon: ({ context }) => context.n + 2, fixed: 40 },
});

/** @param config with names of the toolbox */
export function machineOf(config: Config): AnyStateMachine {
  return toolbox.createMachine(config as Parameters<typeof toolbox.createMachine>[0]); // See Config.
}
