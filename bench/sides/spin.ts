/** Spin on two-phase commit, where it and a compiler of C are. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { totalmem } from 'node:os';
import type { Side } from '../comparison.ts';
import { outputOf } from '../run-program.ts';
import { PEERS_FOLDER, type Workshop } from '../workshop.ts';
import { explored } from './exploration.ts';
import { parsePan } from './pan.ts';

const MODES = { 'depth first': [], 'breadth first': ['-DBFS'] } as const;

/** Each compiled when it is first run. */
export function spinSides(managers: number, { cache }: Pick<Workshop, 'cache'>): readonly Side[] {
  const spin = (found ??= installed());
  return Object.entries(MODES).map(([mode, flags]) => {
    const folder = `${cache}/spin/${mode.replace(' ', '-')}-${managers}`;
    let isCompiled = false;
    return {
      peer: 'spin',
      mode,
      ...spin,
      run() {
        if (!isCompiled) compile(folder, managers, flags);
        isCompiled = true;
        return explored(() => parsePan(outputOf({ program: `${folder}/pan`, args: [`-w${slotsLog2(managers)}`], folder })));
      },
    };
  });
}

let found: Pick<Side, 'absent' | 'version'> | undefined;

function installed(): Pick<Side, 'absent' | 'version'> {
  const version = /Version (\S+)/.exec(spawnSync('spin', ['-V'], { encoding: 'utf8' }).stdout ?? '')?.[1];
  const missing = version === undefined ? 'spin' : spawnSync('gcc', ['--version']).error ? 'gcc' : undefined;
  if (version === undefined || missing) return { absent: `the program ${missing} is not there; on Debian: apt-get install spin gcc` };
  return { version };
}

/** Without partial-order reduction, of which it would otherwise make use: the number of states is to be the same. */
function compile(folder: string, managers: number, flags: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  outputOf({ program: 'spin', args: [`-DN=${managers}`, '-a', `${PEERS_FOLDER}spin/two-phase-commit.pml`], folder });
  const memory = `-DMEMLIM=${Math.floor(totalmem() / 2 ** 20)}`;
  // Without warnings: gcc does not know how many managers there are.
  outputOf({ program: 'gcc', args: ['-O2', '-w', '-DSAFETY', '-DNOREDUCE', memory, ...flags, '-o', 'pan', 'pan.c'], folder });
}

/** At least twice as many places in the hash table as there are states. */
function slotsLog2(managers: number): number {
  return Math.ceil(Math.log2(6 ** managers)) + 1;
}
