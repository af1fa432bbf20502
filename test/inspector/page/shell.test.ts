/** What the shell thinks before it draws: keys, places, rows, trees, words. */
import { describe, expect, test } from 'vitest';
import { NONE } from '../../../src/inspector/protocol/columns.ts';
import type { ChartTransition } from '../../../src/inspector/protocol/chart.ts';
import { currentStep } from '../../../src/inspector/page/counterexample/steps.ts';
import type { EventRow } from '../../../src/inspector/page/model/event-table.ts';
import { acceptedIn, readEvent } from '../../../src/inspector/page/shell/accepted.ts';
import { actorRows } from '../../../src/inspector/page/shell/actor-rows.ts';
import { causesOf, effectsOf } from '../../../src/inspector/page/shell/causes.ts';
import { stripOf } from '../../../src/inspector/page/shell/density.ts';
import { eventMarks, eventPieces, eventText } from '../../../src/inspector/page/shell/event-words.ts';
import { actionOf, type KeyPlace } from '../../../src/inspector/page/shell/keys.ts';
import { readPlace } from '../../../src/inspector/page/shell/place-in-run.ts';
import { statusText } from '../../../src/inspector/page/shell/run-words.ts';
import { shortLabel } from '../../../src/inspector/page/shell/state-words.ts';
import { membersOf } from '../../../src/inspector/page/shell/tree.ts';

describe('keys', () => {
  const press = (key: string, place: KeyPlace, shiftKey = false) =>
    actionOf({ key, shiftKey, ctrlKey: false, altKey: false, metaKey: false }, place);

  test.each<[string, KeyPlace, unknown]>([
    [' ', 'page', { type: 'play' }],
    [' ', 'button', null],
    ['ArrowLeft', 'page', { type: 'step', by: -1 }],
    ['ArrowRight', 'moving', { type: 'step', by: 1 }],
    ['3', 'moving', { type: 'view', index: 2 }],
    ['3', 'field', null],
    ['Escape', 'field', { type: 'escape' }],
    ['w', 'page', null],
  ])('%j in a %s', (key, place, action) => {
    expect(press(key, place)).toEqual(action);
  });

  test('with Shift step by those of the selected actor, and with Ctrl belong to the browser', () => {
    expect(press('ArrowRight', 'page', true)).toEqual({ type: 'stepSelected', by: 1 });
    expect(actionOf({ key: '1', shiftKey: false, ctrlKey: true, altKey: false, metaKey: false }, 'page')).toBeNull();
  });
});

test.each([
  ['120', { type: 'event', n: 120 }],
  [' #7 ', { type: 'event', n: 7 }],
  ['09:15', { type: 'time', atMs: 33_300_000 }],
  ['2d 00:00:03.250', { type: 'time', atMs: 172_803_250 }],
  ['90 s', { type: 'time', atMs: 90_000 }],
  ['1.5h', { type: 'time', atMs: 5_400_000 }],
  ['soon', null],
  ['', null],
])('reads the place %j', (text, place) => {
  expect(readPlace(text)).toEqual(place);
});

describe('a tree', () => {
  test('marks what is new, changed, gone, and what holds such', () => {
    const was = { same: { a: 1 }, list: [1, 2], number: 1, gone: true };
    expect(membersOf({ same: { a: 1 }, list: [1, 3, 4], number: 2, fresh: null }, was)).toEqual([
      { key: 'same', value: { a: 1 }, change: 'same' },
      { key: 'list', value: [1, 3, 4], change: 'inside', was: [1, 2] },
      { key: 'number', value: 2, change: 'changed', was: 1 },
      { key: 'fresh', value: null, change: 'new' },
      { key: 'gone', value: true, change: 'gone' },
    ]);
    expect(membersOf([1, 3, 4], [1, 2]).map(({ change }) => change)).toEqual(['same', 'gone', 'new', 'new']);
  });

  test('does not take the rest of a list for changed where an item went or came', () => {
    const changes = (value: object, was: object) => membersOf(value, was).map(({ key, change }) => `${key} ${change}`);
    expect(changes(['b', 'c'], ['a', 'b', 'c'])).toEqual(['0 gone', '0 same', '1 same']);
    expect(changes(['a', 'x', 'c'], ['a', 'c'])).toEqual(['0 same', '1 new', '2 same']);
    expect(changes([], ['a'])).toEqual(['0 gone']);
  });

  test('marks nothing where there is nothing to compare with', () => {
    expect(membersOf({ a: 1 }, undefined)).toEqual([{ key: 'a', value: 1, change: 'same' }]);
    expect(membersOf({ a: [1] }, { a: { 0: 1 } })[0]?.change).toBe('changed');
  });
});

describe('the events that a state accepts', () => {
  const on = (from: string, text: string, guard: string | null = null): ChartTransition => ({
    from,
    to: [],
    trigger: 'event',
    text,
    guard,
    actions: [],
    reenter: false,
    description: null,
  });

  test('are those of all active states, with guards where none is without', () => {
    const transitions = [
      on('', 'stop'),
      on('up.a', 'go', 'isReady'),
      on('up', 'go', 'isLate'),
      on('up.a', 'wait', 'isReady'),
      on('up', 'wait'),
      on('down', 'rise'),
    ];
    expect(acceptedIn({ transitions }, { up: 'a' })).toEqual([
      { type: 'stop', guards: [] },
      { type: 'go', guards: ['isReady', 'isLate'] },
      { type: 'wait', guards: [] },
    ]);
  });

  test('are sent with members in JSON', () => {
    expect(readEvent('go', '{"to": 3}')).toEqual({ event: { type: 'go', to: 3 } });
    expect(readEvent('go', ' ')).toEqual({ event: { type: 'go' } });
    expect(readEvent('go.*', '{}')).toHaveProperty('problem');
    expect(readEvent('go', '{to: 3}')).toHaveProperty('problem');
    expect(readEvent('go', '[3]')).toHaveProperty('problem');
    expect(readEvent('go', '{"type": "stop"}')).toHaveProperty('problem');
  });
});

describe('the list of actors', () => {
  const actors = ['b-10', 'b-2', 'a', 'gone'].map((id) => ({ id, kind: id.split('-')[0] ?? id, place: id === 'a' ? 'Here' : null }));
  const options = { kinds: ['a', 'b'], folded: new Set<string>(), search: '', isThere: (actor: number) => actor !== 3 };
  const told = (rows: ReturnType<typeof actorRows>) =>
    rows.map((row) => (row.type === 'kind' ? `${row.kind}: ${row.count}` : row.entry.id));

  test('groups by kinds in their order, and sorts by numbers in ids', () => {
    expect(told(actorRows(actors, options))).toEqual(['a: 1', 'a', 'b: 2', 'b-2', 'b-10']);
  });

  test('shortens ids by their kind where one of them is long', () => {
    const long = ['shadow-pc1.alice.10', 'shadow-pc1.bob.1'].map((id) => ({ id, kind: 'shadow', place: null }));
    const rows = actorRows(long, { ...options, isThere: () => true });
    expect(rows.flatMap((row) => (row.type === 'actor' ? [row.label] : []))).toEqual(['…-pc1.alice.10', '…-pc1.bob.1']);
  });

  test('folds kinds, but not what is searched for, by id or place', () => {
    const folded = new Set(['b']);
    expect(told(actorRows(actors, { ...options, folded }))).toEqual(['a: 1', 'a', 'b: 2']);
    expect(told(actorRows(actors, { ...options, folded, search: 'B-1' }))).toEqual(['b: 1', 'b-10']);
    expect(told(actorRows(actors, { ...options, search: 'here' }))).toEqual(['a: 1', 'a']);
  });
});

test('causes go back, and effects are looked for onwards', () => {
  const events = { cause: [NONE, 0, 1, 1, 3, 1] };
  expect(causesOf(events, 4, 9)).toEqual([3, 1, 0]);
  expect(causesOf(events, 4, 2)).toEqual([3, 1]);
  expect(effectsOf(events, 1, { count: 6, atMost: 9 })).toEqual([2, 3, 5]);
  expect(effectsOf(events, 1, { count: 6, atMost: 2 })).toEqual([2, 3]);
});

test('a strip of time tells where much happened, and where an actor took steps', () => {
  const steps = { numbers: Uint32Array.of(1, 4), length: 2 };
  const { heights, marks } = stripOf([0, 1, 2, 3, 100], { count: 5, endMs: 100, width: 4, steps });
  expect([...heights].map((height) => height.toFixed(2))).toEqual(['1.00', '0.00', '0.00', '0.43']);
  expect([...marks]).toEqual([1, 0, 0, 1]);
});

describe('an event in words', () => {
  const table = { actors: ['hall', 'ada'].map((id) => ({ id, kind: id, place: null })), actor: Uint32Array.of(0, 1) };
  const row: EventRow = { n: 5, atMs: 0, type: 'message', actor: 1, sender: 0, word: 'seat.free', state: '"on"', cause: 0, flags: 0 };

  const paying = 'xstate.after.paying.clerk.selling';
  test.each<[Partial<EventRow>, string, string]>([
    [{}, 'hall told ada: seat.free', 'hall → ada: seat.free'],
    [{ type: 'start' }, 'ada started', 'ada started'],
    [{ type: 'spawned', sender: null, cause: 0 }, 'hall created ada', 'hall created ada'],
    [{ type: 'arrival', sender: null }, 'From outside to ada: seat.free', 'outside → ada: seat.free'],
    [{ type: 'fault', sender: null, word: 'crash' }, 'A fault befell ada: crash', 'fault → ada: crash'],
    [{ type: 'timer', word: paying }, 'A timer of ada went off: paying (in clerk.selling)', 'ada: timer paying (in clerk.selling)'],
    [{ type: 'dead letter' }, 'hall told ada: seat.free, and nobody was there', 'hall → ada: seat.free (dead letter)'],
    [{ type: 'lost' }, 'hall told ada: seat.free, and it was lost on its way', 'hall → ada: seat.free (lost)'],
  ])('%j', (change, sentence, text) => {
    const told = eventPieces({ ...row, ...change }, table);
    expect(told.map((piece) => piece.text).join('')).toBe(sentence);
    expect(eventText({ ...row, ...change }, table)).toBe(text);
  });

  test('says what is bad about it', () => {
    expect(eventMarks({ type: 'message', flags: 0 })).toEqual([]);
    expect(eventMarks({ type: 'message', flags: 1 })).toMatchObject([{ isBad: true }]);
    expect(eventMarks({ type: 'message', flags: 2 })).toMatchObject([{ isBad: false }]);
  });
});

test('says how a run stands', () => {
  const status = { events: 100, atMs: 0, playing: true, speed: 60, progress: 0.43, end: null, problem: null, rebuilt: 100 };
  expect(statusText({ mode: 'live' }, status)).toBe('running at 60× · 43 % done');
  expect(statusText({ mode: 'live' }, { ...status, playing: false, progress: null })).toBe('paused');
  expect(statusText({ mode: 'live' }, status, true)).toBe('cut off');
  expect(statusText({ mode: 'live' }, { ...status, end: 'done' }, true)).toBe('ended: all is done');
  expect(statusText({ mode: 'trace' }, status)).toBe('reading, 43 %');
  expect(statusText({ mode: 'trace' }, { ...status, end: 'done', rebuilt: 20 })).toBe('ended: all is done · rebuilding states, 20 %');
});

test('shortens the label of a state to the names of its leaves', () => {
  expect(shortLabel('up.sessions.calm + up.exchange.listening')).toBe('calm + listening');
});

test('knows where one is on a path', () => {
  const steps = [3, 5, 5].map((event) => ({ text: [], event }));
  expect([2, 3, 4, 5, 9].map((cursor) => currentStep(steps, cursor))).toEqual([-1, 0, 0, 2, 2]);
});
