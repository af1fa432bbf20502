/** What real XState applications tell through @statelyai/inspect, in the form in which a page gets it. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createWebSocketInspector } from '@statelyai/inspect';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { assign, createActor, fromPromise, sendTo, setup, type AnyStateMachine } from 'xstate';
import { ApplicationSource, type ApplicationOptions } from '../../../src/inspector/others/application-source.ts';
import { FLAG, NONE } from '../../../src/inspector/protocol/columns.ts';
import { standingsAfter } from '../../../src/inspector/protocol/details.ts';
import { applicationClient, type ApplicationClient } from '../../../src/inspector/server/application-client.ts';
import { EventTable, type EventRow } from '../../../src/inspector/page/model/event-table.ts';

const payment = setup({
  types: { context: {} as { tries: number }, events: {} as { type: 'charge' } | { type: 'decline' } },
  actions: { count: assign({ tries: ({ context }) => context.tries + 1 }) },
}).createMachine({
  id: 'payment',
  context: { tries: 0 },
  initial: 'open',
  states: {
    open: { on: { charge: { target: 'charging', actions: 'count' } } },
    charging: { initial: 'asking', states: { asking: { after: { 20: 'asked' } }, asked: {} }, on: { decline: 'declined' } },
    declined: { type: 'final' },
  },
});

const order = setup({
  types: { events: {} as { type: 'pay' | 'cancel' | 'nonsense' } | { type: 'xstate.done.actor.payment' } },
  actors: { payment, stock: fromPromise(async () => ({ left: 3 })) },
  actions: { charge: sendTo('payment', { type: 'charge' }), decline: sendTo('payment', { type: 'decline' }) },
}).createMachine({
  id: 'order',
  invoke: [
    { src: 'payment', id: 'payment' },
    { src: 'stock', id: 'stock', onDone: '.open' },
  ],
  initial: 'checking',
  states: {
    checking: {},
    open: { on: { pay: { target: 'paying', actions: 'charge' } } },
    paying: { on: { cancel: { actions: 'decline' } }, always: { guard: () => false, target: 'open' } },
    done: { type: 'final' },
  },
  on: { 'xstate.done.actor.payment': '.done' },
});

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A source behind a socket, and its address. */
async function listening(options?: ApplicationOptions): Promise<{ readonly source: ApplicationSource; readonly url: string }> {
  const source = new ApplicationSource(options);
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  server.on('connection', (socket) => source.connect(applicationClient(socket, (cause) => expect.unreachable(String(cause)))));
  closers.push(() => server.close());
  return { source, url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Resolves when it holds; tests assert results, not times. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

function tableOf(source: ApplicationSource): EventTable {
  const table = new EventTable();
  for (let columns = source.columns(0, 100); columns; columns = source.columns(columns.from + columns.count, 100)) table.append(columns);
  return table;
}

function rowsOf(source: ApplicationSource): readonly (EventRow & { readonly who: string; readonly from: string | null })[] {
  const table = tableOf(source);
  return Array.from({ length: table.count.value }, (_, n) => {
    const row = table.row(n);
    if (!row) return expect.unreachable();
    const idOf = (actor: number): string => table.actors[actor]?.id ?? '';
    return { ...row, who: idOf(row.actor), from: row.sender === null ? null : idOf(row.sender) };
  });
}

/** Somebody who says what a test has them say. */
function program(): ApplicationClient & { readonly say: (message: unknown) => void; readonly sent: readonly string[] } {
  const listeners: ((text: string) => void)[] = [];
  const closing: (() => void)[] = [];
  const sent: string[] = [];
  return {
    onMessage: (listener) => void listeners.push(listener),
    onClose: (listener) => void closing.push(listener),
    send: (text) => void sent.push(text),
    close: () => closing.forEach((listener) => listener()),
    say: (message) => listeners.forEach((listener) => listener(typeof message === 'string' ? message : JSON.stringify(message))),
    sent,
  };
}

function running(machine: AnyStateMachine, url: string): ReturnType<typeof createActor> {
  const inspector = createWebSocketInspector({ url, serializationDepthLimit: 50 });
  closers.push(() => inspector.stop());
  const actor = createActor(machine, { inspect: inspector.inspect });
  actor.start();
  return actor;
}

describe('an XState application', () => {
  test('appears with its actors, their states, and what led to what', async () => {
    const { source, url } = await listening();
    const actor = running(order, url);
    await until(() => rowsOf(source).some(({ word }) => word === 'xstate.done.actor.stock'));
    actor.send({ type: 'pay' });
    await until(() => rowsOf(source).some(({ type }) => type === 'timer'));
    actor.send({ type: 'nonsense' });
    actor.send({ type: 'cancel' });
    await until(() => rowsOf(source).some(({ word, flags }) => word === 'xstate.done.actor.payment' && (flags & FLAG.final) !== 0));

    const rows = rowsOf(source);
    const shown = rows.map(({ who, from, type, word, state, cause, flags }) => ({ who, from, type, word, state, cause, flags }));
    const at = (who: string, word: string | null): number => rows.findIndex((row) => row.who === who && row.word === word);
    expect(shown[0]).toEqual({ who: 'order', from: null, type: 'start', word: null, state: '"checking"', cause: null, flags: 0 });
    expect(shown[at('payment', null)]).toEqual({
      who: 'payment',
      from: null,
      type: 'spawned',
      word: null,
      state: '"open"',
      cause: 0,
      flags: 0,
    });
    expect(shown[at('order', 'xstate.done.actor.stock')]).toMatchObject({ from: 'stock', type: 'message', state: '"open"' });
    const pay = at('order', 'pay');
    expect(shown[pay]).toMatchObject({ from: null, type: 'arrival', state: '"paying"', cause: null });
    expect(shown[at('payment', 'charge')]).toMatchObject({
      from: 'order',
      type: 'message',
      state: '{"charging":"asking"}',
      cause: pay,
    });
    const timer = rows.find(({ type }) => type === 'timer');
    expect(timer).toMatchObject({ who: 'payment', word: '20 (in payment.charging.asking)', state: '{"charging":"asked"}' });
    expect(shown[at('order', 'nonsense')]).toMatchObject({ type: 'arrival', state: '"paying"', flags: FLAG.unhandled });
    const decline = at('payment', 'decline');
    expect(shown[decline]).toMatchObject({ cause: at('order', 'cancel'), state: '"declined"', flags: FLAG.final });
    expect(shown[at('order', 'xstate.done.actor.payment')]).toMatchObject({
      from: 'payment',
      cause: decline,
      state: '"done"',
      flags: FLAG.final,
    });
    expect(rows.every(({ cause, n }) => cause === null || cause < n)).toBe(true);
    expect(rows.every(({ atMs }, n) => n === 0 || atMs >= (rows[n - 1]?.atMs ?? 0))).toBe(true);
    expect(tableOf(source).actors.map(({ id, kind }) => `${id}: ${kind}`)).toEqual(
      expect.arrayContaining(['order: order', 'payment: payment', 'stock: stock']),
    );
    expect(source.status()).toMatchObject({ events: rows.length, end: null, problem: null, rebuilt: rows.length });
  });

  test('has charts of its machines, and contexts that are exact after each event', async () => {
    const { source, url } = await listening();
    const actor = running(order, url);
    await until(() => rowsOf(source).some(({ word }) => word === 'xstate.done.actor.stock'));
    actor.send({ type: 'pay' });
    await until(() => rowsOf(source).some(({ type }) => type === 'timer'));
    const charts = source.charts();
    expect(Object.keys(charts)).toEqual(['order', 'payment']);
    expect(charts['payment']?.root.states.map(({ key, type }) => `${key} ${type}`)).toEqual([
      'charging compound',
      'declined final',
      'open atomic',
    ]);

    const rows = rowsOf(source);
    const charge = rows.find(({ word }) => word === 'charge')?.n ?? -1;
    const stretch = await source.stretch(0);
    expect(stretch.events).toHaveLength(rows.length);
    expect(standingsAfter(stretch, charge).get('payment')).toEqual({ kind: 'payment', state: 'open', context: { tries: 0 } });
    expect(standingsAfter(stretch, charge + 1).get('payment')).toEqual({
      kind: 'payment',
      state: { charging: 'asking' },
      context: { tries: 1 },
    });
    const fired = stretch.events[charge]?.fired?.map((number) => charts['payment']?.transitions[number]);
    expect(fired).toMatchObject([{ from: 'open', to: ['charging'], text: 'charge', actions: ['count'] }]);
    const stock = rows.findLast(({ who }) => who === 'stock');
    expect(stretch.events[stock?.n ?? -1]).toMatchObject({ event: { actor: 'stock', state: 'done', final: true } });
    expect(standingsAfter(stretch, rows.length).has('stock')).toBe(false);
    expect(await source.find('TRIES')).toMatchObject({ complete: true });
    expect((await source.find('charging')).events).toContain(charge);
  });

  test('may be any program that tells of its actors by hand', async () => {
    const { source, url } = await listening({ patienceMs: 20 });
    const inspector = createWebSocketInspector({ url });
    closers.push(() => inspector.stop());
    inspector.actor('shop', { status: 'active', context: { sold: 0 } });
    inspector.actor('customer');
    inspector.event('shop', { type: 'buy', what: 'tea' }, { source: 'customer' });
    inspector.snapshot('shop', { context: { sold: 1 } });
    await until(() => source.status().events === 3);
    const rows = rowsOf(source);
    expect(rows.map(({ who, from, type, word, state }) => [who, from, type, word, state])).toEqual([
      ['shop', null, 'start', null, '"active"'],
      ['customer', null, 'start', null, '"active"'],
      ['shop', 'customer', 'message', 'buy', '"active"'],
    ]);
    expect(standingsAfter(await source.stretch(0), 3).get('shop')?.context).toEqual({ sold: 1 });
    expect(source.charts()).toEqual({});
  });

  test('cannot be led, and says why', async () => {
    const source = new ApplicationSource();
    expect(source.command()).toMatch(/does not listen/);
  });
});

describe('what is told', () => {
  const actor = (sessionId: string, more: object = {}): object => ({
    type: '@xstate.actor',
    sessionId,
    name: sessionId,
    createdAt: '1000',
    ...more,
  });
  const event = (sessionId: string, type: string, more: object = {}): object => ({
    type: '@xstate.event',
    sessionId,
    event: { type },
    createdAt: '1000',
    ...more,
  });
  const snapshot = (sessionId: string, type: string, value: unknown, more: object = {}): object => ({
    type: '@xstate.snapshot',
    sessionId,
    event: { type },
    snapshot: { status: 'active', value, context: {} },
    createdAt: '1000',
    ...more,
  });

  test('is counted if it is garbage, and said', () => {
    const source = new ApplicationSource();
    const client = program();
    source.connect(client);
    const deep = `{"type":"@xstate.snapshot","sessionId":"a","snapshot":{"value":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}}`;
    const garbage = [
      '',
      '{',
      'null',
      '[]',
      '{"type":"@xstate.event"}',
      { type: '@xstate.event', sessionId: 1, event: {} },
      { type: 'other' },
      deep,
    ];
    for (const it of garbage) client.say(it);
    expect(source.status().problem).toMatch(/^1 actors are known by their session alone.* 8 messages could not be read/);
    client.say(event('b', 'xstate.init'));
    client.say(snapshot('b', 'xstate.init', 'on'));
    client.close();
    expect(rowsOf(source).map(({ who, state }) => [who, state])).toContainEqual(['b', '"on"']);
  });

  test('keeps names of two programs apart, and those that no object should have', async () => {
    const source = new ApplicationSource();
    for (let program_ = 0; program_ < 2; program_ += 1) {
      const client = program();
      source.connect(client);
      for (const session of ['x:0', '__proto__']) {
        client.say(
          actor(session, {
            name: session === 'x:0' ? '<script>' : session,
            definition: JSON.stringify({ id: '__proto__', on: { go: {} } }),
          }),
        );
        client.say(event(session, 'xstate.init'));
        client.say(snapshot(session, 'xstate.init', 'on'));
      }
    }
    expect(tableOf(source).actors).toEqual([
      { id: '<script>', kind: '__proto__', place: null },
      { id: '__proto__', kind: '__proto__', place: null },
      { id: '<script> (x:0)', kind: '__proto__', place: null },
      { id: '__proto__ (__proto__)', kind: '__proto__', place: null },
    ]);
    expect(Object.keys(source.charts())).toEqual(['__proto__']);
    expect([...standingsAfter(await source.stretch(0), 4).keys()]).toEqual([
      '<script>',
      '__proto__',
      '<script> (x:0)',
      '__proto__ (__proto__)',
    ]);
  });

  test('is recorded though nothing is told of what came of it', async () => {
    const source = new ApplicationSource({ patienceMs: 10 });
    const client = program();
    source.connect(client);
    client.say(event('a', 'lost'));
    client.say(event('a', 'heard', { sourceId: 'b', createdAt: '1500' }));
    client.say(event('c', 'more', { sourceId: 'd' }));
    client.say(snapshot('a', 'heard', 'on'));
    await until(() => source.status().events === 3);
    expect(rowsOf(source).map(({ who, word, state, atMs }) => [who, word, state, atMs])).toEqual(
      [
        ['a', 'lost', '"unknown"', 0],
        ['a', 'heard', '"on"', 500],
        ['c', 'more', '"unknown"', 0],
      ].map((row, n) => (n === 2 ? [...row.slice(0, 3), 500] : row)),
    );
  });

  test('goes to nobody where the actor is gone', () => {
    const source = new ApplicationSource();
    const client = program();
    source.connect(client);
    client.say(actor('a'));
    client.say(event('a', 'xstate.init'));
    client.say(snapshot('a', 'xstate.init', 'on', { snapshot: { status: 'done', value: 'over' } }));
    client.say(event('a', 'late'));
    client.close();
    const rows = rowsOf(source);
    expect(rows.map(({ type, state, flags }) => [type, state, flags])).toEqual([
      ['start', '"over"', FLAG.final],
      ['dead letter', null, 0],
    ]);
    expect(source.columns(1, 1)?.state[0]).toBe(NONE);
    expect(source.status()).toMatchObject({ end: 'done', problem: null });
  });

  test('is a stop by the one that made the actor, where it is stopped', () => {
    const source = new ApplicationSource();
    const client = program();
    source.connect(client);
    for (const it of [actor('a'), event('a', 'xstate.init'), actor('b', { parentId: 'a' }), event('b', 'xstate.init', { sourceId: 'a' })])
      client.say(it);
    for (const it of [snapshot('b', 'xstate.init', 'on'), snapshot('a', 'xstate.init', 'on'), event('a', 'end')]) client.say(it);
    client.say(snapshot('b', 'xstate.stop', 'on', { snapshot: { status: 'stopped', value: 'on' } }));
    client.say(snapshot('a', 'end', 'off'));
    expect(rowsOf(source).map(({ who, from, type, word, cause, flags }) => [who, from, type, word, cause, flags])).toEqual([
      ['a', null, 'start', null, null, 0],
      ['b', null, 'spawned', null, 0, 0],
      ['a', null, 'arrival', 'end', null, 0],
      ['b', 'a', 'message', 'xstate.stop', 2, FLAG.final],
    ]);
  });

  test('is recorded up to a bound, and what is beyond it is said to be missing', async () => {
    const source = new ApplicationSource({ eventsMax: 2000 });
    const client = program();
    source.connect(client);
    client.say(actor('a'));
    for (let n = 0; n < 3000; n += 1) {
      client.say(event('a', `tick`));
      client.say(snapshot('a', 'tick', n % 2 === 0 ? 'even' : 'odd', { snapshot: { status: 'active', value: 'on', context: { n } } }));
    }
    expect(source.status()).toMatchObject({
      events: 2000,
      problem: expect.stringMatching(/^The recording is full \(2,000 events\)/) as unknown,
    });
    const stretch = await source.stretch(1);
    expect(stretch.before['a']?.context).toEqual({ n: 1022 });
    expect(standingsAfter(stretch, 3).get('a')?.context).toEqual({ n: 1025 });
    await expect(source.stretch(2)).rejects.toThrow('there are no events from 2048 on yet');
  });

  test('says when a chart was cut off', () => {
    const source = new ApplicationSource();
    const client = program();
    source.connect(client);
    client.say(actor('a', { definition: JSON.stringify({ id: 'a', states: { b: '[Object]' } }) }));
    expect(source.status().problem).toMatch(/serializationDepthLimit/);
    expect(source.charts()['a']?.root.states).toMatchObject([{ key: 'b', type: 'atomic' }]);
  });
});
