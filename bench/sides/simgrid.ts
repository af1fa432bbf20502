/** SimGrid, where a compiler of C++ and its library are. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import type { Side } from '../comparison.ts';
import { figuresFrom } from '../printed.ts';
import { outputOf, runProgram } from '../run-program.ts';
import { PEERS_FOLDER, type Workshop } from '../workshop.ts';

export interface SimGridSide {
  readonly mode?: string;
  /** Of the program, without its ending. */
  readonly name: string;
  readonly args: readonly string[];
}

export function simGridSide({ mode, name, args }: SimGridSide, { cache }: Pick<Workshop, 'cache'>): Side {
  const library = (found ??= simGrid());
  return {
    peer: 'simgrid',
    ...(mode === undefined ? {} : { mode }),
    ...library,
    async run() {
      const program = await compiled(name, `${cache}/simgrid`);
      return figuresFrom(await runProgram({ program, args, name: `simgrid, ${name}` }), `simgrid, ${name}`);
    },
  };
}

let found: Pick<Side, 'absent' | 'version'> | undefined;

function simGrid(): Pick<Side, 'absent' | 'version'> {
  const { error } = spawnSync('g++', ['--version']);
  if (error) return { absent: 'the program g++ is not there; on Debian: apt-get install g++ libsimgrid-dev libboost-dev' };
  const includes = '#include <simgrid/version.h>\nSIMGRID_VERSION_MAJOR SIMGRID_VERSION_MINOR\n';
  const { status, stdout } = spawnSync('g++', ['-E', '-P', '-x', 'c++', '-'], { input: includes, encoding: 'utf8' });
  const version = /^(\d+) (\d+)$/m.exec(stdout);
  if (status !== 0 || !version)
    return { absent: 'the library SimGrid is not there; on Debian: apt-get install libsimgrid-dev libboost-dev' };
  return { version: `${version[1]}.${version[2]}` };
}

/** The program of that name. @throws if it does not compile */
async function compiled(name: string, folder: string): Promise<string> {
  const [source, header, program] = [`${PEERS_FOLDER}simgrid/${name}.cpp`, `${PEERS_FOLDER}simgrid/report.hpp`, `${folder}/${name}`];
  const newestMs = Math.max(...[source, header].map((file) => statSync(file).mtimeMs));
  if (existsSync(program) && statSync(program).mtimeMs > newestMs) return program;
  mkdirSync(folder, { recursive: true });
  // Another benchmark may run the one that is there.
  const unfinished = `${program}.${process.pid}`;
  await outputOf({ program: 'g++', args: ['-O2', '-o', unfinished, source, '-lsimgrid'], name: `compiling ${name}.cpp` });
  renameSync(unfinished, program);
  return program;
}
