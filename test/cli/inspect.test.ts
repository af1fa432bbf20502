import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { decodeColumns } from '../../src/inspector/protocol/columns.ts';
import type { ServerFrame } from '../../src/inspector/protocol/frames.ts';
import { chartwright, inFolder } from '../command-line.ts';
import { inspecting } from '../inspecting.ts';

interface Greeting {
  readonly hello: Extract<ServerFrame, { readonly type: 'hello' }>;
  readonly events: number;
}

/** What a page is told when it comes. */
function greeting(url: string): Promise<Greeting> {
  const { host, origin, searchParams } = new URL(url);
  const socket = new WebSocket(`ws://${host}/socket?token=${encodeURIComponent(searchParams.get('token') ?? '')}`, { origin });
  return new Promise<Greeting>((resolve, reject) => {
    let hello: Greeting['hello'] | undefined;
    let events = 0;
    socket.on('error', reject);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', protocol: 1 })));
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) {
        events += decodeColumns(data).count;
        socket.send(JSON.stringify({ type: 'ack', frames: 1 }));
      } else {
        const frame = JSON.parse(data.toString()) as ServerFrame;
        if (frame.type === 'hello') hello = frame;
      }
      if (!hello || events < hello.status.events || hello.status.events === 0) return;
      socket.close();
      resolve({ hello, events });
    });
  });
}

describe('inspect', () => {
  test('serves a scenario that waits to be played, until Ctrl-C', async () => {
    const inspector = await inspecting(['batch', '--decks', 'examples/decks', '--no-open', '--seed', '9']);
    const { hello, events } = await greeting(inspector.url);
    expect(hello.about).toMatchObject({ mode: 'live', scenario: 'batch', seed: 9 });
    expect(Object.keys(hello.about.charts)).toEqual(['user', 'operator', 'processor', 'memory']);
    expect(hello.status).toMatchObject({ playing: false, end: null, atMs: 0 });
    expect(events).toBe(hello.status.events);
    expect(inspector.out()).toContain('examples/decks/bridge.deck:17:81: found');
    expect(await inspector.end()).toBe(0);
  });

  test('opens a trace, and a counterexample with what it shows', () =>
    inFolder(
      async (folder) => {
        expect(chartwright(['run', 'batch', '--quiet', '--trace', 'day.jsonl'], folder).code).toBe(0);
        expect(chartwright(['check', 'examples/checked/hasty.ts', '--quiet', '--trace', 'bug.jsonl'], folder).code).toBe(1);
        const day = await inspecting(['day.jsonl', '--no-open'], folder);
        const { hello } = await greeting(day.url);
        expect(hello.about).toMatchObject({ mode: 'trace', scenario: 'batch', counterexample: null });
        expect(await day.end()).toBe(0);
        const bug = await inspecting(['bug.jsonl', '--no-open'], folder);
        const { counterexample } = (await greeting(bug.url)).hello.about;
        expect(counterexample).toMatchObject({
          property: 'the seat is sold once',
          type: 'always',
          verdict: 'It does not hold after 8 steps.',
        });
        expect(counterexample?.steps.map(({ text }) => text[0])).toEqual([
          'from outside → clerk-ada: customer.came',
          'from outside → clerk-ben: customer.came',
          'clerk-ada → hall: seat.asked (by clerk-ada)',
          'clerk-ben → hall: seat.asked (by clerk-ben)',
          'hall → clerk-ada: seat.free',
          'hall → clerk-ben: seat.free',
          'a timer of clerk-ada goes off: paying (in clerk.selling)',
          'a timer of clerk-ben goes off: paying (in clerk.selling)',
        ]);
        expect(await bug.end()).toBe(0);
      },
      { examples: true },
    ));

  test('says what is wrong with what it is given, and where', () =>
    inFolder((folder) => {
      writeFileSync(join(folder, 'empty.jsonl'), '');
      expect(chartwright(['inspect', 'empty.jsonl', '--no-open'], folder)).toMatchObject({
        code: 65,
        err: expect.stringContaining('empty.jsonl:1:1: found an empty file'),
      });
      expect(chartwright(['inspect', 'none.jsonl', '--no-open'], folder)).toMatchObject({
        code: 65,
        err: expect.stringContaining('none.jsonl:1:1: found'),
      });
      expect(chartwright(['inspect', 'bach', '--no-open'], folder)).toMatchObject({ code: 64, err: expect.stringContaining('batch') });
      expect(chartwright(['inspect', 'batch', '--port', '70000', '--no-open'], folder).code).toBe(64);
      expect(chartwright(['inspect', '--no-open'], folder).code).toBe(64);
    }));

  test('says so when its port is taken', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    try {
      const { code, err } = chartwright(['inspect', 'batch', '--no-open', '--port', String(port)]);
      expect(code).toBe(64);
      expect(err).toContain(String(port));
    } finally {
      other.close();
    }
  });
});

describe('run --html', () => {
  test('writes one file that asks nothing of anybody, with all of the run in it', () =>
    inFolder(async (folder) => {
      expect(chartwright(['run', 'batch', '--quiet', '--html', 'day.html'], folder)).toMatchObject({ code: 0, err: '' });
      const html = readFileSync(join(folder, 'day.html'), 'utf8');
      expect(html).toContain(`default-src 'none'`);
      const page = html
        .replace(/<script type="(?:text\/plain|application\/json)"[\s\S]*?<\/script>/g, '')
        .replace(/<script type="module">[\s\S]*?<\/script>/g, '');
      expect(page).not.toMatch(/\b(?:src|href)=|url\(|@import/);
      expect(page.match(/<script/g)).toBeNull();
    }));

  test('leaves no file where it cannot be written, and says so', () =>
    inFolder((folder) => {
      mkdirSync(join(folder, 'taken.html'));
      expect(chartwright(['run', 'batch', '--quiet', '--html', 'taken.html'], folder).code).toBeGreaterThan(0);
    }));

  test('is refused where it would take the place of what it is made from, by whatever name', () =>
    inFolder(
      (folder) => {
        expect(chartwright(['run', 'batch', '--quiet', '--trace', 'day.jsonl'], folder).code).toBe(0);
        const before = readFileSync(join(folder, 'day.jsonl'), 'utf8');
        symlinkSync('day.jsonl', join(folder, 'other.html'));
        for (const name of ['day.jsonl', './day.jsonl', 'other.html'])
          expect(chartwright(['replay', 'day.jsonl', '--html', name], folder)).toMatchObject({
            code: 64,
            err: expect.stringContaining('the input and --html both name'),
          });
        expect(readFileSync(join(folder, 'day.jsonl'), 'utf8')).toBe(before);
        expect(chartwright(['run', 'examples/coffee-bar.ts', '--max-events', '9', '--html', 'examples/coffee-bar.ts'], folder).code).toBe(
          64,
        );
      },
      { examples: true },
    ));

  test('keeps the text of a run from being taken for the page', () =>
    inFolder((folder) => {
      const deck = readFileSync('examples/decks/tides.deck', 'utf8').replaceAll(/^\$JOB.*$/gm, '$JOB  </SCRIPT><SCRIPT>ALERT(1)</SCRIPT>');
      writeFileSync(join(folder, 'evil.deck'), deck);
      chartwright(['run', 'batch', '--quiet', '--decks', 'evil.deck', '--html', 'day.html'], folder);
      const html = readFileSync(join(folder, 'day.html'), 'utf8');
      expect(html.toLowerCase()).not.toContain('<script>alert');
    }));
});
