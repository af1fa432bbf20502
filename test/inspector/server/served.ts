// A server over a made-up source and a page of four short files, and clients of its sockets that keep what they hear.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket, type RawData } from 'ws';
import { decodeColumns, type Columns } from '../../../src/inspector/protocol/columns.ts';
import type { PageFrame, ServerFrame } from '../../../src/inspector/protocol/frames.ts';
import { serve, type Served, type ServeOptions } from '../../../src/inspector/server/serve.ts';
import { FakeSource } from './fake-source.ts';

export const TOKEN = 'the-secret-of-the-tests';

export interface TestServer extends AsyncDisposable {
  readonly served: Served;
  readonly source: FakeSource;
  readonly faults: unknown[];
  get(path: string, options?: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> }): Promise<Answer>;
  /** Says hello. */
  page(options?: PageOptions): Promise<Page>;
  /** A socket that may not be let in. */
  socket(path: string, origin?: string | null, host?: string): WebSocket;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export function pageFolder(files: Readonly<Record<string, string>> = PAGE): string & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'chartwright-page-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return Object.assign(path, { [Symbol.dispose]: () => rmSync(path, { recursive: true }) });
}

export const PAGE = {
  'index.html': '<!doctype html><title>page</title>',
  'main.js': 'void 0;',
  'style.css': 'html {}',
  'layout-worker.js': 'void 1;',
};

export async function testServer(events: number, options: Partial<ServeOptions> = {}): Promise<TestServer> {
  const folder = pageFolder();
  const source = new FakeSource(events);
  const faults: unknown[] = [];
  const served = await serve({
    source,
    pageFolder: `${folder}`,
    port: 0,
    token: TOKEN,
    onFault: (cause) => faults.push(cause),
    ...options,
  });
  const own = `http://127.0.0.1:${served.port}`;
  const socket: TestServer['socket'] = (path, origin = own, host) =>
    new WebSocket(`ws://127.0.0.1:${served.port}${path}`, {
      ...(origin === null ? {} : { origin }),
      ...(host ? { headers: { host } } : {}),
    });
  return {
    served,
    source,
    faults,
    get: (path, { method = 'GET', headers = {} } = {}) => get(served.port, path, method, headers),
    page: (pageOptions) => Page.open(socket(`/socket?token=${TOKEN}`), pageOptions),
    socket,
    [Symbol.asyncDispose]: async () => {
      await served.close();
      rmSync(`${folder}`, { recursive: true });
    },
  };
}

/** As it is written, which `fetch` and `URL` would tidy up first. */
function get(port: number, path: string, method: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** The status of the answer to one that is turned away, or `open`. */
export function fateOf(socket: WebSocket): Promise<number | 'open'> {
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
  });
}

export function closed(socket: WebSocket): Promise<{ readonly code: number; readonly reason: string }> {
  return new Promise((resolve) => socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })));
}

export interface PageOptions {
  readonly acknowledges?: boolean;
  readonly saysHello?: boolean;
}

export class Page {
  readonly socket: WebSocket;
  readonly heard: ServerFrame[] = [];
  readonly columns: Columns[] = [];
  readonly closed: ReturnType<typeof closed>;
  #listeners: (() => void)[] = [];

  private constructor(socket: WebSocket, acknowledges: boolean) {
    this.socket = socket;
    this.closed = closed(socket);
    socket.on('error', () => {});
    socket.on('message', (data: RawData, isBinary: boolean) => {
      const bytes = data as Buffer;
      if (isBinary) {
        // A Buffer's slices are no copies, as those of the arrays that a browser gives are.
        this.columns.push(decodeColumns(new Uint8Array(bytes)));
        if (acknowledges) this.say({ type: 'ack', frames: this.columns.length });
      } else this.heard.push(JSON.parse(bytes.toString()) as ServerFrame);
      for (const listener of this.#listeners) listener();
    });
  }

  static open(socket: WebSocket, { acknowledges = true, saysHello = true }: PageOptions = {}): Promise<Page> {
    const page = new Page(socket, acknowledges);
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('open', () => {
        if (saysHello) page.say({ type: 'hello', protocol: 1 });
        resolve(page);
      });
    });
  }

  get events(): number {
    return this.columns.reduce((sum, { count }) => sum + count, 0);
  }

  get refusals(): readonly string[] {
    return this.heard.flatMap((frame) => (frame.type === 'refused' ? [frame.why] : []));
  }

  say(frame: PageFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** Whatever it is. */
  blurt(data: string | Uint8Array): void {
    this.socket.send(data);
  }

  /** Resolves when something holds, which is looked at with all that is heard. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return;
        this.#listeners = this.#listeners.filter((it) => it !== look);
        resolve();
      };
      this.#listeners = [...this.#listeners, look];
      look();
    });
  }

  /** Resolves when the server has heard all that was said so far: questions are answered in order. */
  async settled(): Promise<void> {
    const id = 1_000_000 + this.heard.length;
    this.say({ type: 'find', id, text: 'settled' });
    await this.until(() => this.heard.some((frame) => 'id' in frame && frame.id === id));
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
