/** Runs programs in processes of their own. */
import { spawn } from 'node:child_process';
import { adopt, demandUninterrupted, end } from './children.ts';

export interface ProgramOptions {
  readonly program: string;
  readonly args: readonly string[];
  /** What it does, for an error; unless given, the program and its arguments. */
  readonly name?: string;
  /** Where it is run. */
  readonly folder?: string;
  /** After which it is taken to hang, and is ended: half an hour unless given. */
  readonly timeLimitMs?: number;
}

const TIME_LIMIT_MS = 30 * 60_000;

/** What it printed. @throws if it fails or hangs, or the benchmark is interrupted */
export async function outputOf(options: ProgramOptions): Promise<string> {
  const { program, args, name = `${program} ${args.join(' ')}`, timeLimitMs = TIME_LIMIT_MS } = options;
  demandUninterrupted();
  const { code, signal, stdout, stderr, isLate } = await ended({ ...options, timeLimitMs });
  demandUninterrupted();
  if (isLate) throw new Error(`${name} did not end within ${timeLimitMs / 1000} s, and was stopped`);
  if (code !== 0) throw new Error(`${name} failed (${signal ?? `exit code ${code}`}):\n${stdout}${stderr}`);
  return stdout;
}

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly isLate: boolean;
}

function ended({ program, args, folder, timeLimitMs }: ProgramOptions & { readonly timeLimitMs: number }): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // In a group of its own: what is typed at the terminal is for this process alone, which then ends the whole group.
    const child = spawn(program, args, { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    adopt(child);
    const [stdout, stderr]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => void stdout.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => void stderr.push(text));
    let isLate = false;
    const limit = setTimeout(() => {
      isLate = true;
      end(child);
    }, timeLimitMs);
    child.once('error', (cause) => {
      clearTimeout(limit);
      reject(cause);
    });
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      resolve({ code, signal, stdout: stdout.join(''), stderr: stderr.join(''), isLate });
    });
  });
}

/** What it printed last, which is JSON. @throws as `outputOf`, and if it is none */
export async function runProgram(options: ProgramOptions): Promise<unknown> {
  const last = (await outputOf(options)).trimEnd().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(last);
  } catch (cause) {
    throw new Error(`${options.name ?? options.program} should have printed JSON last, and printed: ${last.slice(0, EXCERPT_MAX)}`, {
      cause,
    });
  }
}

const EXCERPT_MAX = 200;

export interface NodeOptions {
  /** The file to run. */
  readonly file: string;
  /** Given to it as JSON. */
  readonly argument: object;
  readonly flags?: readonly string[];
  readonly name: string;
}

/** The same for a program of JavaScript. */
export function runNode({ file, argument, flags = [], name }: NodeOptions): Promise<unknown> {
  return runProgram({ program: process.execPath, args: [...flags, file, JSON.stringify(argument)], name });
}
