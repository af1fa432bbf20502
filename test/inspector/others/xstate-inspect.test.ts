/** A run in the tools of XState 4: the real receiver of @xstate/inspect, connected to the bridge of packages/xstate-inspect. */
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { bridge, type Bridge, type BridgeOptions } from '../../../packages/xstate-inspect/src/bridge.ts';
import { v4Config } from '../../../packages/xstate-inspect/src/v4-config.ts';
import { connect, type RealReceiver, type Received } from '../../../packages/xstate-inspect/test/real-receiver.ts';
import type { StepEvent } from '../../../src/actors/trace.ts';
import { LiveRun } from '../../../src/inspector/recording/live-run.ts';
import { scenarios } from '../../../src/scenarios/index.ts';
import { paramsOf } from '../../../src/scenarios/parameters.ts';

const open: Bridge[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((it) => it.close()));
});

interface Bridged {
  readonly run: LiveRun;
  readonly steps: readonly StepEvent[];
  readonly bridged: Bridge;
}

async function bridgedRun(name: string, options: Partial<BridgeOptions> & { readonly untilS: number }): Promise<Bridged> {
  const scenario = scenarios.find((it) => it.name === name);
  if (!scenario) return expect.unreachable();
  const { untilS, ...others } = options;
  const run = new LiveRun({ scenario, params: paramsOf(scenario, undefined, {}), seed: 3, untilS }, { reference: name });
  const steps: StepEvent[] = [];
  run.simulation.system.events.subscribe((event) => {
    if (event.type === 'step') steps.push(event);
  });
  const bridged = await bridge({ run, scenario, port: 0, ...others });
  open.push(bridged);
  return { run, steps, bridged };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Plays the whole run, in turns with the sockets. */
async function play(run: LiveRun): Promise<void> {
  while (run.advance(50)) await new Promise((resolve) => setImmediate(resolve));
}

const statesIn = (received: readonly Received[]): readonly (Received & { readonly type: 'service.state' })[] =>
  received.filter((it) => it.type === 'service.state');
const registeredIn = (received: readonly Received[]): readonly (Received & { readonly type: 'service.register' })[] =>
  received.filter((it) => it.type === 'service.register');

async function looking(bridged: Bridge): Promise<RealReceiver> {
  const receiver = connect(bridged.server);
  await until(() => receiver.received.length > 0);
  return receiver;
}

test.each([
  { name: 'batch', untilS: 20_000 },
  { name: 'distributed', untilS: 60 },
])('the receiver of @xstate/inspect gets the actors and states of a run: $name', async ({ name, untilS }) => {
  const { run, steps, bridged } = await bridgedRun(name, { untilS });
  const before = [...run.simulation.system.actors()];
  const { received, errors } = await looking(bridged);
  await until(() => received.length >= before.length);
  expect(registeredIn(received).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  await play(run);
  await until(() => statesIn(received).length >= steps.length);
  expect(steps.length).toBeGreaterThan(100);
  expect(
    statesIn(received).map(({ sessionId, state }) => ({
      actor: sessionId,
      state: state.value as unknown,
      context: state.context as unknown,
      event: state.event.type as unknown,
      has: state.hasTag('none'),
    })),
  ).toEqual(
    steps.map(({ actor, cause, state, snapshot }) => ({
      actor,
      state,
      context: JSON.parse(JSON.stringify(snapshot.context)) as unknown,
      event: 'message' in cause ? cause.message.type : cause.type === 'timer' ? cause.timer : 'xstate.init',
      has: false,
    })),
  );
  // What each of them was told comes before the state that it led to, and says who sent it.
  const events = received.filter((it) => it.type === 'service.event');
  expect(events.map(({ sessionId, event }) => [sessionId, event.origin])).toEqual(
    steps.map(({ actor, cause }) => [actor, cause.type === 'message' ? cause.from : undefined]),
  );
  const spawned = new Map(steps.flatMap(({ actor, spawns }) => spawns.map((id) => [id, actor] as const)));
  const later = registeredIn(received).slice(before.length);
  expect(later.map(({ id, parent }) => [id, parent])).toEqual([...spawned]);
  const gone = steps.flatMap(({ actor, final, stops }) => (final ? [...stops, actor] : stops));
  expect(received.filter(({ type }) => type === 'service.stop').map(({ sessionId }) => sessionId)).toEqual(gone);
  // The machines are machines to XState 4: they have the same states, and know where the actors stand.
  for (const { machine, state } of registeredIn(received)) expect(machine.resolveState(state).value).toEqual(state.value);
  expect(errors).toEqual([]);
  expect(bridged.skipped).toBe(0);
});

test('an event that a receiver sends reaches the run', async () => {
  const sent: unknown[] = [];
  const { run, steps, bridged } = await bridgedRun('batch', {
    untilS: 20_000,
    onEvent: ({ actor, event }, refusal) => sent.push([actor, event.type, refusal]),
  });
  const receiver = await looking(bridged);
  receiver.send('operator', { type: 'bell' });
  receiver.send('nobody', { type: 'bell' });
  await until(() => sent.length === 2);
  expect(sent).toEqual([
    ['operator', 'bell', undefined],
    ['nobody', 'bell', expect.stringContaining("There is no actor 'nobody'")],
  ]);
  await until(() => receiver.received.some((it) => it.type === 'service.event' && it.event.name === 'bell'));
  expect(steps.some(({ actor, cause }) => actor === 'operator' && cause.type === 'arrival' && cause.message.type === 'bell')).toBe(true);
  expect(run.status().problem).toBeNull();
});

test('one that comes late is told where all stand', async () => {
  const { run, bridged } = await bridgedRun('distributed', { untilS: 30 });
  await play(run);
  const { received } = await looking(bridged);
  const actors = [...run.simulation.system.actors()];
  await until(() => received.length === actors.length);
  expect(registeredIn(received).map(({ id, state }) => [id, state.value as unknown])).toEqual(
    actors.map(({ id, snapshot }) => [id, snapshot.value]),
  );
});

test('one that does not keep up is told less, and in the end where all stand', async () => {
  const { run, bridged } = await bridgedRun('distributed', { untilS: 6000 });
  const socket = new WebSocket(`ws://${bridged.server}`);
  await once(socket, 'open');
  socket.send('{"type":"xstate.inspecting"}');
  await once(socket, 'message');
  socket.pause();
  while (bridged.skipped < 100 && run.advance(50)) await new Promise((resolve) => setImmediate(resolve));
  expect(bridged.skipped).toBeGreaterThanOrEqual(100);
  const values = new Map<string, unknown>();
  socket.on('message', (data: Buffer) => {
    const { type, sessionId, state } = JSON.parse(data.toString()) as { type: string; sessionId: string; state: string };
    if (type === 'service.stop') values.delete(sessionId);
    if (state !== undefined) values.set(sessionId, (JSON.parse(state) as { value: unknown }).value);
  });
  socket.resume();
  const stands = Object.fromEntries([...run.simulation.system.actors()].map(({ id, snapshot }) => [id, snapshot.value]));
  await until(() => JSON.stringify(Object.entries(Object.fromEntries(values)).sort()) === JSON.stringify(Object.entries(stands).sort()));
  socket.terminate();
});

test('what is no command is not heard, and who says nothing else has to go', async () => {
  const { run, bridged } = await bridgedRun('batch', { untilS: 1000 });
  const before = run.status().events;
  const socket = new WebSocket(`ws://${bridged.server}`);
  await once(socket, 'open');
  const garbage = [
    '{',
    'null',
    '{"type":"xstate.event"}',
    '{"type":"xstate.event","event":"{"}',
    '{"type":"xstate.event","event":"{}"}',
    '{"type":"other"}',
  ];
  for (const text of [...garbage, ...garbage]) socket.send(text);
  const [code] = (await once(socket, 'close')) as [number];
  expect(code).toBe(1008);
  expect(run.status().events).toBe(before);
});

test.each<[string, (address: string) => { readonly url: string; readonly options?: ClientOptions }]>([
  ['no token', (address) => ({ url: `ws://${address.split('?')[0]}` })],
  ['another token', (address) => ({ url: `ws://${address}x` })],
  ['another name of this machine', (address) => ({ url: `ws://${address}`, options: { headers: { Host: 'evil.example:80' } } })],
  ['a page from elsewhere', (address) => ({ url: `ws://${address}`, options: { origin: 'https://evil.example' } })],
])('nobody comes in with %s', async (_, comer) => {
  const { bridged } = await bridgedRun('batch', { untilS: 1000, origins: ['https://good.example'] });
  const { url, options } = comer(bridged.server);
  const [error] = (await once(new WebSocket(url, options), 'error')) as [Error];
  expect(error.message).toContain('403');
  const good = new WebSocket(`ws://${bridged.server}`, { origin: 'https://good.example' });
  await once(good, 'open');
  good.terminate();
});

test('a config says in the words of XState 4 what it said in those of XState 5', () => {
  const config = {
    id: 'm',
    version: '2',
    initial: { target: 'a', actions: ['begin'] },
    output: 1,
    states: {
      a: {
        on: {
          go: { target: 'b', guard: 'isOpen', actions: ['close'] },
          stay: { actions: 'count' },
          again: { target: 'a', reenter: true },
          back: 'a',
        },
        after: { 10: [{ target: 'b', guard: { type: 'and', guards: ['isOpen', { type: 'not', guards: ['isOld'] }] } }] },
        always: { guard: 'isDone', target: 'b' },
      },
      b: { type: 'final', on: { never: {} } },
    },
  };
  expect(v4Config(config)).toEqual({
    predictableActionArguments: true,
    id: 'm',
    initial: 'a',
    data: 1,
    states: {
      a: {
        on: {
          go: { target: 'b', internal: true, cond: 'isOpen', actions: ['close'] },
          stay: { actions: 'count' },
          again: { target: 'a', internal: false },
          back: { target: 'a', internal: true },
        },
        after: { 10: [{ target: 'b', internal: true, cond: 'isOpen and not isOld' }] },
        always: { target: 'b', internal: true, cond: 'isDone' },
      },
      b: { type: 'final', on: { never: {} } },
    },
  });
});
