/** A web socket at the other end of which may be anybody: kept while it answers, and shown out for good. */
import type { RawData, WebSocket } from 'ws';
import { CLOSE, CLOSING_MS, PING_EVERY_MS } from './limits.ts';

/** Pings it, and drops it when it does not answer; hears its errors, which are followed by its close. */
export function keepWhileAlive(socket: WebSocket): void {
  let isAlive = true;
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, PING_EVERY_MS);
  socket.on('pong', () => {
    isAlive = true;
  });
  socket.on('close', () => clearInterval(timer));
  socket.on('error', () => {});
}

/** Ends it even if the other end does not agree. */
export function dismiss(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  const timer = setTimeout(() => socket.terminate(), CLOSING_MS);
  socket.on('close', () => clearTimeout(timer));
}

/** Does what must not throw; if it does, this guest has to go, and the others stay. */
export function guarded(socket: WebSocket, onFault: (cause: unknown) => void, act: () => void): void {
  try {
    act();
  } catch (cause) {
    onFault(cause);
    dismiss(socket, CLOSE.fault, 'a fault of the server');
  }
}

/** Of a text frame, which was checked to be UTF-8. */
export function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString();
}
