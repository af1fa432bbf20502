/** Another program that shows its actors here: a web socket at `/application`, checked and bounded, that says texts. */
import type { WebSocket } from 'ws';
import { dismiss, guarded, textOf } from './guest.ts';
import { BUFFERED_BYTES_MAX, CLOSE } from './limits.ts';

export interface ApplicationClient {
  /** Each message that it sends, from now on; nothing is kept for later: listen before you return to the event loop. */
  onMessage(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
  /** Lost if it is closed. One that does not take in what it is sent is closed. */
  send(text: string): void;
  close(): void;
}

export function applicationClient(socket: WebSocket, onFault: (cause: unknown) => void): ApplicationClient {
  return {
    onMessage(listener) {
      socket.on('message', (data, isBinary) => {
        if (socket.readyState !== socket.OPEN) return;
        if (isBinary) return dismiss(socket, CLOSE.notText, 'messages are texts');
        guarded(socket, onFault, () => listener(textOf(data)));
      });
    },
    onClose(listener) {
      socket.on('close', () => listener());
    },
    send(text) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > BUFFERED_BYTES_MAX) return dismiss(socket, CLOSE.notWelcome, 'does not read what it is sent');
      socket.send(text);
    },
    close() {
      dismiss(socket, CLOSE.goingAway, 'the inspector ends');
    },
  };
}
