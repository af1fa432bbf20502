import { describe, expect, test } from 'vitest';
import type { StateValue } from '../../../src/actors/step.ts';
import type { Cause, StepEvent, TraceEvent } from '../../../src/actors/trace.ts';
import { measureActivity, reportActivity, type ActivityMetrics } from '../../../src/scenarios/measures/activity.ts';

function step(
  atS: number,
  actor: string,
  state: StateValue,
  { cause = { type: 'start' }, final = false }: { readonly cause?: Cause; readonly final?: boolean } = {},
): StepEvent {
  const [kind = ''] = actor.split('-');
  const none = { choices: [], sends: [], timers: [], cancels: [], spawns: [], stops: [], unhandled: false };
  return {
    type: 'step',
    n: 0,
    atMs: atS * 1000,
    actor,
    kind,
    cause,
    state,
    ...none,
    final,
    snapshot: { status: 'active', value: state, context: {} },
  };
}

function heard(from: string, type: string): Cause {
  return { type: 'message', from, sent: 0, message: { type } };
}

function missed(type: 'lost' | 'dead letter' | 'partitioned'): TraceEvent {
  return { type, n: 0, atMs: 0, from: 'a', to: 'b', sent: 0, message: { type: 'hello' } };
}

function measured(nowS: number, ...events: readonly TraceEvent[]): ActivityMetrics {
  const measure = measureActivity();
  for (const event of events) measure.see(event);
  return measure.metrics(nowS * 1000);
}

describe('the activity of a system', () => {
  test('is nothing before anything happened', () => {
    expect(measured(0)).toEqual({ actors: 0, messages: {}, lost: 0, timeIn: {} });
  });

  test('has the share of their time that the actors of a kind spent in each state, until now', () => {
    const metrics = measured(
      10,
      step(0, 'guest-1', 'hungry'),
      step(0, 'guest-2', 'hungry'),
      step(4, 'guest-1', 'fed'),
      step(6, 'guest-1', 'fed'),
      step(0, 'cook', 'idle'),
    );
    // guest-1 was hungry for 4 s and fed for 6 s, guest-2 hungry for 10 s.
    expect(metrics.timeIn).toEqual({ cook: { idle: 1 }, guest: { fed: 6 / 20, hungry: 14 / 20 } });
    expect(metrics.actors).toBe(3);
  });

  test('may be asked for at any time, without being changed by it', () => {
    const measure = measureActivity();
    measure.see(step(0, 'cook', 'idle'));
    expect(measure.metrics(1_000)).toEqual(measure.metrics(1_000));
    measure.see(step(2, 'cook', 'busy'));
    expect(measure.metrics(4_000).timeIn).toEqual({ cook: { busy: 0.5, idle: 0.5 } });
  });

  test('counts no time for an actor that is gone, whose time until then stays', () => {
    const metrics = measured(100, step(0, 'guest-1', 'hungry'), step(4, 'guest-1', 'satisfied', { final: true }));
    expect(metrics).toMatchObject({ actors: 1, timeIn: { guest: { hungry: 1 } } });
  });

  test('counts messages by the kinds of both sides; a start, a timer or an arrival is none', () => {
    const metrics = measured(
      1,
      step(0, 'cook', 'idle'),
      step(1, 'cook', 'busy', { cause: heard('guest-1', 'order') }),
      step(1, 'cook', 'busy', { cause: heard('guest-2', 'order') }),
      step(1, 'cook', 'busy', { cause: heard('guest-2', 'complaint') }),
      step(1, 'cook', 'busy', { cause: { type: 'timer', timer: 'done', set: 0 } }),
      step(1, 'cook', 'busy', { cause: { type: 'arrival', message: { type: 'order' } } }),
    );
    expect(metrics.messages).toEqual({ 'guest > complaint > cook': 1, 'guest > order > cook': 2 });
  });

  test('counts what the wire lost, and not what came to an actor that was gone', () => {
    expect(measured(1, missed('lost'), missed('partitioned'), missed('dead letter')).lost).toBe(2);
  });

  test('names nested states with a dot, and regions with a bar', () => {
    const metrics = measured(2, step(0, 'a', { running: 'reading' }), step(1, 'a', { window: 'free', room: { supervising: 'watching' } }));
    expect(Object.keys(metrics.timeIn['a'] ?? {})).toEqual(['running.reading', 'window.free | room.supervising.watching']);
  });

  test('has no NaN where no time has passed', () => {
    expect(measured(0, step(0, 'cook', 'idle')).timeIn).toEqual({ cook: { idle: 0 } });
  });
});

describe('the report of an activity', () => {
  const metrics: ActivityMetrics = {
    actors: 3,
    messages: { 'guest > order > cook': 1200 },
    lost: 1,
    timeIn: { cook: { busy: 0.25, idle: 0.75 } },
  };

  test('has a table of who told whom what, with what was lost, and one of the time in each state', () => {
    const { headline, sections } = reportActivity(metrics);
    expect(headline).toBe('3 actors took part.');
    expect(sections).toMatchObject([
      { title: 'Messages', rows: [['guest', 'order', 'cook', '1,200']], note: '1 more was lost on the wire' },
      {
        title: 'Time spent',
        rows: [
          ['cook', 'busy', '25.0%'],
          ['cook', 'idle', '75.0%'],
        ],
      },
    ]);
  });

  test('leaves out what is empty, and the note where nothing was lost', () => {
    const [first, ...more] = reportActivity({ ...metrics, messages: {}, lost: 0 }).sections;
    expect([first?.title, more]).toEqual(['Time spent', []]);
    expect(reportActivity({ ...metrics, lost: 0 }).sections[0]).not.toHaveProperty('note');
  });
});
