/** Starts `chartwright inspect` as a person would, and ends it as one does. */
import { spawn } from 'node:child_process';
import { MAIN } from './command-line.ts';

export interface Inspecting {
  /** The page's address, with its token. */
  readonly url: string;
  /** All that it printed. */
  out(): string;
  /** Ctrl-C. Resolves with the exit code. */
  end(): Promise<number | null>;
}

/** @throws Error with what it said, if it does not print an address */
export async function inspecting(args: readonly string[], folder = process.cwd()): Promise<Inspecting> {
  const child = spawn(process.execPath, [MAIN, 'inspect', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  const exited = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      out += text.toString();
      const [address] = /http:\S+/.exec(out) ?? [];
      if (address !== undefined && out.includes('Ctrl-C')) resolve(address);
    });
    child.stderr.on('data', (text: Buffer) => {
      err += text.toString();
    });
    void exited.then((code) => reject(new Error(`it ended with ${code} before it printed an address:\n${out}${err}`)));
  });
  return {
    url,
    out: () => out + err,
    end: () => {
      child.kill('SIGINT');
      return exited;
    },
  };
}
