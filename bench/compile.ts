/**
 * Compiles the measured programs to plain JavaScript, as they are shipped: what a loader of TypeScript
 * does to the code, and how long it takes for it, is in no figure.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Inside of node_modules, where the compiled files still find what they import. */
export const CACHE = `${ROOT}node_modules/.cache/chartwright-bench`;

/**
 * The path of a compiled file of this folder, which tsconfig.json lists. Types are not checked here.
 *
 * @throws if the compiler fails
 */
export function compileChild(name = 'works/child'): string {
  const { status, stdout, error } = spawnSync(
    process.execPath,
    [`${ROOT}node_modules/typescript/bin/tsc`, '-p', `${ROOT}bench/tsconfig.json`],
    {
      encoding: 'utf8',
    },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(`the benchmark could not be compiled:\n${stdout}`);
  mkdirSync(CACHE, { recursive: true });
  // The package's own declaration does not reach into node_modules.
  writeFileSync(`${CACHE}/package.json`, '{ "type": "module" }\n');
  return `${CACHE}/bench/${name}.js`;
}
