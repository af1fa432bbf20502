/**
 * A web socket to somebody who may be slow, or not there: what is to be said waits in a buffer that has a bound.
 *
 * Whoever says more than there is room for loses it, and is told how much. Whoever asks for room now and then, and waits for it, loses
 * nothing.
 */
import { WebSocket } from 'ws';

export interface OutletOptions {
  readonly url: string;
  /** Bound on what waits here, in characters. */
  readonly bufferMax: number;
  /** Milliseconds without any progress, after which the other end is given up. */
  readonly patienceMs: number;
}

export interface Delivered {
  /** Bundles that went out whole. */
  readonly sent: number;
  /** Those that did not: there was no room for them, or nobody to take them. */
  readonly dropped: number;
  /** Milliseconds that were spent waiting for room. */
  readonly waitedMs: number;
  /** What went wrong with the connection, and what to do. */
  readonly problem: string | null;
}

interface Bundle {
  readonly texts: readonly string[];
  readonly length: number;
}

/** As much is given to the socket at a time; the rest waits where it can be counted. */
const SOCKET_MAX = 1 << 20;

export class StatelyOutlet {
  readonly #options: OutletOptions;
  readonly #socket: WebSocket;
  #waiting: Bundle[] = [];
  /** Characters that wait. */
  #length = 0;
  /** Somebody waits for room, rather than lose anything. */
  #isAwaited = false;
  #isWriting = false;
  /** Nothing more is to be said: that the connection is closed now is no problem. */
  #isOver = false;
  #sent = 0;
  #dropped = 0;
  #waitedMs = 0;
  #problem: string | null = null;
  /** Told whenever something went out, or nothing will any more. */
  #onProgress: (() => void)[] = [];

  /** @throws SyntaxError if it is no address of a web socket */
  constructor(options: OutletOptions) {
    this.#options = options;
    // A run that goes on without a break is no fault of the other end: time is taken only while it is waited for.
    this.#socket = new WebSocket(options.url, { perMessageDeflate: false });
    this.#socket.on('open', () => {
      this.#tellProgress();
      this.#write();
    });
    this.#socket.on('error', ({ message }) => this.#giveUp(`Nothing can be sent to ${options.url}: ${message || 'nobody answers'}.`));
    this.#socket.on('close', () => this.#giveUp(`${options.url} has closed the connection.`));
  }

  /**
   * Texts that are of use only together. Those that must not be missing come in even where there is no room, and so does all that is said
   * by one who asks for room now and then.
   */
  add(texts: readonly string[], isNeeded: boolean): void {
    if (this.#problem !== null || (!isNeeded && !this.#isAwaited && this.#length >= this.#options.bufferMax)) {
      this.#dropped += 1;
      return;
    }
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    this.#waiting.push({ texts, length });
    this.#length += length;
    this.#write();
  }

  /** Resolves when half of the buffer is free, or nothing can be sent any more. */
  async room(): Promise<void> {
    this.#isAwaited = true;
    if (this.#length <= this.#options.bufferMax / 2) return;
    const startedMs = performance.now();
    while (this.#problem === null && this.#length > this.#options.bufferMax / 2) await this.#progress();
    this.#waitedMs += performance.now() - startedMs;
  }

  /** Resolves when all that waits has gone out, or nothing will. */
  async done(): Promise<Delivered> {
    while (this.#problem === null && this.#waiting.length > 0) await this.#progress();
    const isConfirmed = await this.#close();
    const { url, patienceMs } = this.#options;
    this.#problem ??= isConfirmed
      ? null
      : `${url} has not confirmed the end within ${patienceMs / 1000} s: what was sent last may not have been taken in.`;
    return { sent: this.#sent, dropped: this.#dropped, waitedMs: this.#waitedMs, problem: this.#problem };
  }

  #progress(): Promise<void> {
    return new Promise((resolve) => {
      const { patienceMs, url } = this.#options;
      const timer = setTimeout(() => this.#giveUp(`${url} has taken nothing in for ${patienceMs / 1000} s.`), patienceMs);
      this.#onProgress.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #write(): void {
    if (this.#isWriting || this.#socket.readyState !== WebSocket.OPEN) return;
    const count = this.#countFor(SOCKET_MAX);
    if (count === 0) return;
    this.#isWriting = true;
    const bundles = this.#waiting.slice(0, count);
    const texts = bundles.flatMap((bundle) => bundle.texts);
    for (const text of texts.slice(0, -1)) this.#socket.send(text);
    this.#socket.send(texts.at(-1) ?? '', (error) => {
      this.#isWriting = false;
      // The socket tells of it itself.
      if (error || this.#problem !== null) return;
      this.#waiting.splice(0, count);
      this.#sent += count;
      this.#length -= bundles.reduce((sum, { length }) => sum + length, 0);
      this.#tellProgress();
      this.#write();
    });
  }

  /** Bundles that make up so many characters; at least one, if there is one. */
  #countFor(characters: number): number {
    let length = 0;
    let count = 0;
    for (const bundle of this.#waiting) {
      if (count > 0 && length + bundle.length > characters) break;
      length += bundle.length;
      count += 1;
    }
    return count;
  }

  #giveUp(problem: string): void {
    if (this.#problem === null && !this.#isOver) {
      this.#problem = problem;
      this.#dropped += this.#waiting.length;
      this.#waiting = [];
      this.#length = 0;
      this.#socket.terminate();
    }
    this.#tellProgress();
  }

  #tellProgress(): void {
    const listeners = this.#onProgress;
    this.#onProgress = [];
    for (const listener of listeners) listener();
  }

  /** The other end answers when it has taken in all that came before. False if it does not. */
  #close(): Promise<boolean> {
    this.#isOver = true;
    if (this.#socket.readyState === WebSocket.CLOSED) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#socket.terminate();
        resolve(false);
      }, this.#options.patienceMs);
      this.#socket.on('close', () => {
        clearTimeout(timer);
        resolve(true);
      });
      this.#socket.close(1000);
    });
  }
}
