/** The receiver of @xstate/inspect, as its tools use it. It stands here because the package is installed here alone; test/inspector/others uses it. */
import { createWebSocketReceiver } from '@xstate/inspect';
import type { ParsedReceiverEvent } from '@xstate/inspect/lib/types.js';
import { toSCXMLEvent } from 'xstate';
import { WebSocket } from 'ws';

export type Received = ParsedReceiverEvent;

export interface RealReceiver {
  readonly received: readonly Received[];
  readonly errors: readonly unknown[];
  /** Sends an event to a service, as the package's tools do. */
  send(service: string, event: { readonly type: string }): void;
}

/** @param server as the bridge prints it */
export function connect(server: string): RealReceiver {
  // It is made for browsers, and for Node from version 22 on, where web sockets are global.
  Object.assign(globalThis, { WebSocket });
  const received: Received[] = [];
  const errors: unknown[] = [];
  const receiver = createWebSocketReceiver({ server, serialize: undefined });
  receiver.subscribe(
    (event) => received.push(event),
    (error) => errors.push(error),
    () => {},
  );
  return {
    received,
    errors,
    send: (service, event) =>
      receiver.send({ type: 'xstate.event', event: JSON.stringify(toSCXMLEvent(event, { origin: service })), service }),
  };
}
