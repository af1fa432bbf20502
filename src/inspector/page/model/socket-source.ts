/** A run that a server shows, by the protocol of protocol/frames.ts. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { decodeColumns } from '../../protocol/columns.ts';
import type { Stretch } from '../../protocol/details.ts';
import {
  PROTOCOL_VERSION,
  type About,
  type Command,
  type PageFrame,
  type PlotData,
  type ServerFrame,
  type Status,
} from '../../protocol/frames.ts';
import { EventTable } from './event-table.ts';
import { NOTHING_YET } from './nothing-yet.ts';
import type { Connection, PageSource } from './page-source.ts';
import { Requests } from './requests.ts';
import { StretchCache } from './stretch-cache.ts';

export interface SocketOptions {
  /** Of the socket, with the token. */
  readonly url: string;
  readonly open: (url: string) => WebSocket;
  /** Begins anew: a server that was away may show another run. */
  readonly reload: () => void;
}

/** Milliseconds before it is tried again, the first time and at most. */
const RETRY_MS = 1000;
const RETRY_MAX_MS = 15_000;

const GONE = 'The server has gone. Start `chartwright inspect` again, and open the address that it prints.';
const UNANSWERED =
  'The server does not answer, or does not know the token of this page. Open the whole address that `chartwright inspect` printed, with its token; if it runs no more, start it again.';

/** How a server closes when it will not go on with this page: see RFC 6455, 7.4; those from 4000 on are the protocol's own. */
const NOT_WELCOME = 1008;
const OWN_CODES = 4000;

/** Of a socket's ready states. */
const OPEN = 1;

export class SocketSource implements PageSource {
  readonly #about = signal<About | null>(null);
  readonly about: ReadonlySignal<About | null> = this.#about;
  readonly #charts = signal<About['charts']>({});
  readonly charts: ReadonlySignal<About['charts']> = this.#charts;
  readonly #status = signal<Status>(NOTHING_YET);
  readonly status: ReadonlySignal<Status> = this.#status;
  readonly #plots = signal<PlotData>({ atS: [], values: [] });
  readonly plots: ReadonlySignal<PlotData> = this.#plots;
  readonly #connection = signal<Connection>({ type: 'connecting' });
  readonly connection: ReadonlySignal<Connection> = this.#connection;
  readonly #refusal = signal<string | null>(null);
  readonly refusal: ReadonlySignal<string | null> = this.#refusal;
  readonly events = new EventTable();
  readonly #options: SocketOptions;
  readonly #requests = new Requests((frame) => this.#tell(frame));
  readonly #cache: StretchCache;
  #socket: WebSocket;
  #frames = 0;
  /** Nothing more is heard, and nothing tried. */
  #isOver = false;
  #retryMs = RETRY_MS;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#cache = new StretchCache(
      (index) => this.#requests.ask((id) => ({ type: 'stretch', id, index })).then(stretchOf),
      () => this.events.count.peek(),
    );
    this.#socket = this.#connect();
  }

  stretch(index: number): Promise<Stretch> {
    return this.#cache.get(index);
  }

  async find(text: string): ReturnType<PageSource['find']> {
    const frame = await this.#requests.ask((id) => ({ type: 'find', id, text }));
    if (frame.type !== 'found') throw new Error(`the server answered a search with '${frame.type}'`);
    return frame;
  }

  command(command: Command): void {
    this.#refusal.value = null;
    if (!this.#tell(command)) this.#refusal.value = 'There is no connection to the server.';
  }

  #connect(): WebSocket {
    const socket = this.#options.open(this.#options.url);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => this.#tell({ type: 'hello', protocol: PROTOCOL_VERSION }));
    socket.addEventListener('message', ({ data }) => this.#hear(data));
    socket.addEventListener('close', ({ code, reason }) => this.#closed(code, reason));
    return socket;
  }

  /** False if it could not be told. */
  #tell(frame: PageFrame): boolean {
    const isOpen = this.#socket.readyState === OPEN;
    if (isOpen) this.#socket.send(JSON.stringify(frame));
    return isOpen;
  }

  #hear(data: unknown): void {
    if (this.#isOver) return;
    try {
      if (data instanceof ArrayBuffer) this.#takeColumns(new Uint8Array(data));
      // Both ends are of one version, or the first frame says that they are not.
      else this.#take(JSON.parse(String(data)) as ServerFrame);
    } catch (cause) {
      this.#fail(`What the server sent cannot be read: ${cause instanceof Error ? cause.message : String(cause)}. Reload this page.`);
    }
  }

  #takeColumns(bytes: Uint8Array): void {
    this.events.append(decodeColumns(bytes));
    this.#frames += 1;
    // What comes after it waits for as long as this page is busy with it.
    this.#tell({ type: 'ack', frames: this.#frames });
  }

  #take(frame: ServerFrame): void {
    switch (frame.type) {
      case 'hello':
        return this.#greeted(frame);
      case 'charts':
        this.#charts.value = { ...this.#charts.peek(), ...frame.charts };
        return;
      case 'status':
        this.#status.value = frame.status;
        return;
      case 'plots':
        this.#plots.value = frame.plots;
        return;
      case 'stretch':
      case 'found':
        return this.#requests.answer(frame.id, frame);
      case 'refused':
        if (frame.id === null) this.#refusal.value = frame.why;
        else this.#requests.refuse(frame.id, frame.why);
    }
  }

  #greeted({ protocol, about, status }: ServerFrame & { readonly type: 'hello' }): void {
    if (protocol !== PROTOCOL_VERSION) {
      this.#fail(
        `The server speaks version ${protocol} of the inspector's protocol, this page version ${PROTOCOL_VERSION}. Reload this page; if that does not help, install one version of chartwright.`,
      );
      return;
    }
    // Events would come from the first one on again, and perhaps of another run.
    if (this.#about.peek()) {
      this.#isOver = true;
      return this.#options.reload();
    }
    this.#charts.value = about.charts;
    this.#status.value = status;
    this.#about.value = about;
    this.#connection.value = { type: 'open' };
  }

  #fail(why: string): void {
    this.#isOver = true;
    this.#connection.value = { type: 'failed', why };
    this.#requests.refuseAll(why);
    this.#socket.close();
  }

  #closed(code: number, reason: string): void {
    if (this.#isOver) return;
    // What it refused last says it in whole sentences.
    if (code === NOT_WELCOME || code >= OWN_CODES) return this.#fail(this.#refusal.peek() ?? `The server will not go on: ${reason}.`);
    const why = this.#about.peek() ? GONE : UNANSWERED;
    this.#connection.value = { type: 'closed', why: reason === '' ? why : `${why} (${reason})` };
    this.#requests.refuseAll(why);
    setTimeout(() => {
      this.#socket = this.#connect();
    }, this.#retryMs);
    this.#retryMs = Math.min(RETRY_MAX_MS, 2 * this.#retryMs);
  }
}

function stretchOf(frame: ServerFrame): Stretch {
  if (frame.type !== 'stretch') throw new Error(`the server answered a question for states with '${frame.type}'`);
  return frame.stretch;
}
