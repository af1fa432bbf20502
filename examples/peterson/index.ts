/** Peterson's algorithm: two processes that exclude each other with nothing but memory that they share. */
import { assign, setup } from 'xstate';
import { drawn, isIn, propertiesOver, scenarioFor, type Measure } from 'chartwright';

type Process = 'one' | 'two';

/** What the two processes share. */
interface Memory {
  /** Who wants to be in the critical section, or is there. */
  readonly wants: Readonly<Record<Process, boolean>>;
  /** Who goes first if both want. */
  readonly turn: Process;
}

interface OfProcess {
  readonly self: Process;
}

const OTHER = { one: 'two', two: 'one' } as const;

const parts = setup({
  types: { context: {} as Memory },
  actions: {
    want: assign({ wants: ({ context }, { self }: OfProcess) => ({ ...context.wants, [self]: true }) }),
    letTheOtherGoFirst: assign({ turn: (_, { self }: OfProcess) => OTHER[self] }),
    wantNoMore: assign({ wants: ({ context }, { self }: OfProcess) => ({ ...context.wants, [self]: false }) }),
  },
  guards: {
    mayEnter: ({ context }, { self }: OfProcess) => mayEnter(context, self),
    mustWait: ({ context }, { self }: OfProcess) => !mayEnter(context, self),
  },
  delays: { step: drawn },
});

function mayEnter({ wants, turn }: Memory, self: Process): boolean {
  return !wants[OTHER[self]] || turn === self;
}

/** A process: each state is a place in its program, and the timer that runs there its next instruction. */
function program(self: Process) {
  return parts.createStateConfig({
    initial: 'elsewhere',
    states: {
      elsewhere: { description: 'Does not want to be in the critical section.', after: { step: 'asking' } },
      asking: { after: { step: { target: 'yielding', actions: { type: 'want', params: { self } } } } },
      yielding: { after: { step: { target: 'waiting', actions: { type: 'letTheOtherGoFirst', params: { self } } } } },
      waiting: {
        description: 'Until the other does not want, or has let this one go first.',
        initial: 'blocked',
        states: {
          blocked: { always: { guard: { type: 'mayEnter', params: { self } }, target: 'free' } },
          free: {
            always: { guard: { type: 'mustWait', params: { self } }, target: 'blocked' },
            after: { step: `#peterson.${self}.critical` },
          },
        },
      },
      critical: { description: 'In the critical section, where the other must not be.', after: { step: 'leaving' } },
      leaving: {
        description: 'Still in the critical section.',
        after: { step: { target: 'elsewhere', actions: { type: 'wantNoMore', params: { self } } } },
      },
    },
  });
}

const processes = parts.createMachine({
  id: 'peterson',
  description: 'Two processes, and the memory that they share.',
  context: () => ({ wants: { one: false, two: false }, turn: 'one' }),
  type: 'parallel',
  states: { one: program('one'), two: program('two') },
});

const { always, leadsTo } = propertiesOver<{ processes: Memory }>();

type Both = Parameters<typeof isIn>[0];

function isInside(both: Both, self: Process): boolean {
  return isIn(both, `${self}.critical`) || isIn(both, `${self}.leaving`);
}

function asks(both: Both, self: Process): boolean {
  return isIn(both, `${self}.yielding`) || isIn(both, `${self}.waiting.blocked`) || isIn(both, `${self}.waiting.free`);
}

export default scenarioFor<{ readonly processes: never }>()({
  name: 'peterson',
  title: 'Two processes that exclude each other',
  description:
    "Peterson's algorithm, an instruction a step: each process says that it wants to go in, lets the other one go first, and waits while the other wants, too, and has not yielded since.",
  kinds: { processes },
  actors: () => [{ id: 'processes' }],
  delaysS: () => ({ processes: { step: { type: 'exponential', mean: 1 } } }),
  properties: [
    always('the two are never in the critical section at once', (state) =>
      state.ofKind('processes').every((both) => !(isInside(both, 'one') && isInside(both, 'two'))),
    ),
    leadsTo('who has asked gets in: process one', {
      when: (state) => state.ofKind('processes').some((both) => asks(both, 'one')),
      follows: (state) => state.ofKind('processes').some((both) => isInside(both, 'one')),
    }),
    leadsTo('who has asked gets in: process two', {
      when: (state) => state.ofKind('processes').some((both) => asks(both, 'two')),
      follows: (state) => state.ofKind('processes').some((both) => isInside(both, 'two')),
    }),
  ],
  measure: () => countVisits(),
});

/** Visits to the critical section after which a run ends; the algorithm itself has no end. */
const VISITS = 100;

interface Visits {
  readonly visitsOfOne: number;
  readonly visitsOfTwo: number;
}

function countVisits(): Measure<Visits> {
  const visits = { one: 0, two: 0 };
  const was = { one: false, two: false };
  return {
    see: (event) => {
      if (event.type !== 'step') return;
      for (const self of ['one', 'two'] as const) {
        const is = isIn({ value: event.state }, `${self}.critical`);
        if (is && !was[self]) visits[self] += 1;
        was[self] = is;
      }
    },
    metrics: () => ({ visitsOfOne: visits.one, visitsOfTwo: visits.two }),
    progress: () => Math.min(1, (visits.one + visits.two) / VISITS),
  };
}
