/**
 * Serves a run to receivers of @xstate/inspect: `createWebSocketReceiver({ server })` of that package connects here. It listens on this
 * machine, and asks for the token of the address that it prints, as the inspector's own server does.
 */
import { createServer } from 'node:http';
import type { ActorView } from '../../../src/actors/system.ts';
import type { LiveRun } from '../../../src/inspector/recording/live-run.ts';
import { Door } from '../../../src/inspector/server/door.ts';
import { upgrade } from '../../../src/inspector/server/entrance.ts';
import { answerRefusal, NOT_FOUND, WRONG_HOST } from '../../../src/inspector/server/http-answer.ts';
import { CONNECTIONS_MAX, PAGE_FRAME_BYTES_MAX } from '../../../src/inspector/server/limits.ts';
import { listen } from '../../../src/inspector/server/listen.ts';
import { newToken } from '../../../src/inspector/server/token.ts';
import { isProgramOfThisMachine, TrustedHosts } from '../../../src/inspector/server/trusted-hosts.ts';
import type { AnyScenario } from '../../../src/scenarios/scenario.ts';
import { endedIn, Receiver, type SentEvent } from './receiver.ts';
import { Services } from './services.ts';

export interface BridgeOptions {
  readonly run: LiveRun;
  readonly scenario: AnyScenario;
  /** 0: any that is free. */
  readonly port: number;
  /** Pages from elsewhere that may connect, as their browser calls them: `https://stately.ai`. */
  readonly origins?: readonly string[];
  /** A receiver begins to look. */
  readonly onInspecting?: () => void;
  /** An event that a receiver sent, and what was wrong with it, if it did not reach the run. */
  readonly onEvent?: (event: SentEvent, refusal: string | undefined) => void;
}

export interface Bridge {
  /** What createWebSocketReceiver takes as its `server`. */
  readonly server: string;
  readonly receivers: number;
  /** Steps that receivers were not told of, because they did not keep up. */
  readonly skipped: number;
  close(): Promise<void>;
}

const RECEIVERS_MAX = 16;
const HOST = '127.0.0.1';

/** @throws ServeError if the port cannot be had */
export async function bridge({ run, scenario, port, origins = [], onInspecting, onEvent }: BridgeOptions): Promise<Bridge> {
  const { system } = run.simulation;
  const services = new Services(scenario.kinds);
  const receivers = new Set<Receiver>();
  let skippedBefore = 0;
  const server = createServer();
  server.maxConnections = CONNECTIONS_MAX;
  const listening = await listen(server, HOST, port);
  const hosts = new TrustedHosts(listening, []);
  const token = newToken();
  const door = new Door({
    guests: 'receivers',
    guestsMax: RECEIVERS_MAX,
    messageBytesMax: PAGE_FRAME_BYTES_MAX,
    trustsOrigin: (origin) => isProgramOfThisMachine(origin) || (origin !== undefined && origins.includes(origin)),
    admit: (socket) => {
      const receiver = new Receiver({
        socket,
        services,
        actors: () => system.actors(),
        onInspecting: () => onInspecting?.(),
        onEvent: (sent) => onEvent?.(sent, run.command({ type: 'send', ...sent })),
      });
      receivers.add(receiver);
      socket.on('close', () => {
        receivers.delete(receiver);
        skippedBefore += receiver.skipped;
      });
    },
  });
  const doors = new Map([['/', door]]);
  server.on('request', (request, response) => answerRefusal(response, hosts.trusts(request.headers.host) ? NOT_FOUND : WRONG_HOST));
  server.on('upgrade', (request, connection, head: Buffer) => upgrade({ request, connection, head, doors, hosts, token }));
  const subscription = system.events.subscribe((event) => {
    if (event.type !== 'step') return;
    services.see(event);
    const stands: ActorView = { id: event.actor, kind: event.kind, snapshot: event.snapshot };
    for (const receiver of receivers) receiver.see(event, stands);
    for (const id of endedIn(event)) services.forget(id);
  });
  return {
    server: `${HOST}:${listening.port}/?token=${token}`,
    get receivers() {
      return receivers.size;
    },
    get skipped() {
      return skippedBefore + [...receivers].reduce((sum, { skipped }) => sum + skipped, 0);
    },
    close: () => {
      subscription.unsubscribe();
      return new Promise((resolve) => {
        server.close(() => resolve());
        door.close();
        server.closeAllConnections();
      });
    },
  };
}
