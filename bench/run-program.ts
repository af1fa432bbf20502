/** Runs programs in processes of their own. */
import { spawnSync } from 'node:child_process';

export interface ProgramOptions {
  readonly program: string;
  readonly args: readonly string[];
  /** What it does, for an error; unless given, the program and its arguments. */
  readonly name?: string;
  /** Where it is run. */
  readonly folder?: string;
}

/** What it printed. @throws if it fails */
export function outputOf({ program, args, name = `${program} ${args.join(' ')}`, folder }: ProgramOptions): string {
  const { status, stdout, stderr, signal, error } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: OUTPUT_BYTES_MAX,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${name} failed (${signal ?? `exit code ${status}`}):\n${stdout}${stderr}`);
  return stdout;
}

/** What it printed last, which is JSON. @throws if it fails */
export function runProgram(options: ProgramOptions): unknown {
  return JSON.parse(outputOf(options).trimEnd().split('\n').at(-1) ?? '');
}

export interface NodeOptions {
  /** The file to run. */
  readonly file: string;
  /** Given to it as JSON. */
  readonly argument: object;
  readonly flags?: readonly string[];
  readonly name: string;
}

/** The same for a program of JavaScript. */
export function runNode({ file, argument, flags = [], name }: NodeOptions): unknown {
  return runProgram({ program: process.execPath, args: [...flags, file, JSON.stringify(argument)], name });
}

const OUTPUT_BYTES_MAX = 2 ** 26;
