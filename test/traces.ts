/**
 * Real traces for tests. They are not part of the project (docs/traces.md says where to get them), so
 * a test that needs one is skipped, with the reason, where it is not there.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';

/** Names the folder that holds the traces. */
export const TRACES_VARIABLE = 'CHARTWRIGHT_TRACES';

export const TRACES = {
  nasa: 'NASA-iPSC-1993-3.1-cln.swf.gz',
  nasaExcerpt: 'NASA-iPSC-1993-3.excerpt.wrench.swf',
  kth: 'KTH-SP2-1996-2.1-cln.swf.gz',
  lcg: 'LCG.cloudsim-test.swf.gz',
  sdscDirty: 'SDSC-SP2.5K_sample.dirty.swf.gz',
} as const;

export type TraceName = keyof typeof TRACES;

/** A test that is given the path of a trace. `timeoutMs` as in Vitest. */
export function testOnTrace(promise: string, name: TraceName, body: (path: string) => void | Promise<void>, timeoutMs?: number): void {
  const found = findTrace(name);
  // The reason is also in the title, because not every reporter shows the note of a skipped test.
  if ('missing' in found) test(`${promise} (skipped: ${found.missing})`, ({ skip }) => skip(found.missing));
  else test(promise, () => body(found.path), timeoutMs);
}

/** Where a trace is, or why it cannot be had. */
export function findTrace(
  name: TraceName,
  folder = process.env[TRACES_VARIABLE],
): { readonly path: string } | { readonly missing: string } {
  if (folder === undefined || folder === '') return { missing: `${TRACES_VARIABLE} names no folder of traces` };
  const path = join(folder, TRACES[name]);
  return existsSync(path) ? { path } : { missing: `${TRACES[name]} is not in the folder that ${TRACES_VARIABLE} names` };
}
