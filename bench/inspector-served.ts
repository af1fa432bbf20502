/** The inspector's command in a process of its own, and a client that leads it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import type { Command, ServerFrame, Status } from '../src/inspector/protocol/frames.ts';

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

export interface Inspector {
  readonly url: string;
  /** Tells the run what to do. */
  command(command: Command): void;
  /** Resolves as soon as a status is as wanted. */
  until(wanted: (status: Status) => boolean): Promise<Status>;
  end(): Promise<void>;
}

export async function startInspector(args: readonly string[]): Promise<Inspector> {
  const child = spawn(process.execPath, [MAIN, 'inspect', '--no-open', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  let out = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      out += text.toString();
      const [address] = /http:\S+/.exec(out) ?? [];
      if (address !== undefined && out.includes('Ctrl-C')) resolve(address);
    });
    void exited.then(() => reject(new Error(`the inspector ended:\n${out}`)));
  });
  const { host, origin, search } = new URL(url);
  // It acknowledges nothing, so that it is sent no more than the first few frames: it costs the server next to nothing.
  const socket = new WebSocket(`ws://${host}/socket${search}`, { origin });
  const listeners = new Set<(status: Status) => void>();
  let last: Status | undefined;
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) return;
    const frame = JSON.parse(data.toString()) as ServerFrame;
    if (frame.type !== 'status' && frame.type !== 'hello') return;
    last = frame.status;
    for (const listener of listeners) listener(frame.status);
  });
  await new Promise((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  socket.send(JSON.stringify({ type: 'hello', protocol: 1 }));
  return {
    url,
    command: (command) => socket.send(JSON.stringify(command)),
    until: (wanted) =>
      new Promise((resolve) => {
        const listener = (status: Status): void => {
          if (!wanted(status)) return;
          listeners.delete(listener);
          resolve(status);
        };
        listeners.add(listener);
        if (last) listener(last);
      }),
    end: async () => {
      socket.terminate();
      child.kill('SIGINT');
      await exited;
    },
  };
}
