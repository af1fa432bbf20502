// What the chart marks: where an actor stands, what fired, what can be sent; and where one looks.
import { describe, expect, test } from 'vitest';
import { acceptedOf, activeOf, actorStateAt, firedIn, innermost } from '../../../src/inspector/page/chart/activity.ts';
import { membersIn } from '../../../src/inspector/page/chart/event-members.ts';
import { focusOf } from '../../../src/inspector/page/chart/focus.ts';
import { EventTable } from '../../../src/inspector/page/model/event-table.ts';
import type { Moment } from '../../../src/inspector/page/model/store.ts';
import { EVENT_TYPES, FLAG, NONE } from '../../../src/inspector/protocol/columns.ts';
import { laidOut, lift } from './charts.ts';

const MOVING = { cage: { moving: 'up' }, alarm: 'off' };

/** Of two lifts: event 0 starts the first, 1 the second, 2 moves the first, and 3 ends the second. */
function table(): EventTable {
  const events = new EventTable();
  events.append({
    from: 0,
    count: 4,
    actors: ['lift-1', 'lift-2', 'lift-3'].map((id) => ({ id, kind: 'lift', place: null })),
    words: ['call'],
    states: [JSON.stringify({ cage: 'standing', alarm: 'off' }), JSON.stringify(MOVING)],
    atMs: Float64Array.of(0, 0, 5, 6),
    actor: Uint32Array.of(0, 1, 0, 1),
    sender: Uint32Array.of(NONE, NONE, NONE, NONE),
    word: Uint32Array.of(NONE, NONE, 0, 0),
    state: Uint32Array.of(0, 0, 1, 1),
    cause: Uint32Array.of(NONE, NONE, NONE, NONE),
    type: Uint8Array.of(...(['start', 'start', 'message', 'message'] as const).map((type) => EVENT_TYPES.indexOf(type))),
    flags: Uint8Array.of(0, 0, 0, FLAG.final),
  });
  return events;
}

function moment(n: number, standings: Moment['standings'] = new Map()): Moment {
  return { n, standings, detail: null, before: null };
}

describe('the state of an actor at the cursor', () => {
  test('is that of its last step, as long as exact states are behind', () => {
    expect(actorStateAt(table(), null, 1, 0)).toEqual({ type: 'here', step: 0, state: { cage: 'standing', alarm: 'off' } });
    expect(actorStateAt(table(), moment(0), 3, 0)).toEqual({ type: 'here', step: 2, state: MOVING });
  });

  test('is the exact one where it is known', () => {
    const standing = { kind: 'lift', state: MOVING, context: {} };
    expect(actorStateAt(table(), moment(2, new Map([['lift-1', standing]])), 2, 0)).toEqual({ type: 'here', step: 2, state: MOVING });
  });

  test('tells an actor that is gone from one that is not there yet', () => {
    expect(actorStateAt(table(), null, 3, 1).type).toBe('gone');
    // Another actor may have stopped it: only exact states tell.
    expect(actorStateAt(table(), moment(2), 2, 0).type).toBe('gone');
    expect(actorStateAt(table(), null, 3, 2)).toEqual({ type: 'not yet' });
  });
});

describe('marks', () => {
  const active = activeOf({ type: 'here', step: 0, state: MOVING });

  test('are on active states and those around them; on none of an actor that is gone', () => {
    expect([...active].sort()).toEqual(['', 'alarm', 'alarm.off', 'cage', 'cage.moving', 'cage.moving.up']);
    expect([...innermost(active)].sort()).toEqual(['alarm.off', 'cage.moving.up']);
    expect(activeOf({ type: 'gone', step: 0, state: MOVING }).size).toBe(0);
  });

  test('are on what fired in a step, if the stretch holds it', () => {
    const stretch = { index: 1, before: {}, events: [{ event: {}, fired: [3, 4] }, { event: {} }] };
    expect([firedIn(stretch, 1024), firedIn(stretch, 1025), firedIn(stretch, 1026), firedIn(stretch, 7)]).toEqual([
      [3, 4],
      [],
      undefined,
      undefined,
    ]);
  });

  test('are on events that can be sent: of active states, without wildcards', () => {
    const accepted = [...acceptedOf(lift, active)].map((number) => lift.transitions[number]?.text);
    expect(accepted.sort()).toEqual(['both', 'inspect', 'shake', 'smoke', 'stop', 'turn']);
    const out = activeOf({ type: 'here', step: 0, state: { cage: 'out', alarm: 'off' } });
    expect([...acceptedOf(lift, out)].map((number) => lift.transitions[number]?.text)).not.toContain('*');
  });
});

describe('what is looked at', () => {
  const none = { innermost: new Set<string>(), fired: new Set<number>() };
  const size = { width: 5000, height: 5000 };

  test('is where the actor stands, or else where it begins', async () => {
    const drawing = await laidOut(lift);
    const rectOf = (path: string) => drawing.states.find(({ box }) => box.state.path === path)?.rect;
    const marks = { ...none, active: new Set<string>(), sendable: new Set<number>() };
    expect(focusOf(drawing, { ...marks, innermost: new Set(['cage.out']) }, size)).toEqual(rectOf('cage.out'));
    expect(focusOf(drawing, marks, size)).toEqual(rectOf('cage.standing'));
  });

  test('is what moved last, where not all regions can be seen', async () => {
    const drawing = await laidOut(lift);
    const smoke = lift.transitions.findIndex(({ text }) => text === 'smoke');
    const marks = {
      active: new Set<string>(),
      innermost: new Set(['cage.out', 'alarm.ringing']),
      fired: new Set([smoke]),
      sendable: new Set<number>(),
    };
    expect(focusOf(drawing, marks, { width: 60, height: 60 })).toEqual(
      drawing.states.find(({ box }) => box.state.path === 'alarm.ringing')?.rect,
    );
  });

  test('is no state that was left at once', async () => {
    const drawing = await laidOut(lift);
    const smoke = lift.transitions.findIndex(({ text }) => text === 'smoke');
    const marks = { ...none, active: new Set<string>(), innermost: new Set(['cage.out', 'alarm.off']), fired: new Set([smoke]) };
    expect(focusOf(drawing, { ...marks, sendable: new Set() }, { width: 60, height: 60 })).toEqual(
      drawing.states.find(({ box }) => box.state.path === 'cage.out')?.rect,
    );
  });
});

describe('members of an event', () => {
  test('are an object, or nothing', () => {
    expect(membersIn(' ')).toEqual({ members: {} });
    expect(membersIn('{"a": [1]}')).toEqual({ members: { a: [1] } });
  });

  test('that are none are refused with what is wrong', () => {
    expect(membersIn('[1]')).toEqual({ problem: 'The members must be an object, such as { "job": 7 }; this is a list.' });
    expect(membersIn('{a')).toMatchObject({ problem: expect.stringContaining('not JSON') });
  });
});
