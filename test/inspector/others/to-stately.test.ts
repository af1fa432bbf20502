/** A run as the receiver of @statelyai/inspect gets it: the real one, behind a relay. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  createWebSocketReceiver,
  type StatelyActorEvent,
  type StatelyInspectionEvent,
  type StatelySnapshotEvent,
} from '@statelyai/inspect';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { StepEvent, TraceEvent } from '../../../src/actors/trace.ts';
import { ApplicationSource } from '../../../src/inspector/others/application-source.ts';
import { sendToStately } from '../../../src/inspector/others/to-stately.ts';
import { standingsAfter } from '../../../src/inspector/protocol/details.ts';
import { applicationClient } from '../../../src/inspector/server/application-client.ts';
import { batch } from '../../../src/scenarios/batch.ts';
import { distributed } from '../../../src/scenarios/distributed.ts';
import { simulate } from '../../../src/simulator/simulate.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serverAt(onSocket: (server: WebSocketServer) => void): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  closers.push(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  onSocket(server);
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Hands what one says to all others, as the package's own server does. */
function relay(): Promise<string> {
  return serverAt((server) =>
    server.on('connection', (socket) =>
      socket.on('message', (data, isBinary) => {
        for (const other of server.clients) if (other !== socket) other.send(data, { binary: isBinary });
      }),
    ),
  );
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** What a receiver gets of a run, and the steps of the run. */
async function received(simulation: ReturnType<typeof simulate>, kinds: Parameters<typeof sendToStately>[0]['kinds']) {
  const url = await relay();
  const messages: StatelyInspectionEvent[] = [];
  createWebSocketReceiver({ server: url }).subscribe((message) => messages.push(message));
  const stately = sendToStately({ url, kinds });
  const steps: StepEvent[] = [];
  simulation.system.events.subscribe((event: TraceEvent) => {
    if (event.type === 'step') steps.push(event);
    stately.see(event);
  });
  simulation.run();
  const delivered = await stately.done();
  const snapshots = steps.length + steps.reduce((sum, { stops }) => sum + stops.length, 0);
  await until(() => messages.filter(({ type }) => type === '@xstate.snapshot').length === snapshots);
  return { messages, delivered, steps };
}

const isActor = (message: StatelyInspectionEvent): message is StatelyActorEvent => message.type === '@xstate.actor';
const isSnapshot = (message: StatelyInspectionEvent): message is StatelySnapshotEvent => message.type === '@xstate.snapshot';

test('the receiver of @statelyai/inspect gets the actors, events and states of a batch run', async () => {
  const { messages, delivered, steps } = await received(simulate(batch, { seed: 3, untilS: 20_000 }), batch.kinds);
  expect(delivered).toEqual({ sent: steps.length, dropped: 0, waitedMs: 0, problem: null });
  expect(steps.length).toBeGreaterThan(100);

  const starts = steps.filter(({ cause }) => cause.type === 'start' || cause.type === 'spawned');
  const actors = messages.filter(isActor);
  expect(actors.map(({ name, sessionId }) => [name, sessionId])).toEqual(starts.map(({ actor }) => [actor, actor]));
  const operator = batch.kinds['operator'];
  const definition: unknown = JSON.parse(actors.find(({ name }) => name === 'operator')?.definition ?? '');
  expect(definition).toMatchObject({
    id: operator?.id,
    states: Object.fromEntries(Object.keys(operator?.states ?? {}).map((key) => [key, {}])),
  });

  const snapshots = messages.filter(isSnapshot);
  expect(snapshots.map(({ sessionId, createdAt }) => [sessionId, createdAt])).toEqual(
    steps.map(({ actor, atMs }) => [actor, String(atMs)]),
  );
  expect(snapshots.map(({ snapshot }) => snapshot)).toMatchObject(
    steps.map(({ state, snapshot }) => ({
      status: snapshot.status,
      value: state,
      context: JSON.parse(JSON.stringify(snapshot.context)) as unknown,
    })),
  );
  const bells = messages.filter(
    ({ type, ...message }) => type === '@xstate.event' && 'sourceId' in message && message.sourceId !== undefined,
  );
  expect(bells.length).toBeGreaterThan(20);
});

test('a run of the distributed system, sent so, can be seen in the page of another inspector, and stands where it stood', async () => {
  const source = new ApplicationSource();
  const url = await serverAt((server) =>
    server.on('connection', (socket) => source.connect(applicationClient(socket, () => expect.unreachable()))),
  );
  const stately = sendToStately({ url, kinds: distributed.kinds });
  const simulation = simulate(distributed, { seed: 2, untilS: 60 });
  simulation.system.events.subscribe((event) => stately.see(event));
  simulation.run();
  expect(await stately.done()).toMatchObject({ dropped: 0, problem: null });
  await until(() => source.status().end === 'done');
  const { events } = source.status();
  expect(source.status().problem).toBeNull();
  const last = Math.floor((events - 1) / 1024);
  const standings = standingsAfter(await source.stretch(last), events - last * 1024);
  const actors = [...simulation.system.actors()];
  expect(actors.length).toBeGreaterThan(4);
  expect(Object.fromEntries([...standings].map(([id, { state, context }]) => [id, { state, context }]))).toEqual(
    Object.fromEntries(
      actors.map(({ id, snapshot }) => [id, JSON.parse(JSON.stringify({ state: snapshot.value, context: snapshot.context }))]),
    ),
  );
});

test('what there is no room for is dropped, and counted', async () => {
  const url = await relay();
  const stately = sendToStately({ url, kinds: batch.kinds, bufferMax: 100_000 });
  let steps = 0;
  let lives = 0;
  const simulation = simulate(batch, { seed: 3, untilS: 20_000 });
  simulation.system.events.subscribe((event) => {
    stately.see(event);
    if (event.type !== 'step') return;
    steps += 1;
    if (event.cause.type === 'start' || event.cause.type === 'spawned' || event.final) lives += 1;
  });
  simulation.run();
  const { sent, dropped, problem } = await stately.done();
  expect(problem).toBeNull();
  expect(sent + dropped).toBe(steps);
  expect(sent).toBeGreaterThanOrEqual(lives);
  expect(dropped).toBeGreaterThan(0);
});

test('a run that waits for room loses nothing, and says how long it waited', async () => {
  const url = await relay();
  const stately = sendToStately({ url, kinds: batch.kinds, bufferMax: 100_000 });
  const simulation = simulate(batch, { seed: 3, untilS: 20_000 });
  simulation.system.events.subscribe((event) => stately.see(event));
  do await stately.room();
  while (simulation.advance(20) === undefined);
  const { dropped, waitedMs, problem } = await stately.done();
  expect({ dropped, problem }).toEqual({ dropped: 0, problem: null });
  expect(waitedMs).toBeGreaterThan(0);
});

test('a receiver that is not there, or takes nothing in, does not keep the run', async () => {
  const nobody = sendToStately({ url: 'ws://127.0.0.1:1', kinds: batch.kinds });
  const deaf = sendToStately({
    url: await serverAt((server) => server.on('connection', (socket) => socket.pause())),
    kinds: batch.kinds,
    patienceMs: 300,
  });
  const simulation = simulate(batch, { seed: 3, untilS: 100_000 });
  let steps = 0;
  simulation.system.events.subscribe((event) => {
    if (event.type === 'step') steps += 1;
    nobody.see(event);
    deaf.see(event);
  });
  simulation.run();
  expect(await nobody.done()).toMatchObject({
    sent: 0,
    dropped: steps,
    problem: expect.stringMatching(/^Nothing can be sent to ws:\/\/127.0.0.1:1: /) as unknown,
  });
  const { sent, dropped, problem } = await deaf.done();
  expect(sent + dropped).toBe(steps);
  expect(problem).toMatch(/has not confirmed the end within 0.3 s/);
});

test('a receiver that takes in no more than its buffers hold is given up', async () => {
  const stately = sendToStately({
    url: await serverAt((server) => server.on('connection', (socket) => socket.pause())),
    kinds: batch.kinds,
    patienceMs: 300,
  });
  const simulation = simulate(batch, { seed: 3, untilS: 100_000 });
  const copies = 30;
  let steps = 0;
  simulation.system.events.subscribe((event) => {
    if (event.type === 'step') steps += copies;
    for (let copy = 0; copy < copies; copy += 1) stately.see(event);
  });
  simulation.run();
  const { sent, dropped, problem } = await stately.done();
  expect(sent + dropped).toBe(steps);
  expect(dropped).toBeGreaterThan(0);
  expect(problem).toMatch(/has taken nothing in for 0.3 s/);
});

test('what is no address is refused at once', () => {
  expect(() => sendToStately({ url: 'not an address', kinds: {} })).toThrow(SyntaxError);
});
