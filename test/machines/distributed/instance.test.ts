import { describe, expect, test } from 'vitest';
import { behaviorOf } from '../../../src/actors/behavior.ts';
import type { Outcome, StepEffect } from '../../../src/actors/step.ts';
import { instance } from '../../../src/machines/distributed/instance.ts';
import type { Message } from '../../../src/machines/effects.ts';
import type { InstanceMessage, Known, Order } from '../../../src/machines/distributed/protocol.ts';
import { BY, instanceWith, MEMORY_BYTES, type LoneInstance } from './instances.ts';
import { CRASH, installationOf, knownOf, orderOf, RESTART, send, spawn } from './lone.ts';

function ordered(order: Order): InstanceMessage {
  return { type: 'process.ordered', order, sizeBytes: 500 };
}

function gone({ process }: Order): InstanceMessage {
  return { type: 'process.gone', process };
}

function accepts({ shadow, process }: Order): StepEffect {
  return send(shadow, { type: 'process.accepted', process });
}

function starts({ process, shadow, command }: Order): StepEffect {
  return spawn(process, 'process', { id: process, shadow, command, installation: installationOf() });
}

/** What it tells of itself. */
function ownOf(lone: LoneInstance): unknown {
  return lone.tell({ type: 'load.asked', by: BY });
}

function tellsLoad(changes: Partial<Known>): readonly StepEffect[] {
  return [send(BY, { type: 'load.told', known: knownOf('pc1', { freeBytes: MEMORY_BYTES, ...changes }) })];
}

/** What it knows of others. */
function othersOf(lone: LoneInstance): readonly Known[] {
  return lone.context.known;
}

describe('memory', () => {
  const [a, b, c] = [orderOf('bob.1', 60), orderOf('bob.2', 50), orderOf('bob.3', 10)];

  test('is given in order of arrival: who waits is accepted as well, and nobody overtakes', () => {
    const lone = instanceWith();
    expect(lone.tell(ordered(a))).toEqual([starts(a), accepts(a)]);
    expect([lone.tell(ordered(b)), lone.tell(ordered(c))]).toEqual([[accepts(b)], [accepts(c)]]);
    expect(lone.state).toMatchObject({ up: { hosting: 'full' } });
    expect(lone.tell(gone(a))).toEqual([starts(b), starts(c)]);
    expect(lone.state).toMatchObject({ up: { hosting: 'roomy' } });
  });

  test('is refused to what never fits, though it be free', () => {
    const huge = orderOf('bob.4', MEMORY_BYTES + 1);
    const reason = 'it needs more memory than the machines have that were asked';
    expect(instanceWith().tell(ordered(huge))).toEqual([send(huge.shadow, { type: 'process.refused', process: huge.process, reason })]);
    expect(instanceWith().tell(ordered(orderOf('bob.4', MEMORY_BYTES)))).toHaveLength(2);
  });

  test('is given once, however often the order comes, and given back once', () => {
    const lone = instanceWith();
    lone.tell(ordered(a), ordered(b));
    expect([lone.tell(ordered(a)), lone.tell(ordered(b))]).toEqual([[accepts(a)], [accepts(b)]]);
    expect(lone.context.hosting).toMatchObject({ usedBytes: 60, waiting: [b] });
    expect([lone.tell(gone(a)), lone.tell(gone(a))]).toEqual([[starts(b)], []]);
    expect(lone.context.hosting).toMatchObject({ usedBytes: 50, waiting: [] });
  });

  test('is not given for an order that comes once more when its process is gone, be it ended or ended by a crash', () => {
    const lone = instanceWith();
    const isGone = ({ process, shadow }: Order): readonly StepEffect[] => [send(shadow, { type: 'process.told', process, isKnown: false })];
    lone.tell(ordered(a), ordered(b), gone(a));
    expect(lone.tell(ordered(a))).toEqual(isGone(a));
    lone.tell(CRASH, RESTART);
    expect([lone.tell(ordered(a)), lone.tell(ordered(b))]).toEqual([isGone(a), isGone(b)]);
    expect(lone.context.hosting.hosted).toEqual([]);
  });

  test('is what load is told of: those who wait count, for load and for memory', () => {
    const lone = instanceWith();
    expect(ownOf(lone)).toEqual(tellsLoad({}));
    lone.tell(ordered(a), ordered(b), ordered(c), { type: 'cache.changed', cached: ['bob/x'] });
    expect(ownOf(lone)).toEqual(tellsLoad({ load: 1.5, freeBytes: -20, cached: ['bob/x'] }));
  });

  test('tells whoever watches whether it knows a process, be it running or waiting', () => {
    const lone = instanceWith();
    const asked = ({ process }: Order): InstanceMessage => ({ type: 'process.asked', process, by: BY });
    const tells = ({ process }: Order, isKnown: boolean): readonly StepEffect[] => [send(BY, { type: 'process.told', process, isKnown })];
    lone.tell(ordered(a), ordered(b));
    expect([a, b, c].map((it) => lone.tell(asked(it)))).toEqual([tells(a, true), tells(b, true), tells(c, false)]);
    lone.tell(gone(a));
    expect(lone.tell(asked(a))).toEqual(tells(a, false));
  });
});

describe('gossip', () => {
  test('begins when somebody comes, at a moment of its own, and goes each period to one other machine, drawn', () => {
    const lone = instanceWith({ ranks: [0, 2] });
    expect(lone.timers).toEqual({ quiet: 30_000 });
    expect([lone.fire('quiet'), lone.timers]).toEqual([[], { phase: 'phase' }]);
    const own = knownOf('pc1', { freeBytes: MEMORY_BYTES });
    expect([lone.fire('phase'), lone.among]).toEqual([[send('instance-pc2', { type: 'gossip', news: [own] })], [3]]);
    lone.tell({ type: 'gossip', news: [knownOf('pc3'), knownOf('pc2', { age: 2 }), knownOf('pc1', { load: 9 })] });
    expect(lone.timers).toEqual({ period: 5000 });
    const news = [own, knownOf('pc3', { age: 1 }), knownOf('pc2', { age: 3 })];
    expect(lone.fire('period')).toEqual([send('instance-pc4', { type: 'gossip', news })]);
    expect(lone.timers).toEqual({ period: 5000 });
  });

  test('ends in nothing but suspicion where nothing is heard', () => {
    const lone = instanceWith({ ranks: [0, 0, 0, 0, 0] });
    lone.tell({ type: 'gossip', news: [knownOf('pc3', { age: 2 })] });
    lone.fire('quiet');
    const ages = ['phase', 'period', 'period'].map((name) => (lone.fire(name), othersOf(lone).map(({ age }) => age)));
    expect(ages).toEqual([[3], [4], [4]]);
  });

  test.each([
    ['the system does not gossip', { gossip: { ...installationOf().gossip, periodS: null } }],
    ['there is nobody else', { machines: ['pc1'] }],
  ])('is not, where %s', (_, changes) => {
    const lone = instanceWith({ installation: installationOf(changes) });
    expect([lone.state, lone.timers]).toMatchObject([{ up: { exchange: 'keepingToItself' } }, {}]);
  });

  test('is of no use from a machine that did not answer, until it speaks again; nobody suspects himself', () => {
    const lone = instanceWith();
    lone.tell(
      { type: 'gossip', news: [knownOf('pc2')] },
      { type: 'machine.silent', machine: 'pc2' },
      { type: 'machine.silent', machine: 'pc1' },
    );
    expect(othersOf(lone)).toEqual([knownOf('pc2', { age: 4 })]);
    lone.tell({ type: 'gossip', news: [knownOf('pc2', { age: 3 })] });
    expect(othersOf(lone)).toEqual([knownOf('pc2', { age: 3 })]);
  });
});

describe('a log-in or a log-out', () => {
  const session = { user: 'bob', terminal: 'terminal-pc1.bob.1' } as const;
  const login: InstanceMessage = { type: 'login.asked', ...session };
  const logout: InstanceMessage = { type: 'logout.told', ...session };

  test.each([
    ['calm', 'log-in', [], login],
    ['calm', 'log-out', [], logout],
    ['announcing', 'log-in', [logout], login],
    ['announcing', 'log-out', [login], logout],
  ] as const)('while its sessions are %s, a %s leaves the exchange alone, which goes on as ever', (sessions, _, before, message) => {
    const lone = instanceWith({ ranks: [0, 0] });
    lone.fire('quiet');
    lone.fire('phase');
    lone.tell(...before);
    expect(lone.state).toMatchObject({ up: { sessions, exchange: 'listening' } });
    lone.tell(message);
    expect(lone.state).toMatchObject({ up: { sessions: 'announcing', exchange: 'listening' } });
    expect(lone.timers).toEqual({ period: 5000, backoff: 2000 });
    expect(lone.fire('period')).toMatchObject([{ to: 'instance-pc2', message: { type: 'gossip' } }]);
  });

  test.each([
    ['before the first day', [], 'resting', { quiet: 30_000 }],
    ['before its own moment', ['quiet'], 'starting', { phase: 'phase' }],
  ] as const)('%s does not disturb the exchange either', (_, fired, exchange, timers) => {
    const lone = instanceWith();
    for (const name of fired) lone.fire(name);
    for (const message of [login, logout]) {
      lone.tell(message);
      expect(lone.state).toMatchObject({ up: { exchange } });
      expect(lone.timers).toEqual({ ...timers, backoff: 2000 });
    }
  });

  test('starts and cancels no timer but that of the announcements', () => {
    const behavior = behaviorOf('instance', instance, { checked: true });
    const first = (): number => 0;
    const start = behavior.start({ ...instanceWith().context }, first);
    const step = ({ snapshot }: Outcome, event: Message): Outcome => behavior.step(snapshot, event, first);
    const timersOf = ({ effects }: Outcome): readonly string[] =>
      effects.flatMap((it) => (it.type === 'timer.start' || it.type === 'timer.cancel' ? [`${it.type} ${it.id}`] : []));
    const fires = (outcome: Outcome): Outcome => {
      const timer = outcome.effects.find((it) => it.type === 'timer.start');
      if (timer?.type !== 'timer.start') throw new Error('no timer was started');
      return step(outcome, timer.event);
    };
    const listening = fires(fires(start));
    expect(listening.snapshot.value).toMatchObject({ up: { sessions: 'calm', exchange: 'listening' } });
    expect(timersOf(listening)).toContain('timer.start xstate.after.period.instance.up.exchange.listening');
    const backoff = 'xstate.after.backoff.instance.up.sessions.announcing';
    for (const message of [login, logout]) {
      const announcing = step(listening, message);
      expect(timersOf(announcing)).toEqual([`timer.start ${backoff}`]);
      for (const next of [login, logout])
        expect(timersOf(step(announcing, next))).toEqual([`timer.cancel ${backoff}`, `timer.start ${backoff}`]);
    }
  });
});

describe('a crash', () => {
  test('makes it forget its sessions, what it hosts and what it knows; it begins as on the first day, but at once', () => {
    const lone = instanceWith();
    const login: InstanceMessage = { type: 'login.asked', user: 'bob', terminal: 'terminal-pc1.bob.1' };
    lone.tell(login, ordered(orderOf('bob.1', 60)), ordered(orderOf('bob.2', 60)), { type: 'gossip', news: [knownOf('pc2')] });
    lone.tell({ type: 'cache.changed', cached: ['bob/x'] });
    expect(lone.tell(CRASH)).toEqual([]);
    expect([lone.state, lone.timers]).toEqual(['down', {}]);
    expect(lone.tell(login, ordered(orderOf('bob.3', 1)), { type: 'load.asked', by: BY }, CRASH)).toEqual([]);
    expect(lone.tell(RESTART)).toEqual([]);
    expect(lone.timers).toEqual({ quiet: 0 });
    expect(lone.state).toEqual(instanceWith().state);
    // On its disk is only what it must not run again.
    expect(lone.context).toEqual({
      ...instanceWith().context,
      quietS: 0,
      taken: [orderOf('bob.1', 60).process, orderOf('bob.2', 60).process],
    });
    expect(ownOf(lone)).toEqual(tellsLoad({}));
  });

  test('is over with the restart, which alone means nothing', () => {
    const lone = instanceWith();
    lone.tell(ordered(orderOf('bob.1', 60)));
    const { context } = lone;
    expect([lone.tell(RESTART), lone.context]).toEqual([[], context]);
  });
});
