// What stands in a chart: in its boxes and at its arrows, broken into lines.
import { describe, expect, test } from 'vitest';
import { arrowsOf } from '../../../src/inspector/page/chart/arrows.ts';
import { collapsedAtFirst } from '../../../src/inspector/page/chart/collapse.ts';
import { readingOrder } from '../../../src/inspector/page/chart/reading-order.ts';
import { boxOf, type Row } from '../../../src/inspector/page/chart/state-box.ts';
import { atMost, linesOf, type Line } from '../../../src/inspector/page/chart/text.ts';
import { shortened, transitionText, triggerLabel } from '../../../src/inspector/page/chart/words.ts';
import type { ChartState } from '../../../src/inspector/protocol/chart.ts';
import { largeChart, lift, measure } from './charts.ts';

function textOf(lines: readonly Line[]): readonly string[] {
  return lines.map(({ pieces }) => pieces.map(({ text }) => text).join(''));
}

function rowsOf(rows: readonly Row[]): readonly string[] {
  return rows.map(({ type, lines }) => `${type}: ${textOf(lines).join(' | ')}`);
}

function state(path: string, from: ChartState = lift.root): ChartState {
  const found = statesIn(from).find((it) => it.path === path);
  if (!found) throw new Error(`no state '${path}'`);
  return found;
}

function statesIn(from: ChartState): readonly ChartState[] {
  return [from, ...from.states.flatMap(statesIn)];
}

describe('lines', () => {
  test('break at spaces, and are as wide as their text', () => {
    const lines = linesOf(
      [
        { text: 'aa bb', style: 'event' },
        { text: 'cc', style: 'guard' },
      ],
      40,
      () => 10,
    );
    expect(textOf(lines)).toEqual(['aa bb', 'cc']);
    expect(lines.map(({ width }) => width)).toEqual([30, 10]);
    expect(lines[0]?.pieces).toEqual([{ text: 'aa bb', style: 'event' }]);
  });

  test('keep a word that is too long whole', () => {
    expect(textOf(linesOf([{ text: 'a extraordinary b', style: 'text' }], 30, measure))).toEqual(['a', 'extraordinary', 'b']);
  });

  test('of a long text end in an ellipsis', () => {
    const lines = linesOf([{ text: 'one two three four', style: 'text' }], 30, measure);
    expect(textOf(atMost(lines, 2, measure))).toEqual(['one', 'two …']);
    expect(atMost(lines, 4, measure)).toBe(lines);
  });
});

describe('the box of a state', () => {
  test('tells its name, tags, description, habits, and what it handles by staying', () => {
    const { rows, width, height } = boxOf(lift, state('cage.standing'), { isCollapsed: false, measure });
    expect(rowsOf(rows)).toEqual([
      'title: standing',
      'tags: #safe #open',
      'description: Waits for a call, with its doors | open, and with the light on for as | long as somebody stands in it, or …',
      'habit: entry / light',
      'transition: ↻ nudge / ring',
      'ignored: ignores poke',
    ]);
    const last = rows.at(-1);
    expect(height).toBe(Math.ceil((last?.y ?? 0) + (last?.height ?? 0) + 7));
    expect(width).toBeGreaterThan(Math.max(...rows.flatMap(({ lines }) => lines.map((line) => line.width))));
  });

  test('says how much is inside of it when it is closed', () => {
    expect(rowsOf(boxOf(lift, state('cage.moving'), { isCollapsed: true, measure }).rows)).toEqual([
      'title: moving',
      'habit: 3 states inside',
    ]);
  });

  test('breaks its text at the width of its frame, if that is known', () => {
    const { rows } = boxOf(
      lift,
      { ...state('cage'), description: 'It goes up and down all day.' },
      { isCollapsed: false, measure, frameWidth: 130 },
    );
    expect(rowsOf(rows)[1]).toBe('description: It goes up and | down all day.');
  });
});

describe('arrows', () => {
  const arrows = arrowsOf(lift, () => false, measure);
  const between = (from: string, to: string) => arrows.find((arrow) => arrow.from === from && arrow.to === to);

  test('that lead from one state to another are one, with a row for each transition', () => {
    const { label, transitions } = between('cage.standing', 'cage.moving') ?? {};
    expect(label?.rows.map(({ lines }) => textOf(lines).join(' '))).toEqual(['call [isNear]', 'call / hurry, ring']);
    expect(label?.rows.flatMap((row) => row.transitions)).toEqual(transitions);
  });

  test('of a transition with several targets are several, the first with the label', () => {
    const [number] = between('cage', 'cage.standing')?.transitions ?? [];
    expect(between('cage', 'alarm')?.transitions).toEqual([number]);
    expect([between('cage', 'cage.standing')?.label?.rows.length, between('cage', 'alarm')?.label]).toEqual([1, null]);
  });

  test('lead back where they lead to a state that is read earlier', () => {
    expect(between('cage.standing', 'cage.moving')?.leadsBack).toBe(false);
    expect(between('cage.moving', 'cage.standing')?.leadsBack).toBe(true);
  });

  test('within a closed state are not drawn', () => {
    const closed = arrowsOf(lift, (path) => path === 'cage.moving', measure);
    expect(closed.filter(({ from, to }) => from.startsWith('cage.moving.') || to.startsWith('cage.moving.'))).toEqual([]);
    expect(closed.find(({ from, to }) => from === to)).toBeUndefined();
  });
});

describe('words', () => {
  test('of transitions say what sets them off, and what they do', () => {
    expect(lift.transitions.map(transitionText)).toEqual(
      expect.arrayContaining(['call [isNear]', 'call / hurry, ring', 'after 500 ms', 'done', 'always [isThere]', 'any event / refuse']),
    );
    expect(triggerLabel({ trigger: 'event', text: 'door.*' })).toBe('door.*');
  });

  test('in brief are names alone, and transitions keep their numbers', () => {
    const brief = shortened(lift);
    expect(boxOf(brief, state('cage.standing', brief.root), { isCollapsed: false, measure }).rows).toHaveLength(1);
    const both = arrowsOf(lift, () => false, measure).map(({ from, to, transitions }) => ({ from, to, transitions }));
    expect(arrowsOf(brief, () => false, measure)).toMatchObject(both);
  });
});

describe('reading order', () => {
  test('begins where a state begins, and goes on along its transitions', () => {
    const order = readingOrder(lift);
    const paths = [...order].toSorted(([, a], [, b]) => a - b).map(([path]) => path);
    expect(paths).toEqual([
      '',
      'cage',
      'cage.standing',
      'cage.moving',
      'cage.moving.up',
      'cage.moving.down',
      'cage.moving.arrived',
      'cage.out',
      'cage.before',
      'alarm',
      'alarm.off',
      'alarm.ringing',
    ]);
  });
});

describe('a large chart', () => {
  test('is closed where it would show more than forty states', () => {
    expect(collapsedAtFirst(largeChart(3))).toEqual(new Set());
    expect(collapsedAtFirst(largeChart(4))).toEqual(new Set(['g0', 'g1', 'g2', 'g3']));
  });

  test('shows its outermost states, however many there are', () => {
    expect(collapsedAtFirst(largeChart(60)).size).toBe(60);
    expect(collapsedAtFirst(largeChart(60)).has('')).toBe(false);
  });
});
