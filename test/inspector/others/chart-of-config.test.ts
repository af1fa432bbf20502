/** A chart read from a config's JSON is the chart of the machine that the config makes. */
import { describe, expect, test } from 'vitest';
import { createMachine, setup } from 'xstate';
import type { Machine } from '../../../src/actors/behavior.ts';
import { chartOfConfig } from '../../../src/inspector/others/chart-of-config.ts';
import { activeIn, guessStep } from '../../../src/inspector/others/guessed-step.ts';
import type { Chart } from '../../../src/inspector/protocol/chart.ts';
import { chartOf } from '../../../src/inspector/recording/chart-of.ts';
import { statechartJson } from '../../../src/report/statechart-json.ts';
import { scenarios } from '../../../src/scenarios/index.ts';

const machines = scenarios.flatMap((scenario) =>
  Object.entries(scenario.kinds).map(([kind, machine]) => ({ name: `${scenario.name} ${kind}`, kind, machine })),
);

function read(kind: string, machine: Machine): Chart {
  return chartOfConfig(kind, JSON.parse(statechartJson(machine))) ?? expect.unreachable();
}

/** Transitions may stand in another order, as long as those of one state and trigger do not. */
function inOrder({ transitions, ...chart }: Chart): unknown {
  const keyed = transitions.map((it, n): [string, unknown] => [
    JSON.stringify([it.from, it.trigger, it.text]) + String(n).padStart(4, '0'),
    it,
  ]);
  return { ...chart, transitions: keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, it]) => it) };
}

test.each(machines)('of a scenario: $name', ({ kind, machine }) => {
  expect(inOrder(read(kind, machine))).toEqual(inOrder(chartOf(kind, machine)));
});

test('with targets of every form, history, regions, invocations and what is done', () => {
  const machine = createMachine({
    id: 'all',
    initial: 'one',
    description: 'It has all.',
    on: { reset: '.one', deep: '.two.left.b', 'any.*': { actions: 'note' } },
    states: {
      one: {
        id: 'first',
        tags: ['begin', 'red'],
        entry: ['a', { type: 'b', params: { c: 1 } }],
        invoke: { src: 'work', id: 'work', onDone: 'two', onError: { target: '#all.three', actions: 'complain' } },
        after: { 500: 'two', later: [{ guard: 'isLate', target: '#last' }, { target: 'two.left' }] },
      },
      two: {
        type: 'parallel',
        onDone: 'three',
        states: {
          left: {
            initial: 'a',
            states: {
              a: { on: { next: 'b', out: '#first' } },
              b: { type: 'final' },
              back: { type: 'history', history: 'deep', target: 'a' },
            },
          },
          right: { initial: 'c', states: { c: { on: { both: { target: ['#all.two.left.b', 'd'] } } }, d: { type: 'final' } } },
        },
      },
      three: {
        id: 'last',
        always: { guard: { type: 'isOld', params: { years: 3 } }, target: 'one' },
        on: { again: { target: 'three', reenter: true } },
      },
    },
  });
  expect(inOrder(read('all', machine))).toEqual(inOrder(chartOf('all', machine)));
});

describe('of anything', () => {
  test.each([null, 1, 'text', [], {}, { id: 'promise' }])('%j is no machine', (config) => {
    expect(chartOfConfig('x', config)).toBeUndefined();
  });

  test('what cannot be understood is left out', () => {
    const chart = chartOfConfig('x', {
      id: 3,
      initial: 7,
      states: {
        a: 1,
        b: '[Object]',
        c: { on: { go: 'nowhere', stay: null, more: [5, { target: ['a', 6] }] }, entry: { type: '' }, tags: [1, 'ok'] },
      },
      on: [],
      after: 'soon',
      invoke: 'work',
    });
    expect(chart).toMatchObject({
      id: '(machine)',
      root: { type: 'compound', initial: null, states: [{ key: 'a' }, { key: 'b' }, { key: 'c', entry: ['inline'], tags: ['ok'] }] },
      transitions: [
        { from: 'c', to: [], text: 'go' },
        { from: 'c', to: ['a'], text: 'more' },
      ],
    });
  });

  test('a chart without end has one', () => {
    let config: object = {};
    for (let level = 0; level < 2000; level += 1) config = { states: { a: config } };
    expect(JSON.stringify(chartOfConfig('x', config)).length).toBeLessThan(50_000);
  });
});

describe('what fired', () => {
  const chart = chartOf(
    'm',
    setup({
      types: { events: {} as { type: 'go' | 'maybe' | 'stay' } },
      guards: { isA: () => true },
      actions: { note: () => {} },
    }).createMachine({
      id: 'm',
      type: 'parallel',
      states: {
        x: {
          initial: 'a',
          states: { a: { on: { go: 'b', maybe: [{ guard: 'isA', target: 'b' }, { target: 'b' }] }, after: { 10: 'b' } }, b: {} },
        },
        y: { initial: 'c', states: { c: { on: { stay: { actions: 'note' } } } } },
      },
    }),
  );
  const fired = (word: string, after: string, isChanged = after !== 'a'): readonly string[] | 'unhandled' => {
    const guessed = guessStep({ chart, before: { x: 'a', y: 'c' }, after: { x: after, y: 'c' }, word, isChanged });
    return guessed.unhandled ? 'unhandled' : guessed.fired.map((number) => chart.transitions[number]?.text ?? '');
  };

  test('is named where only one transition can have', () => {
    expect(fired('go', 'b')).toEqual(['go']);
    expect(fired('xstate.after.10.m.x.a', 'b')).toEqual(['10 ms']);
    expect(fired('stay', 'a')).toEqual(['stay']);
    expect(fired('maybe', 'b')).toEqual([]);
    expect(fired('go', 'a')).toEqual([]);
    expect(fired('other', 'a')).toEqual('unhandled');
    expect(fired('other', 'a', true)).toEqual([]);
    expect(fired('xstate.done.actor.x', 'a')).toEqual([]);
  });

  test('is looked for in the states that are active', () => {
    expect([...activeIn({ x: { a: 'b' }, y: 'c' })]).toEqual(['', 'x', 'x.a', 'x.a.b', 'y', 'y.c']);
  });
});
