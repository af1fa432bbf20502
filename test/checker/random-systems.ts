/** Small systems of actors as data, made up at random: charts that send to each other a few times, create and stop each other, fail, and end. */
import fc from 'fast-check';
import { emit, enqueueActions, setup } from 'xstate';
import type { Machine } from '../../src/actors/behavior.ts';
import { drawn, effects, type Chosen, type Effect } from '../../src/machines/effects.ts';
import { always, isIn, sometimes, type Property, type SystemState } from '../../src/properties/property.ts';
import type { NetworkModel } from '../../src/scenarios/check-spec.ts';
import { anyScenario, scenarioFor, type AnyScenario } from '../../src/scenarios/scenario.ts';

type Word = { readonly type: 'x' | 'y' };
type Words = { readonly p: Word; readonly q: Word; readonly r: Word; readonly child: Word };
type Id = 'p' | 'q' | 'r' | 'child-1';

const IDS = ['p', 'q', 'r'] as const;
const STATES = ['one', 'two', 'three'] as const;
const { send, spawn, stop, choose } = effects<Words, { child: { readonly tells: Id } }>();

/** What an actor does in a state, on a message or a timer. */
interface Rule {
  readonly to: (typeof STATES)[number] | 'over';
  readonly sends: readonly { readonly to: Id; readonly type: Word['type'] }[];
  readonly does: 'nothing' | 'spawns' | 'stops' | 'fails' | 'tosses';
  /** Whom the child tells that it is there. */
  readonly tells: Id;
}

interface Chart {
  /** How often it may do more than go from one state to another. */
  readonly deeds: number;
  readonly states: readonly { readonly x: Rule | null; readonly y: Rule | null; readonly timer: Rule | null }[];
}

/** Something about one kind of actor. */
interface Term {
  readonly kind: 'p' | 'q' | 'r' | 'child';
  readonly is: 'there' | 'spent' | (typeof STATES)[number];
}

interface Claim {
  readonly type: 'always' | 'sometimes';
  readonly terms: readonly Term[];
}

export interface RandomSystem {
  readonly charts: readonly Chart[];
  readonly arrivals: readonly { readonly to: (typeof IDS)[number]; readonly type: Word['type'] }[];
  readonly network: NetworkModel;
  readonly claims: readonly Claim[];
  readonly end: Term;
}

const id = fc.constantFrom<Id>('p', 'q', 'r', 'child-1', 'child-1');
const type = fc.constantFrom<Word['type']>('x', 'y');
const seldom = { weight: 1, arbitrary: fc.constantFrom<Rule['does']>('spawns', 'spawns', 'spawns', 'stops', 'stops', 'fails', 'tosses') };
const rule: fc.Arbitrary<Rule> = fc.record({
  to: fc.constantFrom<Rule['to']>(...STATES, ...STATES, 'over'),
  sends: fc.array(fc.record({ to: id, type }), { maxLength: 2 }),
  does: fc.oneof({ weight: 2, arbitrary: fc.constant<Rule['does']>('nothing') }, seldom),
  tells: id,
});
const told = fc.option(rule, { freq: 8 });
const chart: fc.Arbitrary<Chart> = fc.record({
  deeds: fc.nat(3),
  states: fc.array(fc.record({ x: told, y: told, timer: fc.option(rule, { freq: 3 }) }), { minLength: 3, maxLength: 3 }),
});
const term: fc.Arbitrary<Term> = fc.record({
  kind: fc.constantFrom<Term['kind']>('p', 'q', 'r', 'child'),
  is: fc.constantFrom<Term['is']>('there', 'spent', ...STATES),
});
const claim = fc.record({
  type: fc.constantFrom<Claim['type']>('always', 'sometimes'),
  terms: fc.array(term, { minLength: 1, maxLength: 3 }),
});

export const randomSystem: fc.Arbitrary<RandomSystem> = fc.record({
  charts: fc.array(chart, { minLength: 2, maxLength: 3 }),
  arrivals: fc.array(fc.record({ to: fc.constantFrom(...IDS), type }), { maxLength: 3 }),
  network: fc.constantFrom<NetworkModel>({ order: 'ordered' }, { order: 'unordered' }),
  claims: fc.array(claim, { maxLength: 3 }),
  end: term,
});

const child = setup({
  types: {
    context: {} as { readonly tells: Id; readonly left: number },
    input: {} as { readonly tells: Id },
    events: {} as Word,
    emitted: {} as Effect,
  },
  actions: { tell: emit(({ context }) => send(context.tells, { type: 'x' })) },
}).createMachine({
  context: ({ input }) => ({ ...input, left: 0 }),
  initial: 'one',
  states: { one: { entry: 'tell', on: { x: 'over', y: { actions: 'tell' } } }, over: { type: 'final' } },
});

/** The machine of a chart. A rule that does more than to go from a state to another is followed as long as there are deeds left. */
function machineOf({ deeds, states }: Chart): Machine {
  const transitionsOf = (it: Rule | null): object[] => {
    if (!it) return [];
    const target = it.does === 'tosses' ? 'tossing' : it.to;
    const isDeed = it.sends.length > 0 || it.does !== 'nothing';
    return isDeed ? [{ guard: 'isLeft', target, actions: { type: 'act', params: it } }, { target: it.to }] : [{ target }];
  };
  const stateOf = ({ x, y, timer }: Chart['states'][number]): object => ({
    // What has no rule is not awaited.
    on: { ...(x ? { x: transitionsOf(x) } : {}), ...(y ? { y: transitionsOf(y) } : {}) },
    after: timer ? { tick: transitionsOf(timer) } : {},
  });
  return setup({
    types: { context: {} as { readonly left: number }, events: {} as Word | Chosen<number>, emitted: {} as Effect },
    actions: {
      act: enqueueActions(({ enqueue }, { sends, does, tells }: Rule) => {
        enqueue.assign({ left: ({ context }) => context.left - 1 });
        if (does === 'fails') throw new Error('that was too much');
        for (const it of sends) enqueue.emit(send(it.to, { type: it.type }));
        if (does === 'spawns') enqueue.emit(spawn('child-1', 'child', { tells }));
        if (does === 'stops') enqueue.emit(stop('child-1'));
        if (does === 'tosses') enqueue.emit(choose([0, 1].map((value) => ({ value, weight: 1 }))));
      }),
    },
    guards: { isLeft: ({ context }) => context.left > 0, isHeads: ({ event }) => 'value' in event && event.value === 1 },
    delays: { tick: drawn },
  }).createMachine({
    context: () => ({ left: deeds }),
    initial: 'one',
    states: {
      ...Object.fromEntries(STATES.map((name, at) => [name, stateOf(states[at] ?? { x: null, y: null, timer: null })])),
      tossing: { on: { chosen: [{ guard: 'isHeads', target: 'one' }, { target: 'two' }] } },
      over: { type: 'final' },
    },
  });
}

function holds({ kind, is }: Term, state: SystemState): boolean {
  const actors = state.ofKind(kind);
  if (is === 'there') return actors.length > 0;
  return actors.some((it) => (is === 'spent' ? it.context['left'] === 0 : isIn(it, is)));
}

export function scenarioOf({ charts, arrivals, network, claims, end }: RandomSystem): AnyScenario {
  const [p, q, r] = charts.map(machineOf);
  const properties = claims.map((it, at): Property => {
    const all = (state: SystemState): boolean => it.terms.every((one) => holds(one, state));
    const name = `${at}`;
    return it.type === 'always' ? always(name, (state) => !all(state)) : sometimes(name, all);
  });
  const there = IDS.slice(0, charts.length);
  return anyScenario(
    scenarioFor<Words>()({
      name: 'random',
      title: 'Made up',
      kinds: { p: p!, q: q!, r: r ?? child, child },
      actors: () => there.map((it) => ({ id: it })),
      arrivals: () =>
        arrivals.filter(({ to }) => there.includes(to)).map(({ to, type: word }) => ({ atMs: 0, to, message: { type: word } })),
      properties,
      check: { network, isEnd: (state) => holds(end, state) },
    }),
  );
}
