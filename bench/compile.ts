/**
 * Compiles the measured programs to plain JavaScript, as they are shipped: what a loader of TypeScript
 * does to the code, and how long it takes for it, is in no figure.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { outputOf } from './run-program.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Inside of node_modules, where the compiled files still find what they import. */
export const CACHE = `${ROOT}node_modules/.cache/chartwright-bench`;

/**
 * A folder with the files that tsconfig.json lists, compiled, and those of the package that they import. It is of this process
 * alone, so that two benchmarks at once do not write into each other's, and goes when the process ends. Types are not checked here.
 *
 * @throws if the compiler fails
 */
export async function compilePrograms(): Promise<string> {
  removeLeftOver();
  const folder = `${CACHE}/${PREFIX}${process.pid}`;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(folder, { recursive: true });
  // Its type is `module`, which does not reach into node_modules; and the command line says its version.
  copyFileSync(`${ROOT}package.json`, `${folder}/package.json`);
  const compiler = [`${ROOT}node_modules/typescript/bin/tsc`, '-p', `${ROOT}bench/tsconfig.json`, '--outDir', folder];
  await outputOf({ program: process.execPath, args: compiler, name: 'compiling the benchmark' });
  return folder;
}

const PREFIX = 'run-';

/** Folders of processes that were killed, and could not. */
function removeLeftOver(): void {
  if (!existsSync(CACHE)) return;
  for (const name of readdirSync(CACHE).filter((it) => it.startsWith(PREFIX)))
    if (!isAlive(Number(name.slice(PREFIX.length)))) rmSync(`${CACHE}/${name}`, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
