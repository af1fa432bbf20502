import { assign, cancel, emit, enqueueActions, raise, setup } from 'xstate';
import { describe, expect, test } from 'vitest';
import { behaviorOf } from '../../src/actors/behavior.ts';
import { ActorSystem, kindOf, type Arrival, type SystemOptions } from '../../src/actors/system.ts';
import { encodeEvent } from '../../src/actors/trace-line.ts';
import { TraceHash, type StepEvent, type TraceEvent } from '../../src/actors/trace.ts';
import { drawn, effects, type Chosen, type Effect, type Message } from '../../src/machines/effects.ts';

type Word = { readonly type: string; readonly to?: string; readonly ms?: number };

const { send, spawn, stop, choose } = effects<{ worker: Word; robot: Word }, { worker: { readonly of: string } }>();

/** Does what it is told, so that a test can say what happens. */
const worker = setup({
  types: { context: {} as { readonly heard: readonly string[] }, events: {} as Word | Chosen<string>, emitted: {} as Effect },
  actions: {
    hear: assign({ heard: ({ context, event }) => [...context.heard, event.type] }),
    sendOn: emit(({ event }) => send('worker-b', { type: 'to' in event ? String(event.to) : 'hello' })),
    sendTwice: enqueueActions(({ enqueue }) => {
      enqueue.emit(send('worker-b', { type: 'first' }));
      enqueue.emit(spawn('worker-c', 'worker', { of: 'a' }));
      enqueue.emit(send('worker-c', { type: 'welcome' }));
      enqueue.emit(send('worker-b', { type: 'second' }));
    }),
    stopB: emit(stop('worker-b')),
    stopNobody: emit(stop('worker-nobody')),
    begetWrongly: emit({ type: 'spawn', id: 'worker-x', kind: 'robot', input: {} }),
    begetStranger: emit({ type: 'spawn', id: 'ghost-1', kind: 'ghost', input: {} }),
    beget: emit(spawn('worker-c', 'worker', { of: 'a' })),
    set: raise({ type: 'rang' }, { id: 'alarm', delay: ({ event }) => ('ms' in event ? (event.ms ?? 10) : 10) }),
    setDrawn: raise({ type: 'rang' }, { id: 'alarm', delay: 'napping' }),
    setUnknown: raise({ type: 'rang' }, { id: 'alarm', delay: 'dreaming' }),
    unset: cancel('alarm'),
    draw: emit(choose(['heads', 'tails'].map((value) => ({ value, weight: 1 })))),
  },
  delays: { napping: drawn, dreaming: drawn },
}).createMachine({
  id: 'worker',
  context: () => ({ heard: [] }),
  initial: 'up',
  states: {
    up: {
      on: {
        sendOn: { actions: 'sendOn' },
        sendTwice: { actions: 'sendTwice' },
        stopB: { actions: ['stopB', 'stopNobody'] },
        beget: { actions: 'beget' },
        begetWrongly: { actions: 'begetWrongly' },
        begetStranger: { actions: 'begetStranger' },
        set: { actions: 'set' },
        setDrawn: { actions: 'setDrawn' },
        setUnknown: { actions: 'setUnknown' },
        unset: { actions: 'unset' },
        toss: { target: 'tossing', actions: 'draw' },
        leave: { target: 'gone', actions: ['set', 'sendOn', 'beget'] },
        nothing: {},
        first: { actions: 'hear' },
        second: { actions: 'hear' },
        hello: { actions: 'hear' },
        welcome: { actions: 'hear' },
        rang: { actions: 'hear' },
      },
    },
    tossing: { on: { chosen: 'up' } },
    gone: { type: 'final' },
  },
});

const robot = setup({}).createMachine({ id: 'robot' });

const behaviors = new Map([
  ['worker', behaviorOf('worker', worker)],
  ['robot', behaviorOf('robot', robot)],
]);

interface Run {
  readonly system: ActorSystem;
  readonly events: readonly TraceEvent[];
  readonly lines: readonly string[];
}

/** A system of worker-a and worker-b, told some things at some times, run to its end. */
function run(arrivals: readonly (readonly [atMs: number, to: string, message: Word])[], options: Partial<SystemOptions> = {}): Run {
  const system = new ActorSystem({ behaviors, seed: 1, delaysS: { worker: { napping: { type: 'exponential', mean: 3 } } }, ...options });
  const events: TraceEvent[] = [];
  system.events.subscribe((event) => events.push(event));
  for (const id of ['worker-a', 'worker-b']) system.start({ id });
  system.feed(
    arrivals.map(([atMs, to, message]): Arrival => ({ atMs, to, message })),
    'arrival',
  );
  while (system.tick());
  return { system, events, lines: events.map(encodeEvent) };
}

function stepsOf({ events }: Run): readonly StepEvent[] {
  return events.filter((event) => event.type === 'step');
}

/** In short: who did what because of what. */
function briefly({ events }: Run): readonly string[] {
  return events.slice(2).map((event) => {
    if (event.type !== 'step') return `${event.atMs} ${event.type} ${event.message.type} to ${event.to}`;
    const { cause } = event;
    return `${event.atMs} ${event.actor} ${'message' in cause ? cause.message.type : cause.type === 'timer' ? cause.timer : cause.type}`;
  });
}

function idsOf({ system }: Run): readonly string[] {
  return [...system.actors()].map(({ id }) => id);
}

describe('a message', () => {
  test('is delivered in the order it was sent, and effects are carried out in the order they were emitted', () => {
    const it = run([[5, 'worker-a', { type: 'sendTwice' }]]);
    expect(briefly(it)).toEqual([
      '5 worker-a sendTwice',
      '5 worker-c spawned',
      '5 worker-b first',
      '5 worker-c welcome',
      '5 worker-b second',
    ]);
    expect(stepsOf(it).find(({ n }) => n === 2)).toMatchObject({
      sends: [
        { to: 'worker-b', type: 'first' },
        { to: 'worker-c', type: 'welcome' },
        { to: 'worker-b', type: 'second' },
      ],
      spawns: ['worker-c'],
    });
  });

  test('to an actor that never was, or is gone, is a dead letter', () => {
    const it = run([
      [1, 'worker-z', { type: 'hello' }],
      [2, 'worker-a', { type: 'stopB' }],
      [3, 'worker-a', { type: 'sendOn', to: 'hello' }],
    ]);
    expect(briefly(it)).toEqual([
      '1 dead letter hello to worker-z',
      '2 worker-a stopB',
      '3 worker-a sendOn',
      '3 dead letter hello to worker-b',
    ]);
    expect(it.events.at(-1)).toEqual({
      type: 'dead letter',
      n: 5,
      atMs: 3,
      from: 'worker-a',
      to: 'worker-b',
      sent: 4,
      message: { type: 'hello' },
    });
    expect(idsOf(it)).toEqual(['worker-a']);
  });

  test('that was on its way when its receiver stopped is a dead letter', () => {
    const it = run(
      [
        [1, 'worker-a', { type: 'sendOn', to: 'hello' }],
        [2, 'worker-a', { type: 'stopB' }],
      ],
      { wires: { rules: [{ latencyS: 1 }] } },
    );
    expect(briefly(it).at(-1)).toBe('1001 dead letter hello to worker-b');
  });

  test('that the wire loses, or a partition stops, is told in the trace', () => {
    const lossy = run([[1, 'worker-a', { type: 'sendOn', to: 'hello' }]], { wires: { rules: [{ loss: 1 }] } });
    expect(briefly(lossy).at(-1)).toBe('1 lost hello to worker-b');
    const cut = run([[1, 'worker-a', { type: 'sendOn', to: 'hello' }]], {
      wires: { partitions: [{ fromS: 0, untilS: 1, groups: [['worker-a'], ['worker-b']] }] },
    });
    expect(briefly(cut).at(-1)).toBe('1 partitioned hello to worker-b');
  });

  test('that the machine has no transition for is marked', () => {
    const it = run([
      [1, 'worker-a', { type: 'gibberish' }],
      [2, 'worker-a', { type: 'nothing' }],
    ]);
    expect(stepsOf(it).map(({ unhandled }) => unhandled)).toEqual([false, false, true, false]);
  });

  test('whose wire cannot carry it ends the run with the cause', () => {
    const sizeBytes = (): number => {
      throw new Error('no scales');
    };
    expect(() =>
      run([[1, 'worker-a', { type: 'sendOn', to: 'hello' }]], { wires: { rules: [{ bandwidthBytesPerS: 1 }], sizeBytes } }),
    ).toThrow('no scales');
  });
});

describe('an actor', () => {
  test('that reaches its final state is gone, its timers with it, and what it did last is done', () => {
    const it = run([
      [1, 'worker-a', { type: 'set', ms: 100 }],
      [2, 'worker-a', { type: 'leave', to: 'hello' }],
      [3, 'worker-a', { type: 'hello' }],
    ]);
    expect(briefly(it)).toEqual([
      '1 worker-a set',
      '2 worker-a leave',
      '2 worker-c spawned',
      '2 worker-b hello',
      '3 dead letter hello to worker-a',
    ]);
    expect(stepsOf(it).find(({ n }) => n === 3)).toMatchObject({ final: true, timers: [], state: 'gone' });
    expect(idsOf(it)).toEqual(['worker-b', 'worker-c']);
    expect(it.system.clock.nextMs).toBeUndefined();
  });

  test('that is stopped is gone, its timers with it; to stop nobody is nothing', () => {
    const it = run([
      [1, 'worker-b', { type: 'set', ms: 100 }],
      [2, 'worker-a', { type: 'stopB' }],
    ]);
    expect(stepsOf(it).at(-1)).toMatchObject({ stops: ['worker-b', 'worker-nobody'] });
    expect(idsOf(it)).toEqual(['worker-a']);
    expect(it.system.clock.nowMs).toBe(2);
  });

  test('whose id is taken is an error, at the start and at a spawn', () => {
    const { system } = run([]);
    expect(() => system.start({ id: 'worker-a' })).toThrow(
      "there is an actor 'worker-a' already; take the id of an actor from the message that caused it",
    );
    expect(() =>
      run([
        [1, 'worker-a', { type: 'beget' }],
        [2, 'worker-b', { type: 'beget' }],
      ]),
    ).toThrow("there is an actor 'worker-c' already; take the id of an actor from the message that caused it");
  });

  test('of no known kind is an error, at the start and at a spawn', () => {
    expect(() => run([]).system.start({ id: 'ghost' })).toThrow("actor 'ghost' is of no known kind; the kinds are worker, robot");
    expect(() => run([[1, 'worker-a', { type: 'begetStranger' }]])).toThrow("actor 'ghost-1' is of no known kind");
  });

  test('whose id does not begin with its kind is an error', () => {
    expect(() => run([[1, 'worker-a', { type: 'begetWrongly' }]])).toThrow(
      "actor 'worker-x' was spawned as a 'robot'; its id must begin with its kind",
    );
  });

  test.each([
    ['worker', 'worker'],
    ['worker-a', 'worker'],
    ['worker-a-b', 'worker'],
  ])('%s is of kind %s', (id, kind) => {
    expect(kindOf(id)).toBe(kind);
  });

  test('can be seen from outside, where it stands after each step', () => {
    const system = new ActorSystem({ behaviors, seed: 1 });
    const seen: unknown[] = [];
    const envelopes: unknown[] = [];
    system.snapshots.subscribe(({ id, kind, snapshot }) => seen.push([id, kind, snapshot.context]));
    system.envelopes.subscribe((envelope) => envelopes.push(envelope));
    system.start({ id: 'worker-b' });
    system.start({ id: 'worker-a' });
    system.feed([{ atMs: 4, to: 'worker-a', message: { type: 'sendOn' } }], 'arrival');
    while (system.tick());
    expect(seen).toEqual([
      ['worker-b', 'worker', { heard: [] }],
      ['worker-a', 'worker', { heard: [] }],
      ['worker-a', 'worker', { heard: [] }],
      ['worker-b', 'worker', { heard: ['hello'] }],
    ]);
    expect(envelopes).toEqual([{ from: 'worker-a', to: 'worker-b', message: { type: 'hello' }, sentMs: 4, step: 2 }]);
  });
});

describe('a timer', () => {
  test('fires after its length, names the event that set it, and is told with its length', () => {
    const it = run([[5, 'worker-a', { type: 'set', ms: 7.5 }]]);
    expect(briefly(it)).toEqual(['5 worker-a set', '12.5 worker-a alarm']);
    const [, , set, fired] = stepsOf(it);
    expect(set?.timers).toEqual([{ id: 'alarm', delayMs: 7.5 }]);
    expect(fired?.cause).toEqual({ type: 'timer', timer: 'alarm', set: 2 });
  });

  test('that is cancelled never fires; only one that runs is told as cancelled', () => {
    const it = run([
      [1, 'worker-a', { type: 'set' }],
      [2, 'worker-a', { type: 'unset' }],
      [3, 'worker-a', { type: 'unset' }],
      [4, 'worker-a', { type: 'set' }],
      [20, 'worker-a', { type: 'unset' }],
    ]);
    expect(briefly(it)).toEqual([
      '1 worker-a set',
      '2 worker-a unset',
      '3 worker-a unset',
      '4 worker-a set',
      '14 worker-a alarm',
      '20 worker-a unset',
    ]);
    expect(stepsOf(it).map(({ cancels }) => cancels)).toEqual([[], [], [], ['alarm'], [], [], [], []]);
  });

  test('that is set again starts anew, once, and names the later event', () => {
    const it = run([
      [0, 'worker-a', { type: 'set', ms: 10 }],
      [6, 'worker-a', { type: 'set', ms: 10 }],
      [30, 'worker-a', { type: 'set', ms: 10 }],
    ]);
    expect(briefly(it)).toEqual(['0 worker-a set', '6 worker-a set', '16 worker-a alarm', '30 worker-a set', '40 worker-a alarm']);
    expect(stepsOf(it).flatMap(({ cause }) => (cause.type === 'timer' ? [cause.set] : []))).toEqual([3, 5]);
  });

  test('of one actor has nothing to do with one of the same name of another', () => {
    const it = run([
      [0, 'worker-a', { type: 'set', ms: 10 }],
      [1, 'worker-b', { type: 'set', ms: 10 }],
      [2, 'worker-a', { type: 'unset' }],
    ]);
    expect(briefly(it).at(-1)).toBe('11 worker-b alarm');
  });

  test("draws its length from a stream of its actor's own", () => {
    const alone = run([[0, 'worker-a', { type: 'setDrawn' }]]);
    const together = run([
      [0, 'worker-b', { type: 'setDrawn' }],
      [0, 'worker-a', { type: 'setDrawn' }],
    ]);
    const lengthOf = (it: Run): unknown => stepsOf(it).flatMap(({ actor, timers }) => (actor === 'worker-a' ? timers : []));
    expect(lengthOf(together)).toEqual(lengthOf(alone));
    expect(stepsOf(together).flatMap(({ timers }) => timers)[0]).not.toEqual(stepsOf(alone).flatMap(({ timers }) => timers)[0]);
  });

  test('for which the scenario gives no length is an error that names it', () => {
    expect(() => run([[0, 'worker-a', { type: 'setUnknown' }]])).toThrow(
      "the scenario gives no length to the delay 'dreaming' of kind 'worker'",
    );
  });
});

describe('the trace', () => {
  const everything: Parameters<typeof run>[0] = [
    [1, 'worker-a', { type: 'sendTwice' }],
    [2, 'worker-b', { type: 'setDrawn' }],
    [2, 'worker-a', { type: 'toss' }],
    [3, 'worker-a', { type: 'toss' }],
    [4, 'worker-a', { type: 'toss' }],
    [5, 'worker-z', { type: 'lost' }],
  ];

  test('numbers its events from 0 without gaps, at times that never go back', () => {
    const { events } = run(everything);
    expect(events.map(({ n }) => n)).toEqual(events.map((_, n) => n));
    for (const [at, event] of events.entries()) expect(event.atMs).toBeGreaterThanOrEqual(events[at - 1]?.atMs ?? 0);
  });

  test('names for every step the event that led to it', () => {
    const { events } = run(everything, { wires: { rules: [{ latencyS: 0.1 }] } });
    const links = events.flatMap((event): readonly { readonly led: TraceEvent | undefined; readonly like: object }[] => {
      if (event.type !== 'step') return [];
      const { cause, actor, atMs } = event;
      if (cause.type === 'message')
        return [
          {
            led: events[cause.sent],
            like: { actor: cause.from, sends: expect.arrayContaining([{ to: actor, type: cause.message.type }]) },
          },
        ];
      if (cause.type === 'spawned') return [{ led: events[cause.by], like: { spawns: [actor] } }];
      if (cause.type !== 'timer') return [];
      const led = events[cause.set];
      return [{ led, like: { actor, timers: [{ id: cause.timer, delayMs: expect.closeTo(atMs - (led?.atMs ?? 0), 3) }] } }];
    });
    expect(links).toHaveLength(5);
    for (const { led, like } of links) expect(led).toMatchObject(like);
  });

  test('is the same line for line for the same seed, and another for another', () => {
    const lines = (seed: number): readonly string[] => run(everything, { seed }).lines;
    expect(lines(1)).toEqual(lines(1));
    expect(lines(1)).not.toEqual(lines(2));
  });

  test('writes an event as one line, with what is empty left out', () => {
    expect(run([[5, 'worker-a', { type: 'toss' }]], { seed: 3 }).lines).toEqual([
      '{"n":0,"at":0,"actor":"worker-a","cause":{"type":"start"},"state":"up"}',
      '{"n":1,"at":0,"actor":"worker-b","cause":{"type":"start"},"state":"up"}',
      '{"n":2,"at":5,"actor":"worker-a","cause":{"type":"arrival","message":{"type":"toss"}},"state":"up","choices":["heads"]}',
    ]);
    expect(run([[5, 'worker-z', { type: 'x' }]]).lines.at(-1)).toBe(
      '{"n":2,"at":5,"type":"dead letter","from":"arrival","to":"worker-z","sent":-1,"message":{"type":"x"}}',
    );
  });

  test('has a hash that depends on every line and on their order, not on when it is asked for', () => {
    const digest = (lines: readonly string[], askAt = -1): string => {
      const hash = new TraceHash();
      for (const [at, line] of lines.entries()) {
        hash.add(line);
        if (at === askAt) hash.digest();
      }
      return hash.digest();
    };
    // The SHA-256 of "a\nb\n".
    expect(digest(['a', 'b'])).toBe('911169ddaaf146af');
    const many = Array.from({ length: 5000 }, (_, n) => `line ${n} of many`);
    expect(digest(many, 17)).toBe(digest(many));
    expect(new Set([['a', 'b'], ['b', 'a'], ['ab'], ['a'], ['a', 'b', '']].map((lines) => digest(lines))).size).toBe(5);
  });
});

describe('messages from outside', () => {
  test('are taken one at a time, each when the one before has come', () => {
    const system = new ActorSystem({ behaviors, seed: 1 });
    let taken = 0;
    function* endless(): Generator<Arrival> {
      for (;;) {
        taken += 1;
        yield { atMs: taken * 10, to: 'worker-a', message: { type: 'nothing' } };
      }
    }
    system.start({ id: 'worker-a' });
    system.feed(endless(), 'arrival');
    for (let ticks = 0; ticks < 5; ticks += 1) system.tick();
    expect([taken, system.clock.nowMs]).toEqual([6, 50]);
  });

  test('that are faults do not keep a run going, arrivals do', () => {
    const system = new ActorSystem({ behaviors, seed: 1 });
    const at = (atMs: number): Arrival => ({ atMs, to: 'worker-a', message: { type: 'nothing' } });
    system.start({ id: 'worker-a' });
    system.feed([at(1), at(3), at(5)], 'fault');
    system.feed([at(2), at(4)], 'arrival');
    const causes: string[] = [];
    system.events.subscribe((event) => causes.push(`${event.atMs} ${event.type === 'step' ? event.cause.type : event.type}`));
    while (system.tick());
    expect(causes).toEqual(['1 fault', '2 arrival', '3 fault', '4 arrival']);
  });

  test('that go back in time, or whose source fails, end the run', () => {
    expect(() =>
      run([
        [5, 'worker-a', { type: 'nothing' }],
        [4, 'worker-a', { type: 'nothing' }],
      ]),
    ).toThrow('cannot schedule at 4 ms: it is 5 ms already');
    expect(() => run([[-1, 'worker-a', { type: 'nothing' }]])).toThrow('cannot schedule at -1 ms');
  });
});

describe('a run that failed', () => {
  test('goes on failing with the same cause', () => {
    const system = new ActorSystem({ behaviors, seed: 1 });
    system.start({ id: 'worker-a' });
    const messages: readonly Message[] = [{ type: 'setUnknown' }, { type: 'nothing' }];
    system.feed(
      messages.map((message, at) => ({ atMs: at, to: 'worker-a', message })),
      'arrival',
    );
    expect(() => system.tick()).toThrow('dreaming');
    expect(() => system.tick()).toThrow('dreaming');
  });
});
