/** A path at which web sockets come in: who may, how many, and how large their messages. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { dismiss, keepWhileAlive } from './guest.ts';
import { refuseUpgrade } from './http-answer.ts';
import { CLOSE } from './limits.ts';

export interface DoorOptions {
  /** As a reader calls those who come in. */
  readonly guests: string;
  readonly guestsMax: number;
  readonly messageBytesMax: number;
  readonly trustsOrigin: (origin: string | undefined) => boolean;
  readonly admit: (socket: WebSocket) => void;
}

export class Door {
  readonly #options: DoorOptions;
  readonly #sockets: WebSocketServer;

  constructor(options: DoorOptions) {
    this.#options = options;
    // Nothing is compressed: most pages are on this machine, where it would cost more than it saves.
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload: options.messageBytesMax, perMessageDeflate: false });
  }

  get guests(): number {
    return this.#sockets.clients.size;
  }

  /** Of a request whose host and token were found right. */
  open(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    const { guests, guestsMax, trustsOrigin, admit } = this.#options;
    const { origin } = request.headers;
    if (!trustsOrigin(origin))
      return refuseUpgrade(connection, {
        status: 403,
        why: `The origin '${(origin ?? '').slice(0, 200)}' may not connect here: only this server's own page, at the address that the terminal printed.`,
      });
    if (this.guests >= guestsMax)
      return refuseUpgrade(connection, { status: 503, why: `There are ${guestsMax} ${guests} already. Close one, and try again.` });
    this.#sockets.handleUpgrade(request, connection, head, (socket) => {
      keepWhileAlive(socket);
      admit(socket);
    });
  }

  /** Nobody comes in any more, and those inside are asked to go; resolves when they are gone. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#sockets.close(() => resolve());
      for (const socket of this.#sockets.clients) dismiss(socket, CLOSE.goingAway, 'the inspector ends');
    });
  }
}
