/** One page that looks on: what it says is read, answered, or passed on to the run; what changes is told by its feed. */
import type { WebSocket } from 'ws';
import { PROTOCOL_VERSION, type Command, type PageFrame, type ServerFrame } from '../protocol/frames.ts';
import { SourceError, type Source } from '../recording/source.ts';
import type { Desk } from './desk.ts';
import { Feed } from './feed.ts';
import { dismiss, guarded, textOf } from './guest.ts';
import { BAD_FRAMES_MAX, CLOSE, REQUESTS_MAX } from './limits.ts';
import { Outlet } from './outlet.ts';
import { readPageFrame } from './page-frame.ts';

export interface SessionOptions {
  readonly socket: WebSocket;
  readonly source: Source;
  readonly desk: Desk;
  /** Told what the source throws and should not. */
  readonly onFault: (cause: unknown) => void;
}

export class PageSession {
  readonly #socket: WebSocket;
  readonly #source: Source;
  readonly #desk: Desk;
  readonly #onFault: (cause: unknown) => void;
  readonly #outlet: Outlet;
  /** Once it has said hello. */
  #feed: Feed | undefined;
  #badFrames = 0;
  #requests = 0;

  constructor({ socket, source, desk, onFault }: SessionOptions) {
    this.#socket = socket;
    this.#source = source;
    this.#desk = desk;
    this.#onFault = onFault;
    this.#outlet = new Outlet(socket);
    socket.on('message', (data, isBinary) => {
      // What was on its way when it was shown out is not heard.
      if (socket.readyState !== socket.OPEN) return;
      this.#guard(() => (isBinary ? this.#takeBad('A binary frame; a page sends texts.') : this.#read(textOf(data))));
    });
    socket.on('close', () => this.#feed?.end());
  }

  #read(text: string): void {
    const read = readPageFrame(text);
    if ('problem' in read) return this.#takeBad(read.problem, read.id);
    const { frame } = read;
    if (frame.type === 'hello') return this.#greet(frame.protocol);
    if (!this.#feed) return this.#takeBad('A page says hello first.', 'id' in frame ? frame.id : null);
    this.#take(frame, this.#feed);
  }

  #greet(protocol: number): void {
    if (protocol !== PROTOCOL_VERSION) {
      const why = `This server speaks version ${PROTOCOL_VERSION} of the inspector's protocol, and the page version ${protocol}. Reload the page.`;
      this.#outlet.send({ type: 'refused', id: null, why });
      return dismiss(this.#socket, CLOSE.otherVersion, 'another version of the protocol');
    }
    if (this.#feed) return this.#takeBad('A page says hello once.');
    const { about } = this.#source;
    const status = this.#source.status();
    this.#outlet.send({ type: 'hello', protocol: PROTOCOL_VERSION, about, status });
    this.#feed = new Feed({ source: this.#source, outlet: this.#outlet, status, guard: (act) => this.#guard(act) });
  }

  #take(frame: Exclude<PageFrame, { readonly type: 'hello' }>, feed: Feed): void {
    switch (frame.type) {
      case 'ack': {
        const problem = feed.acknowledge(frame.frames);
        if (problem !== undefined) this.#takeBad(`An acknowledgement that cannot be: ${problem}.`);
        return;
      }
      case 'stretch':
        return this.#answer(frame.id, async () => ({
          type: 'stretch',
          id: frame.id,
          stretch: await this.#source.stretch(frame.index),
        }));
      case 'find':
        return this.#answer(frame.id, async () => ({ type: 'found', id: frame.id, ...(await this.#source.find(frame.text)) }));
      case 'play':
      case 'pause':
      case 'step':
      case 'send':
        return this.#command(frame);
    }
  }

  #command(command: Command): void {
    const why = this.#source.command(command);
    if (why !== undefined) this.#outlet.send({ type: 'refused', id: null, why });
  }

  /** A question counts until its answer is written, so that answers cannot pile up. */
  #answer(id: number, ask: () => Promise<ServerFrame>): void {
    if (this.#requests >= REQUESTS_MAX) {
      const why = `${REQUESTS_MAX} questions are not answered yet; ask again when one is.`;
      return this.#outlet.send({ type: 'refused', id, why });
    }
    this.#requests += 1;
    this.#desk.take(() => {
      // Nobody waits for it any more.
      if (this.#socket.readyState === this.#socket.OPEN) void this.#settle(id, ask);
    });
  }

  async #settle(id: number, ask: () => Promise<ServerFrame>): Promise<void> {
    const answer = await ask().catch((cause: unknown): ServerFrame => ({ type: 'refused', id, why: this.#whyNot(cause) }));
    this.#outlet.whenFree(() => {
      this.#requests -= 1;
      this.#guard(() => this.#outlet.send(answer));
    });
  }

  #whyNot(cause: unknown): string {
    if (cause instanceof SourceError) return cause.message;
    this.#onFault(cause);
    return faultText(cause);
  }

  #takeBad(why: string, id: number | null = null): void {
    this.#outlet.send({ type: 'refused', id, why });
    this.#badFrames += 1;
    if (this.#badFrames >= BAD_FRAMES_MAX) dismiss(this.#socket, CLOSE.notWelcome, `${BAD_FRAMES_MAX} frames that are none`);
  }

  /** Whatever fails here ends this page, not the run that it looks at. */
  #guard(act: () => void): void {
    guarded(this.#socket, this.#onFault, () => {
      try {
        act();
      } catch (cause) {
        this.#feed?.end();
        this.#outlet.send({ type: 'refused', id: null, why: faultText(cause) });
        throw cause;
      }
    });
  }
}

function faultText(cause: unknown): string {
  return `This should not happen, and is a fault of chartwright: ${cause instanceof Error ? cause.message : String(cause)}`;
}
