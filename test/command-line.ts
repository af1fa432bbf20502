/** Runs the command line as a person would, in a process of its own. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const MAIN = resolve('dist/cli/main.js');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export function chartwright(args: readonly string[], folder = process.cwd()): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { code: status, out: stdout, err: stderr };
}

/** A folder of its own for a test, with the examples in it if they are asked for; gone when the test is done. */
export async function inFolder(act: (folder: string) => void | Promise<void>, { examples = false } = {}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-'));
  try {
    if (examples) cpSync('examples', join(folder, 'examples'), { recursive: true });
    await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
