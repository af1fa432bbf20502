/** The inspector's server: gives the page to a browser of this machine, and shows it what a source has. */
import { createServer, type Server } from 'node:http';
import type { Source } from '../recording/source.ts';
import { applicationClient, type ApplicationClient } from './application-client.ts';
import { Desk } from './desk.ts';
import { Door } from './door.ts';
import { answer, upgrade } from './entrance.ts';
import { guarded } from './guest.ts';
import { APPLICATION_MESSAGE_BYTES_MAX, APPLICATIONS_MAX, CONNECTIONS_MAX, PAGE_FRAME_BYTES_MAX, PAGES_MAX } from './limits.ts';
import { listen } from './listen.ts';
import { readPageFiles } from './page-files.ts';
import { PageSession } from './page-session.ts';
import { newToken } from './token.ts';
import { isProgramOfThisMachine, isUnspecified, nameOf, namesOf, TrustedHosts } from './trusted-hosts.ts';

export { ServeError } from './serve-error.ts';
export type { ApplicationClient } from './application-client.ts';

export interface ServeOptions {
  readonly source: Source;
  /** Where the page was built to. */
  readonly pageFolder: string;
  /** Name or address to listen on; this machine's loopback address unless told otherwise, where no other machine can come in. */
  readonly host?: string;
  /** 0: any that is free. */
  readonly port: number;
  /** A new one unless told otherwise. */
  readonly token?: string;
  /** Names by which the server is also called, through a proxy or a forwarded port: `name` with any port, or `name:port`. */
  readonly allowedHosts?: readonly string[];
  /** Called with each program that comes to `/application`; without it, none may come. */
  readonly onApplication?: (client: ApplicationClient) => void;
  /** Told what a source throws and should not: the page that met it is closed, and the server goes on. A warning of the process unless told otherwise. */
  readonly onFault?: (cause: unknown) => void;
}

export interface Served {
  /** Of the page, with the token. */
  readonly url: string;
  /** For other programs: what `createWebSocketInspector` of @statelyai/inspect is given as its `url`, with the token. */
  readonly applicationUrl: string;
  readonly address: string;
  readonly port: number;
  /** Pages that look on now. */
  readonly pages: number;
  /** Shows everybody out; resolves when all are gone. */
  close(): Promise<void>;
}

/** For a request's head and for all of it: who takes longer is up to no good, or gone. */
const HEAD_MS = 10_000;
const REQUEST_MS = 20_000;

/** @throws ServeError if the page is not there, or the address cannot be had */
export async function serve(options: ServeOptions): Promise<Served> {
  const { host = '127.0.0.1', token = newToken(), onFault = warn } = options;
  const names = namesOf(options.allowedHosts ?? []);
  const files = await readPageFiles(options.pageFolder);
  const server = createServer({ headersTimeout: HEAD_MS, requestTimeout: REQUEST_MS, connectionsCheckingInterval: 5000 });
  server.maxConnections = CONNECTIONS_MAX;
  const listening = await listen(server, host, options.port);
  // Nobody has come in yet: that takes another turn of the event loop.
  const hosts = new TrustedHosts(listening, names);
  const pages = pageDoor({ source: options.source, hosts, onFault });
  const doors = new Map([['/socket', pages]]);
  if (options.onApplication) doors.set('/application', applicationDoor({ hosts, onFault, onApplication: options.onApplication }));
  server.on('error', onFault);
  server.on('request', (request, response) => answer({ request, response, files, hosts, token }));
  server.on('upgrade', (request, connection, head) => upgrade({ request, connection, head, doors, hosts, token }));

  const { port, address } = listening;
  const site = `${reachable(address, host)}:${port}`;
  const query = `token=${encodeURIComponent(token)}`;
  let closing: Promise<void> | undefined;
  return {
    url: `http://${site}/?${query}`,
    applicationUrl: `ws://${site}/application?${query}`,
    address,
    port,
    get pages() {
      return pages.guests;
    },
    close: () => (closing ??= close(server, [...doors.values()])),
  };
}

interface DoorParts {
  readonly hosts: TrustedHosts;
  readonly onFault: (cause: unknown) => void;
}

function pageDoor({ source, hosts, onFault }: DoorParts & { readonly source: Source }): Door {
  const desk = new Desk(() => source.status().playing);
  return new Door({
    guests: 'pages',
    guestsMax: PAGES_MAX,
    messageBytesMax: PAGE_FRAME_BYTES_MAX,
    trustsOrigin: (origin) => hosts.trustsOrigin(origin),
    admit: (socket) => new PageSession({ socket, source, desk, onFault }),
  });
}

function applicationDoor({
  hosts,
  onFault,
  onApplication,
}: DoorParts & { readonly onApplication: (client: ApplicationClient) => void }): Door {
  return new Door({
    guests: 'applications',
    guestsMax: APPLICATIONS_MAX,
    messageBytesMax: APPLICATION_MESSAGE_BYTES_MAX,
    trustsOrigin: (origin) => isProgramOfThisMachine(origin) || hosts.trustsOrigin(origin),
    admit: (socket) => guarded(socket, onFault, () => onApplication(applicationClient(socket, onFault))),
  });
}

/** As it stands in an address to open on this machine: who listens everywhere listens on the loopback address, too. */
function reachable(address: string, host: string): string {
  if (!isUnspecified(address)) return nameOf(host);
  return address === '::' ? '[::1]' : '127.0.0.1';
}

async function close(server: Server, doors: readonly Door[]): Promise<void> {
  const isClosed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await Promise.all([isClosed, ...doors.map((door) => door.close())]);
}

function warn(cause: unknown): void {
  process.emitWarning(cause instanceof Error ? cause : String(cause));
}
