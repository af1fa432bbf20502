// Other programs come to /application: who may, and what is passed on of what they say.
import { createWebSocketInspector } from '@statelyai/inspect';
import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import type { ApplicationClient } from '../../../src/inspector/server/serve.ts';
import { closed, fateOf, testServer, TOKEN } from './served.ts';

const PATH = `/application?token=${TOKEN}`;

describe('an application', () => {
  test.each([
    ['a program without an origin', null, 'open'],
    ['a page of another port of this machine', 'http://localhost:5173', 'open'],
    ['a page of another port, over https', 'https://127.0.0.1:5173', 'open'],
    ['a page of somewhere else', 'https://evil.example', 403],
    ['a page of a name that only begins like this machine', 'http://localhost.evil.example', 403],
    ['a file or a sandbox', 'null', 403],
  ])('may be %s, or not', async (_, origin, fate) => {
    await using server = await testServer(1, { onApplication: () => {} });
    expect(await fateOf(server.socket(PATH, origin))).toBe(fate);
  });

  test('needs the token, the name of the host, and a server that takes applications', async () => {
    await using server = await testServer(1, { onApplication: () => {} });
    expect(await fateOf(server.socket('/application', null))).toBe(403);
    expect(await fateOf(server.socket('/application?token=wrong', null))).toBe(403);
    expect(await fateOf(server.socket(PATH, null, 'evil.example'))).toBe(403);
    await using none = await testServer(1);
    expect(await fateOf(none.socket(PATH, null))).toBe(404);
  });

  test('is heard, can be told things, and its end is heard', async () => {
    const heard: string[] = [];
    let isGone = (): void => {};
    const gone = new Promise<void>((resolve) => (isGone = resolve));
    await using server = await testServer(1, {
      onApplication: (client) => {
        client.onMessage((text) => {
          heard.push(text);
          client.send(`heard ${text}`);
        });
        client.onClose(() => isGone());
      },
    });
    const socket = await opened(server.socket(PATH, null));
    const answers: string[] = [];
    socket.on('message', (data) => answers.push((data as Buffer).toString()));
    socket.send('one');
    socket.send('{"two":2}');
    await new Promise<void>((resolve) => socket.on('message', () => answers.length === 2 && resolve()));
    expect(heard).toEqual(['one', '{"two":2}']);
    expect(answers).toEqual(['heard one', 'heard {"two":2}']);
    socket.close();
    await gone;
  });

  test.each<[string, number, (socket: WebSocket) => void]>([
    ['with bytes', 1003, (socket) => socket.send(Buffer.from([1]))],
    ['with more than 4 MiB', 1009, (socket) => socket.send('a'.repeat(4 * 1024 * 1024 + 1))],
    ['that its listener cannot bear', 1011, (socket) => socket.send('fail')],
  ])('is closed for a message %s, and the server goes on', async (_, code, act) => {
    await using server = await testServer(1, {
      onApplication: (client) =>
        client.onMessage((text) => {
          if (text === 'fail') throw new Error('failed');
        }),
    });
    const page = await server.page();
    const socket = await opened(server.socket(PATH, null));
    const end = closed(socket);
    act(socket);
    expect(await end).toMatchObject({ code });
    expect(server.faults).toHaveLength(code === 1011 ? 1 : 0);
    await page.settled();
  });

  test('may be large up to 4 MiB', async () => {
    let heard: (length: number) => void;
    const length = new Promise<number>((resolve) => (heard = resolve));
    await using server = await testServer(1, { onApplication: (client) => client.onMessage((text) => heard(text.length)) });
    const socket = await opened(server.socket(PATH, null));
    socket.send('a'.repeat(4 * 1024 * 1024));
    expect(await length).toBe(4 * 1024 * 1024);
    socket.close();
  });

  test('is one of sixteen, and can be shown out', async () => {
    const clients: ApplicationClient[] = [];
    await using server = await testServer(1, { onApplication: (client) => clients.push(client) });
    const sockets = await Promise.all(Array.from({ length: 16 }, () => opened(server.socket(PATH, null))));
    expect(await fateOf(server.socket(PATH, null))).toBe(503);
    const ends = sockets.map(closed);
    for (const client of clients) client.close();
    for (const end of ends) expect(await end).toMatchObject({ code: 1001 });
  });

  test('of @statelyai/inspect is heard', async () => {
    let heard: (text: string) => void;
    const first = new Promise<string>((resolve) => (heard = resolve));
    await using server = await testServer(1, { onApplication: (client) => client.onMessage((text) => heard(text)) });
    const inspector = createWebSocketInspector({ url: server.served.applicationUrl });
    inspector.actor('lamp', { status: 'active', value: 'off', context: { script: '<script>' } });
    expect(JSON.parse(await first)).toMatchObject({ type: '@xstate.actor', sessionId: 'lamp', snapshot: { value: 'off' } });
    inspector.stop();
  });
});

function opened(socket: WebSocket): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => resolve(socket));
  });
}
