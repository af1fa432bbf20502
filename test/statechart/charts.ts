/** Machines that have, between them, everything that a chart of XState may have. */
import {
  and,
  assign,
  cancel,
  createMachine,
  emit,
  enqueueActions,
  log,
  not,
  or,
  raise,
  setup,
  stateIn,
  type AnyStateMachine,
} from 'xstate';

const base = setup({
  types: { context: {} as { readonly n: number; readonly log: readonly string[] }, events: {} as { readonly type: string } },
  actions: {
    count: assign({ n: ({ context }) => context.n + 1 }),
    add: assign(({ context }, { by }: { by: number }) => ({ n: context.n + by })),
    forget: assign({ n: 0 }),
    both: assign({ n: ({ context }) => context.n * 2, log: ({ context, event }) => [...context.log, event.type].slice(-3) }),
    tell: emit(({ context, event }) => ({ type: 'told', n: context.n, by: event.type })),
    tellText: emit((_, { text }: { text: string }) => ({ type: 'text', text })),
    plain: () => {},
    plainWith: (_: unknown, { x }: { readonly x: number }) => void x,
    note: log(({ context }) => context.n, 'n'),
    wake: raise({ type: 'woken' }, { id: 'wake', delay: ({ context }) => 10 * context.n }),
    soonest: raise({ type: 'woken' }, { id: 'soon', delay: 'soon' }),
    again: raise({ type: 'b' }),
    echo: raise(({ context }) => ({ type: context.n % 2 === 0 ? 'even' : 'odd' })),
    hush: cancel('wake'),
    hushThat: cancel(({ context }) => `t${context.n}`),
  },
  guards: {
    isBig: ({ context }) => context.n > 3,
    isOdd: ({ context }) => context.n % 2 === 1,
    is: (_, { yes }: { yes: boolean }) => yes,
    over: ({ context }, { least }: { least: number }) => context.n > least,
    fails: ({ context }) => {
      if (context.n > 5) throw new Error('it cannot be asked');
      return false;
    },
    oddAndBig: and(['isBig', 'isOdd']),
  },
  delays: { soon: ({ context }) => context.n + 1, fixed: 70 },
});

const context = (): { n: number; log: string[] } => ({ n: 0, log: [] });

export const charts: Readonly<Record<string, AnyStateMachine>> = {
  'one state': base.createMachine({
    id: 'one',
    context,
    on: { a: { actions: ['count', 'tell'] }, b: { guard: 'isOdd', actions: 'forget' } },
  }),
  'an empty root': base.createMachine({ context }),
  'nested states, and every way to name a target': base.createMachine({
    id: 'nest',
    context,
    initial: 'outer',
    entry: 'tell',
    exit: 'tell',
    on: { a: '.outer.inner', b: { target: '.other', reenter: true, actions: 'count' }, self: { target: '#nest', reenter: true } },
    states: {
      outer: {
        id: 'named',
        initial: 'inner',
        entry: { type: 'tellText', params: { text: 'in' } },
        exit: [{ type: 'tellText', params: ({ context }) => ({ text: `out${context.n}` }) }, 'count'],
        on: {
          c: '.deeper',
          d: 'other',
          e: '#named.inner',
          f: { target: 'outer' },
          g: { target: 'outer', reenter: true },
          h: { target: '.inner', reenter: true },
        },
        states: {
          inner: { entry: 'count', on: { n: 'deeper', x: undefined, b: {} } },
          deeper: {
            initial: 'deepest',
            exit: 'tell',
            states: { deepest: { entry: 'tell', on: { up: '#named', out: '#nest.other', b: [] } } },
          },
        },
      },
      other: { tags: ['away', 'far'], meta: { note: 'other' }, on: { d: 'outer.deeper.deepest', c: '#named', '*': { actions: 'tell' } } },
    },
  }),
  wildcards: base.createMachine({
    id: 'wild',
    context,
    initial: 'x',
    on: {
      '*': { actions: { type: 'tellText', params: { text: '*' } } },
      'a.*': { actions: { type: 'tellText', params: { text: 'root a.*' } } },
    },
    states: {
      x: {
        on: {
          '*': { guard: 'isOdd', actions: ['forget', { type: 'tellText', params: { text: 'x *' } }] },
          'a.b.*': { guard: 'isBig', target: 'y' },
          'a.*': { actions: ['count', { type: 'tellText', params: { text: 'x a.*' } }] },
          'a.b.c': { guard: not('isBig'), actions: 'count' },
          b: { actions: 'count' },
        },
      },
      y: { on: { 'a.b': 'x', a: undefined, 'c.*': {} } },
    },
  }),
  'parallel regions with always, stateIn and combined guards': base.createMachine({
    id: 'parallel',
    context,
    type: 'parallel',
    tags: 'root',
    on: { reset: { actions: 'forget' }, b: { actions: 'count' } },
    states: {
      left: {
        initial: 'off',
        states: {
          off: { tags: 'dark', on: { a: { target: 'on', actions: ['count', 'tell'] } } },
          on: {
            entry: 'tell',
            exit: 'count',
            always: { guard: and(['isBig', not('isOdd')]), target: 'full' },
            on: { a: 'off', b: { target: 'on', reenter: true } },
          },
          full: { entry: 'forget', on: { a: 'off' } },
        },
      },
      right: {
        initial: 'low',
        on: { n: { target: 'right', reenter: true, actions: 'tell' } },
        states: {
          low: { on: { b: { target: 'high', guard: 'isOdd' } }, always: { guard: stateIn({ left: 'full' }), target: 'high' } },
          high: { entry: 'again', on: { a: 'low', b: { actions: ['count'] }, c: { guard: or(['isOdd', 'oddAndBig']), target: 'low' } } },
        },
      },
      alone: { on: { b: { actions: 'tell' }, c: { guard: stateIn('#parallel.left.on'), actions: 'note' } } },
    },
  }),
  'transitions of regions that leave their parallel state together': base.createMachine({
    id: 'conflict',
    context,
    initial: 'pair',
    states: {
      pair: {
        type: 'parallel',
        exit: 'tell',
        on: { c: { target: 'away', actions: 'count' } },
        states: {
          p: {
            initial: 'p1',
            exit: 'count',
            states: { p1: { on: { a: '#conflict.away', b: 'p2', c: 'p2' } }, p2: { entry: 'tell', on: { b: 'p1' } } },
          },
          q: {
            initial: 'q1',
            states: {
              q1: { exit: 'tell', on: { a: 'q2', b: { target: '#conflict.pair.p.p2', actions: 'tell' } } },
              q2: { on: { a: '#conflict.pair', b: 'q1', c: ['q1'] } },
            },
          },
          r: { on: { a: { actions: 'count' }, n: { target: ['#conflict.pair.p.p2', '#conflict.pair.q.q2'] } } },
        },
      },
      away: { on: { a: 'pair', b: { target: ['pair.p.p2', 'pair.q.q2'] }, c: { target: '#conflict.pair.q.q2' } } },
    },
  }),
  'shallow and deep history': base.createMachine({
    id: 'history',
    context,
    initial: 'work',
    states: {
      work: {
        initial: 'one',
        on: { out: 'rest', a: { actions: 'count' } },
        states: {
          shallow: { type: 'history' },
          deep: { type: 'history', history: 'deep' },
          preset: { type: 'history', target: 'two' },
          presetDeep: { type: 'history', history: 'deep', target: 'two.q.q2' },
          one: { on: { next: 'two' }, entry: 'tell' },
          two: {
            type: 'parallel',
            on: { next: 'one' },
            states: {
              again: { type: 'history', history: 'deep' },
              p: { initial: 'p1', states: { p1: { on: { b: 'p2' } }, p2: { entry: 'count', on: { b: 'p1' } } } },
              q: { initial: 'q1', states: { q1: { on: { a: 'q2' } }, q2: { exit: 'tell', on: { b: 'q1' } } } },
            },
          },
        },
      },
      rest: { on: { in: 'work', shallow: 'work.shallow', deep: 'work.deep', c: 'work.two.again', n: 'work.preset', m: 'work.presetDeep' } },
    },
  }),
  'a region that goes to the history of its own parallel state': base.createMachine({
    id: 'own',
    context,
    initial: 'pair',
    entry: 'tell',
    on: { out: '.away' },
    states: {
      pair: {
        type: 'parallel',
        tags: 'paired',
        entry: 'count',
        exit: 'tell',
        states: {
          h: { type: 'history', history: 'deep' },
          s: { type: 'history' },
          p: { initial: 'p1', on: { a: 'h', c: 's' }, states: { p1: { on: { b: 'p2' } }, p2: { on: { b: 'p1', n: '#own.pair.h' } } } },
          q: { initial: 'q1', entry: 'tell', states: { q1: { on: { b: 'q2' } }, q2: {} } },
        },
      },
      away: { on: { in: 'pair', a: 'pair.h', c: 'pair.s' } },
    },
  }),
  'timers: after, named, raised and cancelled': base.createMachine({
    id: 'timers',
    context,
    initial: 'idle',
    states: {
      idle: { on: { a: { target: 'busy', actions: 'count' }, woken: { actions: 'tell' } } },
      busy: {
        entry: 'wake',
        after: { soon: 'idle', fixed: { target: 'busy', reenter: true }, 100: [{ guard: 'isOdd', target: 'idle' }, { actions: 'count' }] },
        on: { b: { actions: 'hush' }, a: { target: 'busy', reenter: true }, c: { actions: ['wake', 'soonest', 'hushThat'] } },
      },
    },
  }),
  'events raised within a step': base.createMachine({
    id: 'raised',
    context,
    initial: 'a',
    on: { even: { actions: 'tell' }, odd: { actions: ['tell', 'count'] }, b: { actions: 'tell' } },
    states: {
      a: {
        entry: 'echo',
        exit: ['again', 'echo'],
        on: { a: { target: 'c', actions: ['count', 'echo'] }, odd: { target: 'c', actions: 'count' } },
      },
      c: { entry: ['again', 'count'], always: [{ guard: 'isBig', target: 'd', actions: 'tell' }], on: { a: 'a', b: 'a' } },
      d: { entry: ['forget', 'echo'], on: { even: 'a', a: 'c' } },
    },
  }),
  'enqueued actions': base.createMachine({
    id: 'enqueued',
    context,
    initial: 'here',
    on: { c: { actions: [{ type: 'tellText', params: ({ event }) => ({ text: event.type }) }, 'again'] } },
    states: {
      here: {
        entry: enqueueActions(({ check, enqueue }) => {
          if (check(stateIn('here'))) enqueue.emit({ type: 'here already' });
        }),
        on: {
          a: {
            actions: enqueueActions(({ context, enqueue, check }) => {
              enqueue('count');
              if (context.n % 2 === 0) enqueue.emit({ type: 'even' });
              if (check('isBig')) enqueue.assign({ n: 1 });
              if (check(not({ type: 'over', params: { least: 2 } }))) enqueue({ type: 'add', params: { by: 2 } });
              enqueue.raise({ type: 'later' }, { id: 'later', delay: 5 });
              enqueue.raise({ type: 'b' });
              enqueue.cancel('wake');
              enqueue('tell');
              enqueue(assign({ n: ({ context }) => context.n + 1 }));
              enqueue(enqueueActions(({ enqueue: deeper }) => deeper('note')));
              enqueue('plain');
            }),
          },
          b: { actions: ['count'] },
          later: { guard: { type: 'is', params: { yes: true } }, target: 'there' },
        },
      },
      there: { on: { a: { guard: { type: 'is', params: { yes: false } }, target: 'here' }, b: 'here', '*': { actions: 'tell' } } },
    },
  }),
  'functions and logs': base.createMachine({
    id: 'functions',
    context,
    entry: ['plain', { type: 'plainWith', params: { x: 1 } }],
    on: {
      a: { actions: ['count', 'note', { type: 'plainWith', params: ({ context }) => ({ x: context.n }) }] },
      b: { actions: [() => {}, log(), log('text')] },
    },
  }),
  'final states, done events and outputs': createMachine({
    id: 'final',
    context: ({ input }: { input: unknown }) => ({ n: 0, given: input }),
    initial: 'pair',
    output: ({ context, event }) => ({ n: context.n, of: event.type, output: event.output }),
    exit: emit({ type: 'exit root' }),
    states: {
      pair: {
        type: 'parallel',
        onDone: { target: 'closing', actions: emit(({ event }) => ({ type: 'done', event })) },
        exit: emit({ type: 'exit pair' }),
        states: {
          x: {
            initial: 'open',
            onDone: { actions: emit(({ event }) => ({ type: 'x is done', event })) },
            states: {
              open: { on: { a: 'shut' } },
              shut: {
                type: 'final',
                entry: assign({ n: ({ context }) => context.n + 1 }),
                output: ({ context, event }) => [context.n, event.type],
              },
            },
          },
          y: { initial: 'open', states: { open: { on: { b: 'shut' } }, shut: { type: 'final', output: 'y' } } },
        },
      },
      closing: {
        initial: 'first',
        onDone: [{ guard: ({ event }) => event.output === 1, target: 'gone' }, { target: 'pair' }],
        states: {
          first: { on: { c: 'one', n: 'two', a: '#final.gone' } },
          one: { type: 'final', output: 1 },
          two: { type: 'final', output: () => 2 },
        },
      },
      gone: { type: 'final', entry: emit({ type: 'gone' }), exit: emit({ type: 'exit gone' }), output: ({ context }) => context.n, on: {} },
    },
  }),
  'a parallel root that ends': createMachine({
    id: 'ends',
    type: 'parallel',
    output: ({ event }) => event,
    on: { b: { actions: emit({ type: 'after the end' }) } },
    states: {
      x: { initial: 'open', exit: emit({ type: 'exit x' }), states: { open: { on: { a: 'shut' } }, shut: { type: 'final' } } },
      y: {
        initial: 'open',
        exit: emit({ type: 'exit y' }),
        states: { open: { on: { b: 'shut' } }, shut: { type: 'final', on: { c: 'open' } } },
      },
      z: { type: 'parallel', states: { u: { initial: 'g', states: { g: { always: 'h' }, h: { type: 'final' } } }, v: { type: 'final' } } },
    },
  }),
  'guards that throw': base.createMachine({
    id: 'throws',
    context,
    initial: 's',
    on: { a: { actions: 'count' }, c: { guard: 'fails', actions: 'tell' } },
    states: {
      s: {
        on: {
          b: [{ guard: 'isOdd' }, { guard: ({ context }) => context.n > 6 && fail(), target: 's' }],
          n: { guard: not('fails'), actions: 'tell' },
        },
      },
    },
  }),
  'a loop without end': base.createMachine({
    id: 'loop',
    context,
    initial: 'a',
    options: { maxIterations: 12 },
    states: {
      a: { on: { a: 'b', b: { actions: ['count', 'tell'] }, c: 'd' } },
      b: { entry: 'count', always: [{ guard: 'isOdd', target: 'c' }, { guard: 'isBig', target: 'c', reenter: true }, { target: 'a' }] },
      c: { always: 'b' },
      d: { entry: 'forget', always: { guard: not('isBig'), actions: 'count' }, on: { a: 'a' } },
    },
  }),
  'always-transitions that change nothing, and that outdo each other': base.createMachine({
    id: 'still',
    context,
    initial: 'a',
    options: { maxIterations: 50 },
    states: {
      a: { always: { guard: 'isOdd', actions: 'tell' }, on: { a: { actions: 'count' }, b: 'p', c: { actions: ['count', 'again'] } } },
      p: {
        type: 'parallel',
        always: { guard: 'isBig', target: 'a', actions: ['tell', 'forget'] },
        on: { a: { actions: 'count' } },
        states: {
          x: { initial: 'x1', states: { x1: { on: { b: 'x2' } }, x2: { always: { guard: 'isOdd', actions: 'tell' }, on: { b: 'x1' } } } },
          y: { initial: 'y1', exit: 'tell', states: { y1: { always: { guard: 'isBig', target: 'y2', actions: 'tell' } }, y2: {} } },
        },
      },
    },
  }),
  'initial transitions with actions': createMachine({
    id: 'initial',
    context: {},
    initial: { target: 'a', actions: emit({ type: 'initial of root' }) },
    states: {
      a: {
        initial: { target: 'b', actions: [emit({ type: 'initial of a' }), raise({ type: 'raised' })] },
        on: { a: 'a', b: { target: 'a', reenter: true }, c: '.c', raised: { actions: emit({ type: 'heard' }) } },
        states: { b: {}, c: { initial: 'h', states: { h: { type: 'history', target: 'd' }, d: {}, e: {} } } },
      },
    },
  }),
  routes: createMachine({
    id: 'routes',
    initial: 'a',
    states: { a: { id: 'first', route: {}, on: { a: 'b' } }, b: { id: 'second', route: { guard: () => false }, on: { b: 'a' } } },
  }),
};

function fail(): never {
  throw new Error('it failed');
}

/** The events that they have, and one that none has. */
export const EVENTS = [
  'a',
  'b',
  'c',
  'd',
  'e',
  'f',
  'g',
  'h',
  'm',
  'n',
  'x',
  'in',
  'out',
  'up',
  'self',
  'next',
  'shallow',
  'deep',
  'woken',
  'later',
  'reset',
  'even',
  'odd',
  'a.b',
  'a.b.c',
  'a.x',
  'c.d',
  'unknown',
];
