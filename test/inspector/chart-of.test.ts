// A machine's chart as the page draws it, and the numbers by which steps name transitions.
import { and, createMachine, not, or, setup } from 'xstate';
import { describe, expect, test } from 'vitest';
import { behaviorOf, type ChartTransition } from '../../src/actors/behavior.ts';
import { ActorSystem } from '../../src/actors/system.ts';
import { chartOf, transitionNumbers } from '../../src/inspector/recording/chart-of.ts';
import type { Chart, ChartState } from '../../src/inspector/protocol/chart.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { paramsOf } from '../../src/scenarios/parameters.ts';
import type { AnyScenario } from '../../src/scenarios/scenario.ts';
import { planOf } from '../../src/simulator/plan.ts';

const lift = setup({
  types: { events: {} as { readonly type: string } },
  guards: { isCalled: () => true, isFull: () => false, isNear: (_, params: { readonly floors: number }) => params.floors > 1 },
  actions: { move: () => {}, ring: (_, params: { readonly times: number }) => void params, light: () => {} },
  delays: { travelling: 10 },
}).createMachine({
  id: 'lift',
  description: 'Goes up and down.',
  type: 'parallel',
  states: {
    cage: {
      initial: 'standing',
      tags: ['visible'],
      states: {
        standing: {
          description: 'Waits for a call.',
          entry: ['light', { type: 'ring', params: { times: 2 } }],
          exit: 'light',
          on: {
            call: [
              { guard: and(['isCalled', not('isFull')]), target: 'moving', actions: 'move', description: 'Off it goes.' },
              { guard: or([{ type: 'isNear', params: { floors: 2 } }, 'isFull']), target: 'moving' },
            ],
            'door.*': { actions: 'light' },
            poke: {},
            '*': undefined,
          },
          after: { 500: 'moving', travelling: { guard: 'isCalled', target: 'out' } },
        },
        moving: {
          initial: 'up',
          states: { up: { on: { turn: 'down' } }, down: { always: { guard: 'isFull', target: 'arrived' } }, arrived: { type: 'final' } },
          onDone: 'standing',
          on: { shake: { target: '.up', reenter: true }, shudder: '.up' },
        },
        out: { on: { repaired: 'before', calmly: 'deeply' } },
        before: { type: 'history', target: 'standing' },
        deeply: { type: 'history', history: 'deep' },
      },
      on: { both: { target: ['.standing', '#bell'] } },
    },
    alarm: { id: 'bell', initial: 'off', states: { off: { on: { smoke: 'on' } }, on: {} } },
  },
});

function find(root: ChartState, path: string): ChartState {
  const found = statesFrom(root).find((state) => state.path === path);
  if (!found) throw new Error(`no state '${path}'`);
  return found;
}

function statesFrom(state: ChartState): readonly ChartState[] {
  return [state, ...state.states.flatMap(statesFrom)];
}

function lines({ transitions }: Chart): readonly string[] {
  return transitions.map(
    ({ from, to, trigger, text, guard, actions, reenter }) =>
      `${from}: ${trigger} ${text}${guard === null ? '' : ` [${guard}]`} -> ${to.join(', ')}${actions.length === 0 ? '' : ` / ${actions.join(', ')}`}${reenter ? ' again' : ''}`,
  );
}

describe('a chart', () => {
  test('holds every state with what it does', () => {
    const { kind, id, root } = chartOf('elevator', lift);
    expect([kind, id, root.description, root.type, root.path, root.initial]).toEqual([
      'elevator',
      'lift',
      'Goes up and down.',
      'parallel',
      '',
      null,
    ]);
    expect(find(root, 'cage.standing')).toEqual({
      path: 'cage.standing',
      key: 'standing',
      type: 'atomic',
      description: 'Waits for a call.',
      tags: [],
      entry: ['light', 'ring'],
      exit: ['light'],
      initial: null,
      history: null,
      states: [],
    });
    expect(find(root, 'cage')).toMatchObject({ type: 'compound', tags: ['visible'], initial: 'cage.standing', history: null });
    expect(find(root, 'cage.moving.arrived').type).toBe('final');
    expect(find(root, 'cage.before')).toMatchObject({ type: 'history', history: 'shallow', orElse: 'standing' });
    expect(find(root, 'cage.deeply')).toMatchObject({ type: 'history', history: 'deep' });
  });

  test('holds every transition as it was written, those that stay or forbid included', () => {
    expect(lines(chartOf('elevator', lift))).toEqual([
      'cage: event both -> cage.standing, alarm',
      'cage.standing: event call [isCalled and not isFull] -> cage.moving / move',
      'cage.standing: event call [isNear or isFull] -> cage.moving',
      'cage.standing: event door.* ->  / light',
      'cage.standing: event poke -> ',
      'cage.standing: event * -> ',
      'cage.standing: after 500 ms -> cage.moving',
      'cage.standing: after travelling [isCalled] -> cage.out',
      'cage.moving: event shake -> cage.moving.up again',
      'cage.moving: event shudder -> cage.moving.up',
      'cage.moving: done done -> cage.standing',
      'cage.moving.up: event turn -> cage.moving.down',
      'cage.moving.down: always always [isFull] -> cage.moving.arrived',
      'cage.out: event repaired -> cage.before',
      'cage.out: event calmly -> cage.deeply',
      'alarm.off: event smoke -> alarm.on',
    ]);
    expect(chartOf('elevator', lift).transitions[1]?.description).toBe('Off it goes.');
  });

  test('is plain data, and its transitions lead from a state of it to states of it, for every kind of the built-in scenarios', () => {
    for (const [kind, machine] of scenarios.flatMap(({ kinds }) => Object.entries(kinds))) {
      const chart = chartOf(kind, machine);
      expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
      const paths = new Set(statesFrom(chart.root).map(({ path }) => path));
      expect(paths.size).toBe(statesFrom(chart.root).length);
      for (const { from, to } of chart.transitions) for (const path of [from, ...to]) expect(paths).toContain(path);
      expect(chart.transitions.length).toBeGreaterThan(1);
    }
  });
});

describe('numbers of transitions', () => {
  test('are places in the chart, for the machine itself and for a copy of it', () => {
    const numberOf = transitionNumbers('elevator', lift);
    const { transitions } = chartOf('elevator', lift);
    for (const machine of [lift, lift.provide({ actions: { move: () => {} } })]) {
      const standing = machine.root.states['cage']?.states['standing'];
      const numbers = (standing?.transitions.get('call') ?? []).map(numberOf);
      expect(numbers.map((number) => transitions[number ?? -1]?.guard)).toEqual(['isCalled and not isFull', 'isNear or isFull']);
    }
  });

  test('are none for the transitions by which a machine begins', () => {
    const seen: (number | undefined)[] = [];
    const machine = createMachine({ initial: 'a', states: { a: { initial: 'b', states: { b: {} } } } });
    const numberOf = transitionNumbers('m', machine);
    behaviorOf('m', machine, { onTransition: (transition) => seen.push(numberOf(transition)) }).start({}, () => 0);
    expect(seen.filter((number) => number !== undefined)).toEqual([]);
  });

  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('name what fires in a run: %s', (_, scenario) => {
    const fired = play(scenario);
    expect(fired.size).toBeGreaterThan(20);
    for (const [{ source, eventType, target = [] }, { kind, number }] of fired) {
      const machine = scenario.kinds[kind];
      if (!machine) throw new Error(`no kind '${kind}'`);
      if (String(eventType) === 'xstate.init') expect(number).toBeUndefined();
      else {
        const said = chartOf(kind, machine).transitions[number ?? -1];
        expect(said).toMatchObject({ from: source.path.join('.'), to: target.map(({ path }) => path.join('.')) });
        if (said?.trigger === 'event') expect(said.text).toBe(eventType);
        if (said?.trigger === 'after') expect(String(eventType)).toContain(said.text);
        if (said?.trigger === 'always') expect(eventType).toBe('');
      }
    }
  });
});

/** Every transition that fired in the first events of a run, with the number that it got. */
function play(scenario: AnyScenario): ReadonlyMap<ChartTransition, { readonly kind: string; readonly number: number | undefined }> {
  const fired = new Map<ChartTransition, { readonly kind: string; readonly number: number | undefined }>();
  const behaviors = new Map(
    Object.entries(scenario.kinds).map(([kind, machine]) => {
      const numberOf = transitionNumbers(kind, machine);
      const onTransition = (transition: ChartTransition): void => void fired.set(transition, { kind, number: numberOf(transition) });
      return [kind, behaviorOf(kind, machine, { onTransition })];
    }),
  );
  const params = paramsOf(scenario, undefined, {});
  const system = new ActorSystem({ behaviors, seed: 1, wires: scenario.wires?.(params) ?? {}, delaysS: scenario.delaysS?.(params) ?? {} });
  const plan = planOf({ scenario, params, seed: 1 }, system.random);
  for (const actor of scenario.actors(plan)) system.start(actor);
  system.feed(scenario.arrivals?.(plan) ?? [], 'arrival');
  system.feed(scenario.faults?.(plan) ?? [], 'fault');
  for (let tick = 0; tick < 5000 && system.tick(); tick += 1);
  return fired;
}
