/** The page's end of the protocol, against a socket that only the test speaks through. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeColumns, NONE } from '../../../src/inspector/protocol/columns.ts';
import { STRETCH_EVENTS } from '../../../src/inspector/protocol/details.ts';
import { PROTOCOL_VERSION, type About, type ServerFrame, type Status } from '../../../src/inspector/protocol/frames.ts';
import { NOTHING_YET } from '../../../src/inspector/page/model/nothing-yet.ts';
import { SocketSource } from '../../../src/inspector/page/model/socket-source.ts';

class FakeSocket extends EventTarget {
  readyState = 0;
  binaryType = 'blob';
  readonly sent: unknown[] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = 3;
  }

  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  says(frame: ServerFrame | { readonly type: string }): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }));
  }

  sends(bytes: Uint8Array<ArrayBuffer>): void {
    this.dispatchEvent(new MessageEvent('message', { data: bytes.buffer }));
  }

  closes(code = 1006, reason = ''): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason }));
  }
}

const about: About = {
  mode: 'live',
  title: 'A run',
  description: '',
  scenario: 'run',
  version: '0',
  seed: 1,
  params: {},
  charts: {},
  overview: null,
  plots: [],
  counterexample: null,
};
const status: Status = { ...NOTHING_YET, events: 3 };
const hello: ServerFrame = { type: 'hello', protocol: PROTOCOL_VERSION, about, status };

function frame(from: number, count: number): Uint8Array<ArrayBuffer> {
  return encodeColumns({
    from,
    count,
    actors: from === 0 ? [{ id: 'a', kind: 'a', place: null }] : [],
    words: [],
    states: from === 0 ? ['"on"'] : [],
    atMs: new Float64Array(count).fill(from),
    actor: new Uint32Array(count),
    sender: new Uint32Array(count).fill(NONE),
    word: new Uint32Array(count).fill(NONE),
    state: new Uint32Array(count),
    cause: new Uint32Array(count).fill(NONE),
    type: new Uint8Array(count),
    flags: new Uint8Array(count),
  });
}

function connected() {
  const sockets: FakeSocket[] = [];
  const reload = vi.fn<() => void>();
  const source = new SocketSource({
    url: 'ws://here/socket?token=t',
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      // The fake has all of a socket that is used.
      return socket as unknown as WebSocket;
    },
    reload,
  });
  const [socket = new FakeSocket()] = sockets;
  return { source, sockets, socket, reload };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a socket source', () => {
  test('says hello, and shows what it is told', () => {
    const { source, socket } = connected();
    expect(source.connection.value).toEqual({ type: 'connecting' });
    socket.opens();
    expect(socket.sent).toEqual([{ type: 'hello', protocol: PROTOCOL_VERSION }]);
    socket.says(hello);
    expect(source.connection.value).toEqual({ type: 'open' });
    expect(source.about.value).toEqual(about);
    socket.says({ type: 'status', status: { ...status, playing: true } });
    expect(source.status.value.playing).toBe(true);
    socket.says({ type: 'plots', plots: { atS: [1], values: [] } });
    expect(source.plots.value.atS).toEqual([1]);
  });

  test('takes in columns, and acknowledges each frame of them', () => {
    const { source, socket } = connected();
    socket.opens();
    socket.says(hello);
    socket.sends(frame(0, 2));
    socket.sends(frame(2, 1));
    expect(source.events.count.value).toBe(3);
    expect(socket.sent.slice(1)).toEqual([
      { type: 'ack', frames: 1 },
      { type: 'ack', frames: 2 },
    ]);
  });

  test('asks for a stretch once, and again when there is more of it', async () => {
    const { source, socket } = connected();
    socket.opens();
    socket.says(hello);
    socket.sends(frame(0, 2));
    const first = source.stretch(0);
    void source.stretch(0);
    const asked = () => socket.sent.filter((it) => typeof it === 'object' && it !== null && 'type' in it && it.type === 'stretch');
    expect(asked()).toEqual([{ type: 'stretch', id: 1, index: 0 }]);
    socket.says({ type: 'stretch', id: 1, stretch: { index: 0, before: {}, events: [] } });
    expect((await first).index).toBe(0);
    socket.sends(frame(2, STRETCH_EVENTS));
    void source.stretch(0);
    socket.sends(frame(2 + STRETCH_EVENTS, 1));
    void source.stretch(0);
    expect(asked()).toHaveLength(2);
  });

  test('rejects what the server refuses, and asks anew', async () => {
    const { source, socket } = connected();
    socket.opens();
    socket.says(hello);
    const refused = source.stretch(0);
    socket.says({ type: 'refused', id: 1, why: 'not yet' });
    await expect(refused).rejects.toThrow('not yet');
    void source.stretch(0);
    expect(socket.sent).toHaveLength(3);
  });

  test('tells commands, and shows the refusal of the last one', () => {
    const { source, socket } = connected();
    source.command({ type: 'pause' });
    expect(source.refusal.value).toMatch(/no connection/);
    socket.opens();
    socket.says(hello);
    source.command({ type: 'step', events: 1 });
    expect(socket.sent.at(-1)).toEqual({ type: 'step', events: 1 });
    expect(source.refusal.value).toBeNull();
    socket.says({ type: 'refused', id: null, why: 'it has ended' });
    expect(source.refusal.value).toBe('it has ended');
  });

  test('finds', async () => {
    const { source, socket } = connected();
    socket.opens();
    socket.says(hello);
    const found = source.find('x');
    socket.says({ type: 'found', id: 1, events: [4], complete: true });
    expect(await found).toMatchObject({ events: [4], complete: true });
  });

  test('will not talk to another version', () => {
    const { source, socket } = connected();
    socket.opens();
    socket.says({ ...hello, type: 'hello', protocol: PROTOCOL_VERSION + 1 } as ServerFrame);
    expect(source.connection.value).toMatchObject({ type: 'failed', why: expect.stringContaining('version 2') });
    expect(socket.readyState).toBe(3);
  });

  test('is told why the server will not go on', () => {
    const { source, sockets, socket } = connected();
    socket.opens();
    socket.says({ type: 'refused', id: null, why: 'This server speaks version 2.' });
    socket.closes(4001, 'another version');
    expect(source.connection.value).toEqual({ type: 'failed', why: 'This server speaks version 2.' });
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });

  test('says what to do when the server goes, tries again ever more slowly, and begins anew when it is back', async () => {
    const { source, sockets, socket, reload } = connected();
    socket.opens();
    socket.says(hello);
    const waiting = source.stretch(0);
    socket.closes();
    await expect(waiting).rejects.toThrow(/gone/);
    expect(source.connection.value).toMatchObject({ type: 'closed', why: expect.stringContaining('Start `chartwright inspect` again') });
    vi.advanceTimersByTime(1000);
    expect(sockets).toHaveLength(2);
    sockets[1]?.closes();
    vi.advanceTimersByTime(1900);
    expect(sockets).toHaveLength(2);
    vi.advanceTimersByTime(100);
    expect(sockets).toHaveLength(3);
    sockets[2]?.opens();
    sockets[2]?.says(hello);
    expect(reload).toHaveBeenCalledOnce();
    sockets[2]?.sends(frame(0, 2));
    expect(source.events.count.value).toBe(0);
  });

  test('says that the token may be wrong when there was never an answer', () => {
    const { source, socket } = connected();
    socket.closes();
    expect(source.connection.value).toMatchObject({ type: 'closed', why: expect.stringContaining('token') });
  });

  test.each([
    ['garbage', (socket: FakeSocket) => socket.dispatchEvent(new MessageEvent('message', { data: '{' }))],
    ['columns that were cut off', (socket: FakeSocket) => socket.sends(frame(0, 2).slice(0, 80))],
    ['columns out of order', (socket: FakeSocket) => socket.sends(frame(2, 1))],
  ])('fails in words at %s', (_, send) => {
    const { source, socket } = connected();
    socket.opens();
    socket.says(hello);
    send(socket);
    expect(source.connection.value).toMatchObject({ type: 'failed', why: expect.stringContaining('cannot be read') });
  });
});
