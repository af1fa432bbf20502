/**
 * What goes out to a page. While the page does not take in what was written, no more is written, and nothing that it sends is read:
 * neither its answers nor refusals of what it asks can pile up.
 */
import type { WebSocket } from 'ws';
import type { ServerFrame } from '../protocol/frames.ts';
import { BUFFERED_BYTES_MAX } from './limits.ts';

export class Outlet {
  readonly #socket: WebSocket;
  #waiting: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('close', () => this.#relieve());
  }

  get isFull(): boolean {
    return this.#socket.bufferedAmount > BUFFERED_BYTES_MAX;
  }

  send(frame: ServerFrame): void {
    this.#write(JSON.stringify(frame));
  }

  sendBytes(bytes: Uint8Array): void {
    this.#write(bytes);
  }

  /** Calls back once, when there is room again; at once, if there is. */
  whenFree(act: () => void): void {
    if (this.isFull) this.#waiting.push(act);
    else act();
  }

  #write(data: string | Uint8Array): void {
    // A page that is going is told nothing more.
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(data, () => {
      if (!this.isFull) this.#relieve();
    });
    if (this.isFull) this.#socket.pause();
  }

  #relieve(): void {
    if (this.#socket.isPaused) this.#socket.resume();
    const waiting = this.#waiting;
    this.#waiting = [];
    // The first of them may fill it again; the others then wait anew.
    for (const act of waiting) this.whenFree(act);
  }
}
