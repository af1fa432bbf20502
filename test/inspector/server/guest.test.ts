// A socket whose other end is dead, which no network tells of.
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { dismiss, keepWhileAlive } from '../../../src/inspector/server/guest.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

class FakeSocket extends EventEmitter {
  readonly ping = vi.fn<(code?: number, reason?: string) => void>();
  readonly close = vi.fn<(code?: number, reason?: string) => void>();
  readonly terminate = vi.fn<() => void>(() => void this.emit('close'));
}

/** As much of a socket as is used here. */
const asSocket = (fake: FakeSocket): WebSocket => fake as unknown as WebSocket;

test('a guest is kept for as long as it answers, and dropped when it does not', () => {
  const socket = new FakeSocket();
  keepWhileAlive(asSocket(socket));
  for (let n = 1; n <= 3; n += 1) {
    vi.advanceTimersByTime(20_000);
    expect(socket.ping).toHaveBeenCalledTimes(n);
    socket.emit('pong');
  }
  vi.advanceTimersByTime(20_000);
  expect(socket.terminate).not.toHaveBeenCalled();
  vi.advanceTimersByTime(20_000);
  expect(socket.terminate).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('a guest that does not agree to its end is cut off', () => {
  const socket = new FakeSocket();
  dismiss(asSocket(socket), 1008, 'why');
  expect(socket.close).toHaveBeenCalledWith(1008, 'why');
  vi.advanceTimersByTime(999);
  expect(socket.terminate).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(socket.terminate).toHaveBeenCalledTimes(1);
});

test('a guest that agrees leaves nothing behind', () => {
  const socket = new FakeSocket();
  keepWhileAlive(asSocket(socket));
  dismiss(asSocket(socket), 1001, 'why');
  socket.emit('close');
  expect(vi.getTimerCount()).toBe(0);
});
