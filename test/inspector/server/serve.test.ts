// The page over HTTP: who gets it, under what headers, and that nothing else can be had.
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { serve, ServeError, type ServeOptions } from '../../../src/inspector/server/serve.ts';
import { FakeSource } from './fake-source.ts';
import { closed, fateOf, PAGE, pageFolder, testServer, TOKEN } from './served.ts';

describe('the server', () => {
  test('gives the page to who has the token, under a strict policy', async () => {
    await using server = await testServer(1);
    const answer = await server.get(`/?token=${TOKEN}`);
    expect(answer).toMatchObject({ status: 200, text: PAGE['index.html'] });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    expect(await server.get(`/index.html?token=${TOKEN}`)).toMatchObject({ status: 200 });
  });

  test.each([
    ['/main.js', 'text/javascript; charset=utf-8', PAGE['main.js']],
    ['/layout-worker.js', 'text/javascript; charset=utf-8', PAGE['layout-worker.js']],
    ['/style.css', 'text/css; charset=utf-8', PAGE['style.css']],
  ])('gives %s to everybody: it tells nothing of the run', async (path, type, text) => {
    await using server = await testServer(1);
    const answer = await server.get(path);
    expect(answer).toMatchObject({ status: 200, text });
    expect(answer.headers).toMatchObject({ 'content-type': type, 'x-content-type-options': 'nosniff' });
    expect(await server.get(path, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });

  test.each(['/', '/index.html', '/?token=', '/?token=wrong', `/?token=${TOKEN}x`, `/?Token=${TOKEN}`, `/#token=${TOKEN}`])(
    'does not give the page for %s, and says what to do',
    async (path) => {
      await using server = await testServer(1);
      const { status, text } = await server.get(path);
      expect([403, 404]).toContain(status);
      expect(text).toContain('the terminal printed');
    },
  );

  test.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1:1',
    '127.0.0.1',
    'localhost.evil.example:PORT',
    '127.0.0.1:PORT@evil.example',
  ])('answers nobody who calls it %j: a name of somewhere else can be made to point here', async (name) => {
    await using server = await testServer(1);
    const host = name.replace('PORT', String(server.served.port));
    for (const path of [`/?token=${TOKEN}`, '/main.js'])
      expect(await server.get(path, { headers: { host } })).toMatchObject({ status: 403 });
    expect(await fateOf(server.socket(`/socket?token=${TOKEN}`, undefined, host))).not.toBe('open');
  });

  test.each(['127.0.0.1:PORT', 'localhost:PORT', 'LOCALHOST:PORT', '[::1]:PORT'])('answers who calls it %s', async (name) => {
    await using server = await testServer(1);
    const host = name.replace('PORT', String(server.served.port));
    expect(await server.get(`/?token=${TOKEN}`, { headers: { host } })).toMatchObject({ status: 200 });
  });

  test('answers to other names only if it was told them', async () => {
    await using server = await testServer(1, { allowedHosts: ['Shop.example', 'other.example:8080'] });
    const status = async (host: string): Promise<number> => (await server.get(`/?token=${TOKEN}`, { headers: { host } })).status;
    expect(await status('shop.example')).toBe(200);
    expect(await status('shop.example:9999')).toBe(200);
    expect(await status('other.example:8080')).toBe(200);
    expect(await status('other.example')).toBe(403);
    expect(await status('sub.shop.example')).toBe(403);
    expect(await fateOf(server.socket(`/socket?token=${TOKEN}`, 'https://shop.example', 'shop.example'))).toBe('open');
  });

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '//main.js',
    '/./main.js',
    '/main.js/',
    '/main.js%00',
    '/%6dain.js',
    '/MAIN.JS',
    '/..\\package.json',
    '/__proto__',
    '/constructor',
    '/socket',
    'http://127.0.0.1/main.js',
    '*',
  ])('has nothing at %s', async (path) => {
    await using server = await testServer(1);
    const answer = await server.get(`${path}?token=${TOKEN}`);
    expect(answer).toMatchObject({ status: 404, headers: { 'x-content-type-options': 'nosniff' } });
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'])('does not answer %s', async (method) => {
    await using server = await testServer(1);
    const answer = await server.get(`/?token=${TOKEN}`, { method });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  test('listens on the loopback address only, unless told otherwise', async () => {
    await using server = await testServer(1);
    const { served } = server;
    expect(served.address).toBe('127.0.0.1');
    expect(served.url).toBe(`http://127.0.0.1:${served.port}/?token=${TOKEN}`);
    expect(served.applicationUrl).toBe(`ws://127.0.0.1:${served.port}/application?token=${TOKEN}`);
  });

  test('answers to the addresses of this machine, and to no names, where it listens on all', async () => {
    await using server = await testServer(1, { host: '0.0.0.0' });
    const { port, url } = server.served;
    expect(url).toBe(`http://127.0.0.1:${port}/?token=${TOKEN}`);
    const own = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
    for (const { address, family } of own) {
      if (address.startsWith('fe80')) continue;
      const host = family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;
      expect(await server.get(`/?token=${TOKEN}`, { headers: { host } })).toMatchObject({ status: 200 });
    }
    for (const host of [`192.0.2.1:${port}`, `evil.example:${port}`, `0.0.0.0.evil.example:${port}`])
      expect(await server.get(`/?token=${TOKEN}`, { headers: { host } })).toMatchObject({ status: 403 });
  });

  test('makes a token that cannot be guessed, another one each time', async () => {
    await using one = await testServer(1, { token: undefined! });
    await using two = await testServer(1, { token: undefined! });
    const tokens = [one, two].map(({ served }) => new URL(served.url).searchParams.get('token'));
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  test('lets nobody in where the token is empty', async () => {
    await using server = await testServer(1, { token: '' });
    expect(await server.get('/?token=')).toMatchObject({ status: 403 });
  });

  test.each<[string, Partial<ServeOptions>, RegExp]>([
    ['a port that is none', { port: 70_000 }, /^70000 is no port\. Give/],
    ['an address of another machine', { host: '192.0.2.1' }, /^This machine has no address 192\.0\.2\.1\. Give/],
    ['no host', { host: '' }, /^The host is empty\. Give/],
    ['a folder without the page', { pageFolder: '/nowhere' }, /ENOENT.*npm run build/],
    ['an allowed host that is none', { allowedHosts: ['http://a.example/'] }, /is no name of a host\. Give/],
  ])('says what is wrong with %s', async (_, options, text) => {
    using folder = pageFolder();
    const starting = serve({ source: new FakeSource(1), pageFolder: `${folder}`, port: 0, ...options });
    await expect(starting).rejects.toThrow(ServeError);
    await expect(starting).rejects.toThrow(text);
  });

  test('says so when the port is taken', async () => {
    await using server = await testServer(1);
    const { port } = server.served;
    await expect(testServer(1, { port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use. Give another, or 0 for any that is free.`);
  });

  test.each([
    '\u0016\u0003\u0001\u0002',
    'GET',
    'GET / HTTP/1.1\r\n\r\n',
    `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
    'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n',
  ])('survives %j, and a connection that breaks', async (bytes) => {
    await using server = await testServer(1);
    const connection = connect(server.served.port, '127.0.0.1');
    connection.on('error', () => {});
    await new Promise((resolve) => connection.write(bytes, resolve));
    connection.resetAndDestroy();
    expect(await server.get('/main.js')).toMatchObject({ status: 200 });
  });

  test('answers nobody who does not say how he calls it', async () => {
    await using server = await testServer(1);
    const connection = connect(server.served.port, '127.0.0.1');
    connection.write(`GET /?token=${TOKEN} HTTP/1.0\r\n\r\n`);
    const [heard] = await once(connection, 'data');
    expect(String(heard)).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    await once(connection, 'close');
  });

  test('closes for good: pages are told, connections end, the port is free', async () => {
    const server = await testServer(1);
    const { served } = server;
    const page = await server.page();
    const idle = connect(served.port, '127.0.0.1');
    await new Promise((resolve) => idle.on('connect', resolve));
    const deaf = await server.page();
    deaf.socket.pause();
    const socket = server.socket(`/socket?token=${TOKEN}`);
    const end = closed(socket);
    await new Promise((resolve) => socket.on('open', resolve));
    expect(served.pages).toBe(3);
    const closing = served.close();
    expect(served.close()).toBe(closing);
    await closing;
    expect(await page.closed).toEqual({ code: 1001, reason: 'the inspector ends' });
    expect(await end).toMatchObject({ code: 1001 });
    expect(server.source.listeners).toBe(0);
    await using again = await testServer(1, { port: served.port });
    expect(again.served.port).toBe(served.port);
    await server[Symbol.asyncDispose]();
  });
});
