/** Those who explore: how each is started, and what it says of itself. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parsePan } from './check-pan.ts';
import type { CheckPeer } from './check-work.ts';
import { childrenCpuMs } from './children-cpu.ts';
import { runChild } from './measure.ts';

export interface CheckFigures {
  readonly states: number;
  /** Of the search alone. */
  readonly wallMs: number;
  /** Of the whole process, on all threads; undefined where the system does not say. */
  readonly cpuMs: number | undefined;
  /** For the search, at most. */
  readonly memoryBytes: number;
}

export interface Explorer {
  readonly peer: CheckPeer;
  /** Why it cannot be run here. */
  readonly absent?: string;
  readonly version?: string;
  /** @throws if it fails, or does not see all states */
  readonly explore: (managers: number) => CheckFigures;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAMS = `${ROOT}bench/peers/check`;

/** @param scratch a folder for what is compiled */
export function explorersIn(scratch: string): readonly Explorer[] {
  return [
    chartwright(),
    spin({ peer: 'spin, depth first', flags: [], scratch: join(scratch, 'depth-first') }),
    spin({ peer: 'spin, breadth first', flags: ['-DBFS'], scratch: join(scratch, 'breadth-first') }),
    graph('@xstate/graph, enabled events', 'enabled'),
    graph('@xstate/graph, all events', 'all'),
  ];
}

function chartwright(): Explorer {
  const main = `${ROOT}dist/cli/main.js`;
  if (!existsSync(main)) throw new Error(`there is no ${main}; run: npm run build`);
  return {
    peer: 'chartwright',
    explore: (managers) =>
      withCpu(() => {
        const flags = ['check', 'examples/two-phase-commit', '--set', `managers=${managers}`, '--json'];
        // What the command promises to print.
        const { states, wallMs, peakMemoryBytes } = JSON.parse(outputOf(process.execPath, [main, ...flags], ROOT)) as OurFigures;
        return { states, wallMs, memoryBytes: peakMemoryBytes };
      }),
  };
}

interface OurFigures {
  readonly states: number;
  readonly wallMs: number;
  readonly peakMemoryBytes: number;
}

interface SpinParts {
  readonly peer: CheckPeer;
  /** For the compiler, beside those that both searches have. */
  readonly flags: readonly string[];
  readonly scratch: string;
}

/** Without partial-order reduction, of which it would otherwise make use: the number of states is to be the same. */
function spin({ peer, flags, scratch }: SpinParts): Explorer {
  const version = /Version (\S+)/.exec(spawnSync('spin', ['-V'], { encoding: 'utf8' }).stdout ?? '')?.[1];
  const missing = version === undefined ? 'spin' : spawnSync('gcc', ['--version']).error ? 'gcc' : undefined;
  if (version === undefined || missing) return absent(peer, `the program ${missing} is not there; on Debian: apt-get install spin gcc`);
  const folders = new Map<number, string>();
  const compiled = (managers: number): string => {
    const known = folders.get(managers);
    if (known !== undefined) return known;
    const folder = join(scratch, String(managers));
    mkdirSync(folder, { recursive: true });
    outputOf('spin', [`-DN=${managers}`, '-a', `${PROGRAMS}/twophase.pml`], folder);
    const memory = `-DMEMLIM=${Math.floor(totalmem() / 2 ** 20)}`;
    // Without warnings: gcc does not know how many managers there are.
    outputOf('gcc', ['-O2', '-w', '-DSAFETY', '-DNOREDUCE', memory, ...flags, '-o', 'pan', 'pan.c'], folder);
    folders.set(managers, folder);
    return folder;
  };
  return {
    peer,
    version,
    explore(managers) {
      const folder = compiled(managers);
      return withCpu(() => parsePan(outputOf(`${folder}/pan`, [`-w${slotsLog2(managers)}`], folder)));
    },
  };
}

/** At least twice as many places in the hash table as there are states. */
function slotsLog2(managers: number): number {
  return Math.ceil(Math.log2(6 ** managers)) + 1;
}

function graph(peer: CheckPeer, events: 'all' | 'enabled'): Explorer {
  const version = versionOf('@xstate/graph');
  if (version === undefined) return absent(peer, 'the package @xstate/graph is not installed');
  const child = `${PROGRAMS}/graph.mjs`;
  return {
    peer,
    version,
    // What graph.mjs promises to print last.
    explore: (managers) => withCpu(() => runChild({ child, argument: { managers, events }, name: peer }) as Omit<CheckFigures, 'cpuMs'>),
  };
}

function versionOf(name: string): string | undefined {
  try {
    const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version; // Every package has one.
  } catch {
    return undefined;
  }
}

function absent(peer: CheckPeer, reason: string): Explorer {
  return {
    peer,
    absent: reason,
    explore() {
      throw new Error(`${peer} cannot be run: ${reason}`);
    },
  };
}

function withCpu(run: () => Omit<CheckFigures, 'cpuMs'>): CheckFigures {
  const before = childrenCpuMs();
  const figures = run();
  const after = childrenCpuMs();
  return { ...figures, cpuMs: before === undefined || after === undefined ? undefined : after - before };
}

/** What a program prints. @throws if it fails */
function outputOf(program: string, flags: readonly string[], folder: string): string {
  const { status, stdout, stderr, signal, error } = spawnSync(program, flags, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: OUTPUT_BYTES_MAX,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${flags.join(' ')} failed (${signal ?? `exit code ${status}`}):\n${stdout}${stderr}`);
  return stdout;
}

const OUTPUT_BYTES_MAX = 2 ** 26;
