// Charts for the tests of the statechart view, and a way to lay them out without a browser.
import ELK from 'elkjs/lib/elk.bundled.js';
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { createMachine } from 'xstate';
import { layOut } from '../../../src/inspector/page/chart/lay-out.ts';
import type { Direction } from '../../../src/inspector/page/chart/chart-graph.ts';
import type { Drawing } from '../../../src/inspector/page/chart/drawing.ts';
import type { Measure } from '../../../src/inspector/page/chart/text.ts';
import type { Chart } from '../../../src/inspector/protocol/chart.ts';
import { chartOf } from '../../../src/inspector/recording/chart-of.ts';

/** As wide as a common font is on average. */
export const measure: Measure = (text, style) =>
  text.length * { title: 8, event: 7.1, text: 6.1, word: 6.4, guard: 6.4, action: 6.4, tag: 6 }[style];

const elk = new ELK();
const made = new Map<string, Promise<Drawing>>();

/** Each drawing is made once: ELK takes its time. */
export function laidOut(chart: Chart, { direction = 'DOWN' as Direction, collapsed = new Set<string>() } = {}): Promise<Drawing> {
  const key = JSON.stringify([chart, direction, [...collapsed]]);
  const drawing = made.get(key) ?? layOut({ chart, collapsed, direction, measure, layout: (graph: ElkNode) => elk.layout(graph) });
  made.set(key, drawing);
  return drawing;
}

/** With everything that a chart can hold. */
export const lift: Chart = chartOf(
  'lift',
  createMachine({
    id: 'lift',
    type: 'parallel',
    states: {
      cage: {
        initial: 'standing',
        on: { both: { target: ['.standing', '#bell'] }, inspect: { actions: 'look' } },
        states: {
          standing: {
            description:
              'Waits for a call, with its doors open, and with the light on for as long as somebody stands in it, or is about to enter it from the floor.',
            entry: 'light',
            tags: ['safe', 'open'],
            on: {
              call: [
                { guard: 'isNear', target: 'moving' },
                { target: 'moving', actions: ['hurry', 'ring'] },
              ],
              poke: {},
              nudge: { target: 'standing', reenter: true, actions: 'ring' },
            },
            after: { 500: 'out' },
          },
          moving: {
            initial: 'up',
            states: { up: { on: { turn: 'down' } }, down: { always: { guard: 'isThere', target: 'arrived' } }, arrived: { type: 'final' } },
            onDone: 'standing',
            on: { shake: '.down', stop: '#lift.cage.standing' },
          },
          out: { on: { repaired: 'before', '*': { actions: 'refuse' } } },
          before: { type: 'history', history: 'deep' },
        },
      },
      alarm: { id: 'bell', initial: 'off', states: { off: { on: { smoke: 'ringing' } }, ringing: { on: { quiet: 'off' } } } },
    },
  }),
);

/** A chart of so many states, in groups of ten. */
export function largeChart(groups: number): Chart {
  const group = (which: number): object => ({
    initial: 's0',
    states: Object.fromEntries(
      Array.from({ length: 10 }, (_, at) => [`s${at}`, { on: { next: at < 9 ? `s${at + 1}` : `#large.g${(which + 1) % groups}` } }]),
    ),
  });
  return chartOf(
    'large',
    createMachine({
      id: 'large',
      initial: 'g0',
      states: Object.fromEntries(Array.from({ length: groups }, (_, at) => [`g${at}`, group(at)])),
    }),
  );
}
