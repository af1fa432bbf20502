/** SimPy, where a Python has it. */
import { spawnSync } from 'node:child_process';
import type { Side } from '../comparison.ts';
import { figuresFrom } from '../printed.ts';
import { runProgram } from '../run-program.ts';
import { PEERS_FOLDER } from '../workshop.ts';

export interface SimPySide {
  readonly mode?: string;
  /** Within the folder of SimPy's programs. */
  readonly file: string;
  readonly argument: object;
}

export function simPySide({ mode, file, argument }: SimPySide): Side {
  const python = (found ??= pythonWithSimPy(PYTHONS));
  return {
    peer: 'simpy',
    ...(mode === undefined ? {} : { mode }),
    ...(python ? { version: python.version } : { absent: 'no Python here has simpy; on Debian: apt-get install python3-simpy3' }),
    async run() {
      if (!python) throw new Error('there is no SimPy');
      // Without files of compiled Python beside the programs.
      const args = ['-B', `${PEERS_FOLDER}simpy/${file}`, JSON.stringify(argument)];
      const name = `simpy, ${file}`;
      return figuresFrom(await runProgram({ program: python.program, args, name }), name);
    },
  };
}

interface Python {
  readonly program: string;
  /** Of SimPy. */
  readonly version: string;
}

/** Debian's packages are for Debian's own Python, which need not be the first on the path. */
const PYTHONS = ['python3', '/usr/bin/python3'];

let found: Python | undefined;

/** The first of them that has SimPy. */
export function pythonWithSimPy(programs: readonly string[]): Python | undefined {
  for (const program of programs) {
    const { status, stdout } = spawnSync(program, ['-c', 'import simpy; print(simpy.__version__)'], { encoding: 'utf8' });
    if (status === 0) return { program, version: stdout.trim() };
  }
  return undefined;
}
