/** The plain XState application of the examples shows itself, and runs without anybody who looks, too. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { ApplicationSource } from '../../../src/inspector/others/application-source.ts';
import { standingsAfter } from '../../../src/inspector/protocol/details.ts';
import { applicationClient } from '../../../src/inspector/server/application-client.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

function start(...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, ['node_modules/jiti/lib/jiti-cli.mjs', 'examples/plain-xstate-app.ts', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

test('its actors, charts and states come to the inspector', async () => {
  const source = new ApplicationSource();
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  server.on('connection', (socket) => source.connect(applicationClient(socket, () => expect.unreachable())));
  start(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/application?token=any`);
  while ((await source.find('untilImpatient')).events.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(Object.keys(source.charts())).toEqual(['street', 'light', 'pedestrian']);
  const standings = standingsAfter(await source.stretch(0), source.status().events);
  expect(standings.get('street')).toMatchObject({ kind: 'street', state: { kerb: 'open' } });
  expect(standings.get('ada')).toMatchObject({ kind: 'pedestrian', context: { name: 'ada' } });
  expect(source.status()).toMatchObject({ end: null, problem: null });
  for (const client of server.clients) client.terminate();
  server.close();
});

test('it runs alone, and says how to look at it', async () => {
  const { stdout } = start();
  const [text] = stdout ? ((await once(stdout, 'data')) as [Buffer]) : expect.unreachable();
  expect(text.toString()).toContain('chartwright inspect --application');
});
