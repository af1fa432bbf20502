import fc from 'fast-check';
import {
  and,
  assign,
  cancel,
  emit,
  enqueueActions,
  initialTransition,
  not,
  raise,
  setup,
  stateIn,
  transition,
  type AnyMachineSnapshot,
  type AnyStateMachine,
} from 'xstate';
import { describe, expect, test } from 'vitest';
import { behaviorOf, type Behavior } from '../../src/actors/behavior.ts';
import type { EngineName } from '../../src/actors/stepper.ts';
import type { Snapshot } from '../../src/actors/step.ts';
import { drawn, effects, type Effect, type Message } from '../../src/machines/effects.ts';
import { memory, operator, processor, user } from '../../src/machines/batch/index.ts';
import type { BatchProtocol, Deck } from '../../src/machines/batch/protocol.ts';

/** What an actor says and does at a step, in the same words for both ways to step. */
interface Stand {
  readonly status: string;
  readonly value: unknown;
  readonly context: unknown;
  readonly effects: readonly unknown[];
}

const DRAWN_MS = 12_345;

/** XState's own way: `transition()`, with a length for the delays that a scenario would draw. */
function xstateOf(machine: AnyStateMachine): { start(input: unknown): Stand; step(event: Message): Stand } {
  const delays: Readonly<Record<string, unknown>> = machine.implementations.delays;
  const names = Object.keys(delays).filter((name) => delays[name] === drawn);
  const provided: AnyStateMachine = machine.provide({ delays: Object.fromEntries(names.map((name) => [name, DRAWN_MS])) });
  let current: AnyMachineSnapshot;
  const stand = ([snapshot, actions]: readonly [
    AnyMachineSnapshot,
    readonly { readonly type: string; readonly params?: unknown }[],
  ]): Stand => {
    current = snapshot;
    const { status, value, context } = snapshot;
    return { status, value, context, effects: actions.flatMap(inOurWords) };
  };
  return {
    start: (input) => stand(initialTransition(provided, input)),
    step: (event) => stand(transition(provided, current, event)),
  };
}

/** XState's erased parameters of an action that was collected. */
interface Params {
  readonly event?: Message;
  readonly id?: string;
  readonly delay?: number;
  readonly sendId?: string;
}

function inOurWords({ type, params }: { readonly type: string; readonly params?: unknown }): readonly unknown[] {
  const { event, id, delay, sendId }: Params = params ?? {};
  switch (type) {
    case 'xstate.emit':
      return [event];
    case 'xstate.raise':
      return delay === undefined ? [] : [{ type: 'timer.start', id, delay, event }];
    case 'xstate.cancel':
      return [{ type: 'timer.cancel', id: sendId }];
    default:
      throw new Error(`XState collected ${type}`);
  }
}

function none(): never {
  throw new Error('this machine makes no choice');
}

/** The same, through the behaviour. */
function oursOf(behavior: Behavior): { start(input: unknown): Stand; step(event: Message): Stand } {
  let current: Snapshot;
  const stand = ({ snapshot, effects: done }: ReturnType<Behavior['start']>): Stand => {
    current = snapshot;
    const { status, value, context } = snapshot;
    const withLength = done.map((effect) =>
      effect.type === 'timer.start' && typeof effect.delay === 'string' ? { ...effect, delay: DRAWN_MS } : effect,
    );
    return { status, value, context, effects: withLength };
  };
  return { start: (input) => stand(behavior.start(input, none)), step: (event) => stand(behavior.step(current, event, none)) };
}

type Attempt = { readonly stand: Stand } | { readonly threw: true };

function attempt(take: () => Stand): Attempt {
  try {
    return { stand: take() };
  } catch {
    return { threw: true };
  }
}

interface Case {
  readonly machine: AnyStateMachine;
  readonly input?: fc.Arbitrary<unknown>;
  readonly events: fc.Arbitrary<Message>;
}

/** Events of no data: the names of a chart's own. */
function named(...types: readonly string[]): fc.Arbitrary<Message> {
  return fc.record({ type: fc.constantFrom(...types) });
}

/** Timers that were started fire too: an event of this type takes the latest one. */
const FIRE = named('fire');

function latestTimer(stands: readonly Stand[]): Message | undefined {
  const timers = stands.flatMap((stand) => stand.effects).filter(isTimer);
  return timers.at(-1)?.event;
}

function isTimer(effect: unknown): effect is { readonly type: 'timer.start'; readonly event: Message } {
  return typeof effect === 'object' && effect !== null && 'type' in effect && effect.type === 'timer.start';
}

/** Plays random events through both, and compares after each of them. */
function expectEqual({ machine, input = fc.constant(undefined), events }: Case, engine: EngineName, numRuns = 150): void {
  const behavior = behaviorOf(machine.id, machine, { engine });
  const sequence = fc.array(fc.oneof({ weight: 3, arbitrary: events }, { weight: 1, arbitrary: FIRE }), { maxLength: 25 });
  fc.assert(
    fc.property(input, sequence, (given, moves) => {
      const theirs = xstateOf(machine);
      const ours = oursOf(behavior);
      const stands: Stand[] = [theirs.start(given)];
      expect(ours.start(given)).toEqual(stands[0]);
      for (const move of moves) {
        const event = move.type === 'fire' ? (latestTimer(stands) ?? move) : move;
        const expected = attempt(() => theirs.step(event));
        expect(attempt(() => ours.step(event))).toEqual(expected);
        // A step that throws ends a run.
        if ('threw' in expected) return;
        // XState would act on after the end; a system does not.
        if (expected.stand.status === 'done') return;
        stands.push(expected.stand);
      }
    }),
    { numRuns },
  );
}

const { send, spawn, stop } = effects<{ peer: Message }, { peer: { readonly n: number } }>();

const types = { context: {} as { readonly n: number }, events: {} as Message, emitted: {} as Effect };

const base = setup({
  types,
  actions: {
    count: assign({ n: ({ context }) => context.n + 1 }),
    forget: assign({ n: 0 }),
    tell: emit(({ context }) => send('peer', { type: `n${context.n}` })),
    tellParams: emit((_, { text }: { text: string }) => send('peer-1', { type: text })),
    beget: emit(({ context }) => spawn(`peer-${context.n}`, 'peer', { n: context.n })),
    end: emit(({ context }) => stop(`peer-${context.n}`)),
    wake: raise({ type: 'woken' }, { id: 'wake', delay: ({ context }) => 10 * context.n }),
    again: raise({ type: 'b' }),
    hush: cancel('wake'),
  },
  guards: {
    isBig: ({ context }) => context.n > 3,
    isOdd: ({ context }) => context.n % 2 === 1,
    is: (_, { yes }: { yes: boolean }) => yes,
  },
  delays: { soon: ({ context }) => context.n + 1, sometime: drawn, fixed: 70 },
});

const charts = {
  'parallel regions with always, stateIn and combined guards': base.createMachine({
    id: 'parallel',
    context: () => ({ n: 0 }),
    type: 'parallel',
    on: { reset: { actions: 'forget' } },
    states: {
      left: {
        initial: 'off',
        states: {
          off: { on: { a: { target: 'on', actions: ['count', 'tell'] } } },
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
        states: {
          low: { on: { b: { target: 'high', guard: 'isOdd' } }, always: { guard: stateIn({ left: 'full' }), target: 'high' } },
          high: { entry: 'again', on: { a: 'low', b: { actions: ['count'] } } },
        },
      },
    },
  }),
  'shallow and deep history': base.createMachine({
    id: 'history',
    context: () => ({ n: 0 }),
    initial: 'work',
    states: {
      work: {
        initial: 'one',
        on: { out: 'rest', a: { actions: 'count' } },
        states: {
          shallow: { type: 'history' },
          deep: { type: 'history', history: 'deep' },
          one: { on: { next: 'two' }, entry: 'tell' },
          two: {
            type: 'parallel',
            on: { next: 'one' },
            states: {
              p: { initial: 'p1', states: { p1: { on: { b: 'p2' } }, p2: { entry: 'count', on: { b: 'p1' } } } },
              q: { initial: 'q1', states: { q1: { on: { a: 'q2' } }, q2: { exit: 'tell', on: { b: 'q1' } } } },
            },
          },
        },
      },
      rest: { on: { in: 'work', shallow: 'work.shallow', deep: 'work.deep' } },
    },
  }),
  'timers: after, drawn, raised and cancelled': base.createMachine({
    id: 'timers',
    context: () => ({ n: 0 }),
    initial: 'idle',
    states: {
      idle: { on: { a: { target: 'busy', actions: 'count' }, woken: { actions: 'tell' } } },
      busy: {
        entry: 'wake',
        after: { soon: 'idle', sometime: { actions: 'count' }, fixed: { target: 'busy', reenter: true }, 100: 'idle' },
        on: { b: { actions: 'hush' }, a: { target: 'busy', reenter: true }, c: { actions: ['wake', 'wake'] } },
      },
    },
  }),
  'enqueued actions, spawns, stops and parameters': base.createMachine({
    id: 'enqueued',
    context: () => ({ n: 0 }),
    initial: 'here',
    on: { c: { actions: [{ type: 'tellParams', params: ({ event }) => ({ text: event.type }) }, 'again'] } },
    states: {
      here: {
        on: {
          // Inline, because only there XState types the names of actions and guards.
          a: {
            actions: enqueueActions(({ context, enqueue, check }) => {
              enqueue('count');
              if (context.n % 2 === 0) enqueue.emit(send('peer', { type: 'even' }));
              if (check('isBig')) enqueue.assign({ n: 1 });
              enqueue.raise({ type: 'later' }, { id: 'later', delay: 5 });
              enqueue.cancel('wake');
              enqueue('tell');
            }),
          },
          b: { actions: ['beget', 'count', 'end'] },
          later: { guard: { type: 'is', params: { yes: true } }, target: 'there' },
        },
      },
      there: { on: { a: { guard: { type: 'is', params: { yes: false } }, target: 'here' }, b: 'here', '*': { actions: 'tell' } } },
    },
  }),
  'final states, inner and of the root': base.createMachine({
    id: 'final',
    context: () => ({ n: 0 }),
    initial: 'pair',
    states: {
      pair: {
        type: 'parallel',
        onDone: { target: 'closing', actions: 'tell' },
        states: {
          x: { initial: 'open', states: { open: { on: { a: 'shut' } }, shut: { type: 'final', entry: 'count' } } },
          y: { initial: 'open', states: { open: { on: { b: 'shut' } }, shut: { type: 'final', entry: 'tell' } } },
        },
      },
      closing: { entry: 'wake', exit: 'hush', after: { sometime: 'gone' }, on: { c: 'gone' } },
      gone: { type: 'final', entry: ['tell', 'wake'] },
    },
  }),
} satisfies Readonly<Record<string, AnyStateMachine>>;

const deck: fc.Arbitrary<Deck> = fc.record({
  id: fc.constantFrom('p.1', 'q.1', 'r.1'),
  owner: fc.constantFrom('user-1', 'user-2'),
  programmer: fc.constant('A'),
  account: fc.constant('1'),
  compiler: fc.constantFrom('FORTRAN', 'COBOL'),
  cards: fc.nat(100),
  estimateS: fc.constantFrom(null, 60),
  limitS: fc.constantFrom(null, 5),
  unreadable: fc.constantFrom(null, null, 'no $END'),
  demand: fc.record({
    compileS: fc.nat(10),
    runS: fc.nat(10),
    words: fc.nat(2000),
    lines: fc.nat(50),
    ends: fc.constantFrom('normally', 'compile error', 'abnormally'),
  }),
});
const decks = fc.array(deck, { minLength: 1, maxLength: 3 });
const listings = fc.array(
  fc.record({
    job: fc.constant('p.1'),
    owner: fc.constantFrom('user-1', 'user-2'),
    outcome: fc.constantFrom('finished', 'compile error'),
    processorS: fc.nat(10),
    lines: fc.nat(10),
  }),
  { maxLength: 2 },
);
const batch = fc.record({ tray: fc.constant('FORTRAN'), jobs: decks, mounted: fc.constant('FORTRAN') });

type Words<K extends keyof BatchProtocol> = fc.Arbitrary<BatchProtocol[K]>;

const userWords: Words<'user'> = fc.oneof(
  fc.record({ type: fc.constant('program.arises'), deck }),
  fc.record({ type: fc.constant('deck.refused'), deck: fc.constant('p.1'), reason: fc.constant('no $END') }),
  listings.filter((list) => list.length > 0).map(([listing]) => ({ type: 'listing.returned', listing: listing ?? expect.fail() }) as const),
);
const operatorWords: Words<'operator'> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('deck.handedIn'), deck }) },
  fc.record({ type: fc.constant('batch.done'), listings }),
  fc.record({ type: fc.constant('batch.refused'), batch, reason: fc.constant('busy') }),
  fc.record({ type: fc.constant('mount.requested'), compiler: fc.constant('COBOL') }),
  fc.record({ type: fc.constant('machine.stopped'), listings, rest: decks }),
  fc.record({ type: fc.constantFrom('reader.jammed', 'machine.ready', 'fault.drop', 'fault.missort') }),
);
const processorWords: Words<'processor'> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ type: fc.constant('batch.submitted'), batch }) },
  fc.record({ type: fc.constant('compiler.mounted'), compiler: fc.constant('COBOL') }),
  fc.record({ type: fc.constant('job.rejected'), reason: fc.constant('too large') }),
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('job.loaded', 'job.unloaded') }) },
  fc.record({ type: fc.constantFrom('reader.cleared', 'machine.restart', 'memory.cleared', 'fault.jam', 'fault.power') }),
);
const memoryWords: Words<'memory'> = fc.oneof(
  fc.record({ type: fc.constant('job.load'), job: fc.constantFrom('p.1', 'q.1'), words: fc.nat(2000) }),
  fc.record({ type: fc.constantFrom('job.unload', 'power.lost') }),
);

const shop: Readonly<Record<string, Case>> = {
  user: {
    machine: user,
    events: userWords,
    input: fc.record({
      id: fc.constant('user-1'),
      mode: fc.constantFrom('closed', 'closed', 'open'),
      programs: fc.array(fc.record({ id: fc.constantFrom('p', 'q'), versions: decks }), { maxLength: 2 }),
      attemptsMax: fc.integer({ min: 1, max: 3 }),
      punchedCardsPerMinute: fc.constantFrom(null, 6),
    }),
  },
  operator: {
    machine: operator,
    events: operatorWords,
    input: fc.record({
      groupBy: fc.constantFrom('compiler', 'user', 'size', 'nothing'),
      sizeClassesS: fc.constant([60]),
      largestBatch: fc.constantFrom(null, 1, 2),
      patienceS: fc.constantFrom(0, 60),
      nextTray: fc.constantFrom('oldest', 'fullest', 'cyclic'),
      service: fc.constantFrom('gated', 'exhaustive'),
      setUpEmptyTrays: fc.constant(false),
      trays: fc.constant([]),
    }),
  },
  processor: {
    machine: processor,
    events: processorWords,
    input: fc.record({ cardsPerMinute: fc.constantFrom(null, 250), linesPerMinute: fc.constantFrom(null, 150) }),
  },
  memory: { machine: memory, events: memoryWords, input: fc.constant({ words: 1500, monitorWords: 500 }) },
};

describe.each<EngineName>(['compiled', 'xstate'])(
  "a step by %s equals XState's own transition(): state, context and effects",
  { timeout: 60_000 },
  (engine) => {
    test.each(Object.entries(charts))('in a chart with %s', (_, machine) => {
      expectEqual(
        { machine, events: named('a', 'b', 'c', 'next', 'out', 'in', 'shallow', 'deep', 'woken', 'later', 'reset', 'unknown') },
        engine,
      );
    });

    test.each(Object.entries(shop))('in the machine of the %s', (_, it) => {
      expectEqual(it, engine);
    });

    test('a comparison that could not fail would prove nothing: another guard is found', () => {
      const chart = charts['parallel regions with always, stateIn and combined guards'];
      const other = chart.provide({ guards: { isOdd: ({ context }) => context.n % 2 === 0 } });
      const ours = oursOf(behaviorOf('parallel', other, { engine }));
      const theirs = xstateOf(chart);
      expect(ours.start(undefined)).toEqual(theirs.start(undefined));
      expect(ours.step({ type: 'b' })).not.toEqual(theirs.step({ type: 'b' }));
    });
  },
);
