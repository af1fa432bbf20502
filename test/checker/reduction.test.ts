/** Partial-order reduction leaves out orders of steps, and no verdict. */
import fc from 'fast-check';
import { assign, emit, setup } from 'xstate';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../src/actors/behavior.ts';
import { check } from '../../src/checker/check.ts';
import type { CheckOptions, CheckResult } from '../../src/checker/check-options.ts';
import { drawn, effects, type Effect } from '../../src/machines/effects.ts';
import { always, eventually, sometimes, throughout, type Property, type SystemState } from '../../src/properties/property.ts';
import type { CheckSpec } from '../../src/scenarios/check-spec.ts';
import { loadScenario } from '../../src/scenarios/load.ts';
import { paramsOf } from '../../src/scenarios/parameters.ts';
import { anyScenario, scenarioFor, type AnyScenario } from '../../src/scenarios/scenario.ts';
import { runs, timeout } from '../runs.ts';
import { randomSystem, scenarioOf } from './random-systems.ts';

type Step = { readonly type: 'step'; readonly left: number };
type Steps = { readonly left: Step; readonly right: Step };

const { send, spawn } = effects<Steps, { right: object }>();

/** Counts so many ticks of its own. */
const counter = (ticks: number): Machine =>
  setup({
    types: { context: {} as { readonly count: number; readonly ticks: number } },
    actions: { add: assign({ count: ({ context }) => context.count + 1 }) },
    guards: { isDone: ({ context }) => context.count === context.ticks },
    delays: { tick: drawn },
  }).createMachine({
    context: () => ({ count: 0, ticks }),
    initial: 'counting',
    states: {
      counting: { always: { guard: 'isDone', target: 'done' }, after: { tick: { target: 'counting', reenter: true, actions: 'add' } } },
      done: { on: { step: {} } },
    },
  });

/** Two kinds of counter that know nothing of each other. */
const twoCounters = (ticks: number, properties: readonly Property[] = [], spec: CheckSpec = {}): AnyScenario =>
  scenarioOfTwo({ left: counter(ticks), right: counter(ticks) }, { properties, spec });

/** Sends each message on to the next in a ring, as often as it says. */
const ringNode = setup({
  types: { context: {} as { readonly next: Id }, input: {} as { readonly next: Id }, events: {} as Step, emitted: {} as Effect },
  actions: { pass: emit(({ context }, { left }: { left: number }) => send(context.next, { type: 'step', left: left - 1 })) },
  guards: { goesOn: (_, { left }: { left: number }) => left > 0 },
}).createMachine({
  context: ({ input }) => input,
  on: {
    step: [
      {
        guard: { type: 'goesOn', params: ({ event }) => ({ left: event.left }) },
        actions: { type: 'pass', params: ({ event }) => ({ left: event.left }) },
      },
      {},
    ],
  },
});

type Id = 'left' | `right-${number}`;

/** A ring of three, with a message for each from outside. */
const ring: AnyScenario = anyScenario(
  scenarioFor<Steps>()({
    name: 'ring',
    title: 'A ring',
    kinds: { left: ringNode, right: ringNode },
    actors: () => [
      { id: 'left', input: { next: 'right-1' } },
      { id: 'right-1', input: { next: 'right-2' } },
      { id: 'right-2', input: { next: 'left' } },
    ],
    arrivals: () => ['left', 'right-1', 'right-2'].map((to) => ({ atMs: 0, to, message: { type: 'step', left: 4 } })),
    check: { isEnd: () => true },
  }),
);

function scenarioOfTwo(
  { left, right }: { readonly left: Machine; readonly right: Machine },
  { properties = [], spec = {} }: { readonly properties?: readonly Property[]; readonly spec?: CheckSpec } = {},
): AnyScenario {
  return anyScenario(
    scenarioFor<Steps>()({
      name: 'two',
      title: 'Two of a kind',
      kinds: { left, right },
      actors: () => [{ id: 'left' }, { id: 'right' }],
      properties,
      check: { isEnd: () => true, ...spec },
    }),
  );
}

const checked = (scenario: AnyScenario, options: Partial<CheckOptions> = {}): CheckResult =>
  check({ scenario, params: {}, all: true, ...options });

/** States without and with; the verdicts must be equal. */
function states(scenario: AnyScenario, options: Partial<CheckOptions> = {}): readonly [number, number] {
  const whole = checked(scenario, options);
  const reduced = checked(scenario, { ...options, reduction: true });
  expect(verdictsOf(reduced)).toEqual(verdictsOf(whole));
  expect(reduced.note).toBeUndefined();
  return [whole.states, reduced.states];
}

const verdictsOf = ({ verdict, properties }: CheckResult): unknown => [verdict, properties.map(({ name, verdict: one }) => [name, one])];
const count = (state: SystemState, kind: string): unknown => state.ofKind(kind)[0]?.context['count'];

describe('reduction', () => {
  test.each([1, 5, 30])('takes two that have nothing to do with each other one after the other: %i ticks', (ticks) => {
    expect(states(twoCounters(ticks))).toEqual([(ticks + 1) ** 2, 2 * ticks + 1]);
    expect(states(twoCounters(ticks), { exact: true })).toEqual([(ticks + 1) ** 2, 2 * ticks + 1]);
  });

  test('leaves out nothing that a property sees', () => {
    expect(
      states(twoCounters(5, [always('fewer than ten', (it) => Number(count(it, 'left')) + Number(count(it, 'right')) <= 10)])),
    ).toEqual([36, 36]);
    expect(states(twoCounters(5, [sometimes('all there', (it) => it.ofKind('left').length === 1)]))).toEqual([36, 11]);
    expect(states(twoCounters(5, [always('enough', (it) => it.ofKind('left').every(({ context }) => context['ticks'] === 5))]))).toEqual([
      36, 11,
    ]);
    const copied = always('copied', (it) => it.ofKind('left').every(({ context }) => ({ ...context })['count'] !== -1));
    expect(states(twoCounters(5, [copied, sometimes('done', (it) => it.ofKind('right')[0]?.value === 'done')]))).toEqual([36, 16]);
    expect(states(twoCounters(5, [], { within: (it) => count(it, 'left') !== 3 }))).toEqual([18, 8]);
  });

  test('is begun again where a property looks at more than it did: what was left out by then might have been seen', () => {
    // Before left has counted to 1, right is not looked at: all it does seems to be of no interest, and may come first.
    const hasty = always('right is first', (it) => !(count(it, 'left') === 1 && count(it, 'right') === 0));
    const { verdict, properties } = checked(twoCounters(2, [hasty]), { reduction: true, all: false });
    expect(verdict).toBe('violated');
    expect(properties[0]?.path?.steps).toHaveLength(1);
    expect(states(twoCounters(2, [hasty]))).toEqual([9, 9]);
  });

  test('waits for the end of an actor whose id somebody may take', () => {
    const heir = setup({
      types: { emitted: {} as Effect },
      actions: { follow: emit(spawn('right', 'right', {})) },
      delays: { soon: drawn, later: drawn },
    }).createMachine({
      initial: 'young',
      states: { young: { after: { soon: { target: 'heir', actions: 'follow' }, later: 'old' } }, heir: {}, old: {} },
    });
    const mortal = setup({ delays: { life: drawn } }).createMachine({
      initial: 'alive',
      states: { alive: { after: { life: 'gone' } }, gone: { type: 'final' } },
    });
    const spec = { isEnd: (state: SystemState) => state.ofKind('left')[0]?.value !== 'heir' };
    expect(states(scenarioOfTwo({ left: heir, right: mortal }, { spec }))).toEqual([6, 6]);
  });

  test('lets messages on their way round a ring come one after the other', () => {
    expect(states(ring)).toEqual([318, 135]);
    // Where nothing waits behind anything, whoever may be sent to at all may not be taken alone.
    expect(states(ring, { network: { order: 'unordered' } })).toEqual([216, 216]);
  });

  test('finds the election of a leader to be as good, in fewer states', async () => {
    const { scenario } = await loadScenario('examples/leader-election', []);
    const properties = (scenario.properties ?? []).filter(({ type }) => type === 'always');
    const params = paramsOf(scenario, undefined, { nodes: 6 });
    expect(states(scenario, { params, properties })).toEqual([2313, 2130]);
    expect(states(scenario, { params, properties: properties.slice(1) })).toEqual([2313, 874]);
  });

  test(
    'comes to the verdicts of all orders, whatever the system',
    () => {
      const seen = { whole: 0, reduced: 0 };
      fc.assert(
        fc.property(randomSystem, fc.boolean(), (system, exact) => {
          const scenario = scenarioOf(system);
          const options = { exact, limits: { statesMax: 3000 } };
          const whole = checked(scenario, options);
          fc.pre(whole.reason === undefined);
          const reduced = checked(scenario, { ...options, reduction: true });
          expect(verdictsOf(reduced)).toEqual(verdictsOf(whole));
          expect(reduced.states).toBeLessThanOrEqual(whole.states);
          seen.whole += whole.states;
          seen.reduced += reduced.states;
        }),
        { ...runs(200), seed: 7 },
      );
      // With another number of runs there are others.
      if (runs(200).numRuns === 200) expect(seen.whole).toBe(57_072);
      expect(seen.reduced).toBeLessThan(seen.whole / 3);
    },
    timeout(120_000),
  );

  test('is not used where it cannot be known who sends to whom, and says so', () => {
    const counting = setup({
      types: { context: {} as { readonly heard: number }, events: {} as Step, emitted: {} as Effect },
      actions: { hear: assign({ heard: ({ context }) => context.heard + 1 }) },
    }).createMachine({ context: () => ({ heard: 0 }), on: { step: { actions: 'hear' } } });
    const scenario: AnyScenario = { ...scenarioOfTwo({ left: counting, right: counting }), arrivals: ring.arrivals! };
    const { note, verdict, states: found } = checked(scenario, { reduction: true });
    expect({ note, verdict, found }).toEqual({
      note: 'The reduction was not used: who may send to whom was not known after 20,000 steps of machines. Does an actor count, or keep, what it is told, without a bound of its own?',
      verdict: 'holds',
      found: checked(scenario).states,
    });
  });

  test('tells nobody of transitions that are looked at beforehand, and never taken', () => {
    const taken = (reduction: boolean): ReadonlySet<unknown> => {
      const transitions = new Set<unknown>();
      checked(ring, { reduction, onTransition: (_, it) => transitions.add(it) });
      return transitions;
    };
    expect(taken(true).size).toBe(taken(false).size);
  });

  test.each<[string, Partial<CheckOptions>, RegExp]>([
    ['a search that is not breadth first', { search: 'depth first' }, /reduction in a depth first search; expected breadth first/],
    ['symmetry', { symmetry: true }, /symmetry/],
    ['timers in order of time', { timers: 'in order' }, /timers in order of time; expected timers in any order/],
    ['messages that stay', { network: { order: 'set' } }, /a network that keeps messages/],
    ['messages that are lost', { network: { order: 'ordered', lossy: true } }, /loses or doubles/],
    ['messages that come again', { network: { order: 'unordered', duplicating: true } }, /loses or doubles/],
    ['messages that come at once', { network: { order: 'ordered', atOnceWithinPlaces: true } }, /before anything else/],
    ['a bound on messages', { network: { order: 'ordered', equalMax: 1 } }, /bound on equal messages/],
    ['faults', { faults: { loss: 1 } }, /a budget for faults \('loss'\); expected no faults/],
    ['what is remembered', { properties: [throughout('once', { initial: 0, next: () => 0, holds: () => true })] }, /"once"/],
    ['what must come', { properties: [eventually('done', () => true)] }, /"done", which is about paths/],
  ])('is refused with %s', (_, options, why) => {
    const scenario = twoCounters(1, [], { symmetric: () => [] });
    expect(() => checked(scenario, { ...options, reduction: true })).toThrow(why);
  });

  test('is refused where work comes to a place', () => {
    const scenario: AnyScenario = {
      ...ring,
      wires: () => ({ placeOf: () => 'here' }),
      arrivals: () => [{ atMs: 0, to: { place: 'here' }, message: { type: 'step' } }],
    };
    expect(() => checked(scenario, { reduction: true })).toThrow(
      /work that comes to all actors of a place \('here'\) at once; expected work/,
    );
  });
});
