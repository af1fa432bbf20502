// What pages are told, and that none of them costs the others, or the run, anything.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fateOf, pause, testServer, TOKEN, type Page } from './served.ts';

describe('a page', () => {
  test.each([
    ['without an origin', null],
    ['of another site', 'https://evil.example'],
    ['of another port', 'http://127.0.0.1:1'],
    ['of a file or a sandbox', 'null'],
    ['that claims a path', 'http://127.0.0.1:PORT/'],
  ])('%s is not let in', async (_, origin) => {
    await using server = await testServer(1);
    const socket = server.socket(`/socket?token=${TOKEN}`, origin?.replace('PORT', String(server.served.port)) ?? null);
    expect(await fateOf(socket)).toBe(403);
  });

  test.each([
    ['/socket', 403],
    ['/socket?token=wrong', 403],
    [`/sockets?token=${TOKEN}`, 404],
    [`/?token=${TOKEN}`, 404],
  ])('is not let in at %s', async (path, status) => {
    await using server = await testServer(1);
    expect(await fateOf(server.socket(path))).toBe(status);
  });

  test('is told what is shown, and then every event', async () => {
    await using server = await testServer(40_000);
    const page = await server.page();
    await page.until(() => page.events === 40_000);
    expect(page.heard[0]).toEqual({ type: 'hello', protocol: 1, about: server.source.about, status: server.source.status() });
    expect(page.columns.map(({ from, count }) => [from, count])).toEqual([
      [0, 16_384],
      [16_384, 16_384],
      [32_768, 7232],
    ]);
    expect(joined(page)).toEqual(joined({ columns: [server.source.log.columns(0, 40_000)!] }));
  });

  test('is told of what changes, and of nothing that does not', async () => {
    await using server = await testServer(10);
    const { source } = server;
    const page = await server.page();
    await page.until(() => page.events === 10);
    await page.settled();
    source.tell();
    source.add(5);
    source.chartsNow = { clock: { kind: 'clock', id: 'clock', root: ROOT, transitions: [] } };
    source.plotsNow = { atS: [1], values: [[[2]]] };
    source.tell();
    await page.until(() => page.events === 15 && ['status', 'charts'].every((type) => page.heard.some((it) => it.type === type)));
    await page.until(() => page.heard.filter(({ type }) => type === 'plots').length === 2);
    expect(page.heard.filter(({ type }) => type !== 'found')).toEqual([
      { type: 'hello', protocol: 1, about: source.about, status: { ...source.status(), events: 10, atMs: 10, rebuilt: 10 } },
      { type: 'plots', plots: { atS: [], values: [] } },
      { type: 'status', status: source.status() },
      ...page.heard.slice(-2),
    ]);
  });

  test('is not flooded: what changes between two looks is told once', async () => {
    await using server = await testServer(1);
    const page = await server.page();
    const end = performance.now() + 500;
    while (performance.now() < end) {
      server.source.add(1);
      await pause(1);
    }
    await page.until(() => page.events === server.source.log.count);
    const seconds = (performance.now() - end + 500) / 1000;
    expect(page.columns.length).toBeLessThanOrEqual(5 + seconds / 0.033);
    expect(page.heard.filter(({ type }) => type === 'status').length).toBeLessThanOrEqual(2 + seconds / 0.1);
  });

  test('is one of ten at once, who are all told the same', async () => {
    await using server = await testServer(50_000);
    const pages = await Promise.all(Array.from({ length: 10 }, () => server.page()));
    server.source.add(10_000);
    await Promise.all(pages.map((page) => page.until(() => page.events === 60_000)));
    const whole = joined({ columns: [server.source.log.columns(0, 60_000)!] });
    for (const page of pages) expect(joined(page)).toEqual(whole);
    expect(server.served.pages).toBe(10);
  });

  test('that acknowledges nothing gets four frames, and the source is asked for no more; another one goes on', async () => {
    await using server = await testServer(200_000);
    const { source } = server;
    const stuck = await server.page({ acknowledges: false });
    await stuck.until(() => stuck.columns.length === 4);
    const asked = source.columnsAsked;
    source.add(10);
    await pause(100);
    await stuck.settled();
    expect(stuck.columns).toHaveLength(4);
    expect(source.columnsAsked).toBe(asked);

    const page = await server.page();
    await page.until(() => page.events === 200_010);
    expect(stuck.columns).toHaveLength(4);

    stuck.say({ type: 'ack', frames: 3 });
    await stuck.until(() => stuck.columns.length === 7);
    await stuck.settled();
    expect(stuck.columns).toHaveLength(7);
  });

  test('is answered what it asks for, or told why not', async () => {
    await using server = await testServer(1);
    const page = await server.page();
    page.say({ type: 'stretch', id: 1, index: 0 });
    page.say({ type: 'stretch', id: 2, index: 5 });
    page.say({ type: 'find', id: 3, text: 'four' });
    await page.until(() => page.heard.filter((frame) => 'id' in frame).length === 3);
    expect(page.heard.filter((frame) => 'id' in frame)).toEqual([
      { type: 'stretch', id: 1, stretch: { index: 0, before: {}, events: [] } },
      { type: 'refused', id: 2, why: 'There is no stretch 5.' },
      { type: 'found', id: 3, events: [4], complete: true },
    ]);
    expect(server.faults).toEqual([]);
  });

  test('has eight questions at a time', async () => {
    await using server = await testServer(1);
    let answer = (): void => {};
    server.source.until = new Promise((resolve) => (answer = resolve));
    const page = await server.page();
    for (let id = 0; id < 10; id += 1) page.say({ type: 'find', id, text: '' });
    await page.until(() => page.refusals.length === 2);
    expect(page.heard.filter(({ type }) => type === 'refused')).toMatchObject([{ id: 8 }, { id: 9 }]);
    answer();
    await page.until(() => page.heard.filter(({ type }) => type === 'found').length === 8);
    await page.settled();
  });

  test('leads the run, and hears what is refused', async () => {
    await using server = await testServer(1);
    const page = await server.page();
    page.say({ type: 'play', speed: null });
    page.say({ type: 'play', speed: 0.5 });
    page.say({ type: 'step', events: 3 });
    page.say({ type: 'send', actor: 'clock-1', event: { type: 'wind', by: { turns: [1, null] } } });
    page.say({ type: 'pause' });
    await page.until(() => page.refusals.length > 0);
    expect(server.source.commands).toEqual([
      { type: 'play', speed: null },
      { type: 'play', speed: 0.5 },
      { type: 'step', events: 3 },
      { type: 'send', actor: 'clock-1', event: { type: 'wind', by: { turns: [1, null] } } },
      { type: 'pause' },
    ]);
    expect(page.heard.filter(({ type }) => type === 'refused')).toEqual([{ type: 'refused', id: null, why: 'It stands already.' }]);
  });

  test('of another version is told so, and closed', async () => {
    await using server = await testServer(1);
    const page = await server.page({ saysHello: false });
    page.blurt('{"type":"hello","protocol":2,"more":true}');
    expect(await page.closed).toEqual({ code: 4001, reason: 'another version of the protocol' });
    expect(page.refusals).toEqual(["This server speaks version 1 of the inspector's protocol, and the page version 2. Reload the page."]);
  });

  test('may be gone at any time', async () => {
    await using server = await testServer(100_000);
    const { source } = server;
    let answer = (): void => {};
    source.until = new Promise((resolve) => (answer = resolve));
    const page = await server.page();
    page.say({ type: 'stretch', id: 1, index: 0 });
    await page.until(() => page.columns.length > 0);
    page.socket.terminate();
    const silent = await server.page({ saysHello: false });
    silent.socket.close();
    await page.closed;
    await silent.closed;
    source.add(100_000);
    answer();
    const other = await server.page();
    await other.until(() => other.events === 200_000);
    expect(source.listeners).toBe(1);
    expect(server.served.pages).toBe(1);
    expect(server.faults).toEqual([]);
  });

  test('does not come in as the thirty-third', async () => {
    await using server = await testServer(1);
    const pages = await Promise.all(Array.from({ length: 32 }, () => server.page()));
    expect(await fateOf(server.socket(`/socket?token=${TOKEN}`))).toBe(503);
    pages[0]?.socket.close();
    await pages[0]?.closed;
    await pause(20);
    expect(await fateOf(server.socket(`/socket?token=${TOKEN}`))).toBe('open');
  });

  test('is closed when the source fails, which is told, and the server goes on', async () => {
    await using server = await testServer(1);
    server.source.fault = new Error('out of order');
    const page = await server.page();
    expect(await page.closed).toEqual({ code: 1011, reason: 'a fault of the server' });
    expect(page.refusals).toEqual(['This should not happen, and is a fault of chartwright: out of order']);
    expect(server.faults).toEqual([server.source.fault]);
    server.source.fault = undefined;
    const next = await server.page();
    await next.until(() => next.events === 1);
    server.source.fault = new Error('out of order again');
    next.say({ type: 'stretch', id: 4, index: 0 });
    await next.until(() => next.refusals.length > 0);
    expect(next.heard.at(-1)).toMatchObject({ type: 'refused', id: 4 });
    expect(server.faults).toHaveLength(2);
  });

  test('that reads nothing is not read either, and its answers do not pile up', async () => {
    await using server = await testServer(1);
    const page = await server.page();
    await page.until(() => page.events === 1);
    server.source.refusal = 'no'.repeat(5000);
    page.socket.pause();
    for (let n = 0; n < 4000; n += 1) page.say({ type: 'pause' });
    const heard = (): number => server.source.commands.length;
    let before = -1;
    while (heard() !== before) {
      before = heard();
      await pause(100);
    }
    expect(before).toBeLessThan(4000);
    page.socket.resume();
    // Beside the refusals: hello, and the plots.
    await page.until(() => page.heard.length === 4002);
    expect(heard()).toBe(4000);
  });
});

const ROOT = {
  path: '',
  key: 'clock',
  type: 'atomic',
  description: null,
  tags: [],
  entry: [],
  exit: [],
  initial: null,
  history: null,
  states: [],
} as const;

/** What all frames say together: the names, and a digest of each column. */
function joined({ columns }: Pick<Page, 'columns'>): object {
  const digest = (column: (typeof COLUMNS)[number]): string => {
    const hash = createHash('sha256');
    for (const { [column]: part } of columns) hash.update(part);
    return hash.digest('hex');
  };
  return {
    actors: columns.flatMap(({ actors }) => actors),
    words: columns.flatMap(({ words }) => words),
    states: columns.flatMap(({ states }) => states),
    columns: COLUMNS.map(digest),
  };
}

const COLUMNS = ['atMs', 'actor', 'sender', 'word', 'state', 'cause', 'type', 'flags'] as const;
