/** Spin on two-phase commit, where it and a compiler of C are. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { totalmem } from 'node:os';
import type { Side } from '../comparison.ts';
import { outputOf } from '../run-program.ts';
import { statesOf } from '../two-phase-commit.ts';
import { PEERS_FOLDER, type Workshop } from '../workshop.ts';
import { explored } from './exploration.ts';
import { parsePan } from './pan.ts';

const MODELS = { processes: 'two-phase-commit.pml', 'one process': 'one-process.pml' } as const;

const SEARCHES = { 'depth first': [], 'breadth first': ['-DBFS'] } as const;

/** Each compiled when it is first run. */
export function spinSides(managers: number, { scratch }: Pick<Workshop, 'scratch'>): readonly Side[] {
  const spin = (found ??= installed());
  return Object.entries(MODELS).flatMap(([model, file]) =>
    Object.entries(SEARCHES).map(([search, flags]): Side => {
      const mode = `${model}, ${search}`;
      const folder = `${scratch}/spin/${mode.replaceAll(/\W+/g, '-')}-${managers}`;
      let isCompiled = false;
      return {
        peer: 'spin',
        mode,
        ...spin,
        async run() {
          if (!isCompiled) await compile({ file, folder, managers, flags });
          isCompiled = true;
          const args = [`-w${slotsLog2(managers)}`];
          return explored(async () => parsePan(await outputOf({ program: `${folder}/pan`, args, folder, name: `spin, ${mode}` })));
        },
      };
    }),
  );
}

let found: Pick<Side, 'absent' | 'version'> | undefined;

function installed(): Pick<Side, 'absent' | 'version'> {
  const version = /Version (\S+)/.exec(spawnSync('spin', ['-V'], { encoding: 'utf8' }).stdout ?? '')?.[1];
  const missing = version === undefined ? 'spin' : spawnSync('gcc', ['--version']).error ? 'gcc' : undefined;
  if (version === undefined || missing) return { absent: `the program ${missing} is not there; on Debian: apt-get install spin gcc` };
  return { version };
}

interface Model {
  /** Within the folder of Spin's models. */
  readonly file: string;
  /** Where the verifier is made. */
  readonly folder: string;
  readonly managers: number;
  readonly flags: readonly string[];
}

/** Without partial-order reduction, of which it would otherwise make use: the number of states is to be the same. */
async function compile({ file, folder, managers, flags }: Model): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await outputOf({ program: 'spin', args: [`-DN=${managers}`, '-a', `${PEERS_FOLDER}spin/${file}`], folder });
  const memory = `-DMEMLIM=${Math.floor(totalmem() / 2 ** 20)}`;
  // Without warnings: gcc does not know how many managers there are.
  await outputOf({ program: 'gcc', args: ['-O2', '-w', '-DSAFETY', '-DNOREDUCE', memory, ...flags, '-o', 'pan', 'pan.c'], folder });
}

/** So many places in the hash table that there is one for each state: Spin takes powers of two. */
export function slotsLog2(managers: number): number {
  return Math.ceil(Math.log2(statesOf(managers)));
}
