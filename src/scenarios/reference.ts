/** What a person names when asked for a scenario: one of the built-in ones, or a file. */
import { existsSync, statSync } from 'node:fs';
import { extname, isAbsolute, join } from 'node:path';
import { didYouMean, nearestFile } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { AnyScenario } from './scenario.ts';

/** What was seen and expected, without the place: whoever asked knows it. */
export type Complaint = Omit<Problem, 'file' | 'line' | 'column'>;

export type Reference =
  | { readonly type: 'built-in'; readonly scenario: AnyScenario }
  | { readonly type: 'module'; readonly path: string }
  | { readonly type: 'yaml'; readonly path: string }
  /** A name that nothing has, or a path of nothing that can be loaded. */
  | { readonly type: 'unknown'; readonly isPath: boolean; readonly complaint: Complaint };

const MODULES = ['.ts', '.mts', '.js', '.mjs'];
const YAMLS = ['.yaml', '.yml'];
const KINDS_OF_FILE = [...YAMLS, ...MODULES].join(', ');

/**
 * A name wins over a file of the same name.
 *
 * @param folder that paths are relative to
 */
export function findReference(reference: string, registry: readonly AnyScenario[], folder = ''): Reference {
  const scenario = registry.find(({ name }) => name === reference);
  if (scenario) return { type: 'built-in', scenario };
  const path = isAbsolute(reference) ? reference : join(folder, reference);
  const stats = reference === '' ? undefined : statSync(path, { throwIfNoEntry: false });
  const names = registry.map(({ name }) => name);
  const seen = JSON.stringify(reference);
  if (!stats) {
    const expected = `a scenario (${names.join(', ')}) or a path to a file (${KINDS_OF_FILE})`;
    const isPath = /[\\/]/.test(reference) || extname(reference) !== '';
    const hint = isPath ? nearestFile(path) : didYouMean(reference, names);
    return { type: 'unknown', isPath, complaint: complaint(isPath ? `${seen}, a path that does not exist` : seen, expected, hint) };
  }
  const isPath = true;
  const index = stats.isDirectory() ? MODULES.map((it) => join(path, `index${it}`)).find((it) => existsSync(it)) : undefined;
  if (index !== undefined) return { type: 'module', path: index };
  if (stats.isDirectory())
    return {
      type: 'unknown',
      isPath,
      complaint: complaint(`${seen}, a folder without an index.ts`, `a file (${KINDS_OF_FILE}), or a folder with an index.ts`),
    };
  if (YAMLS.includes(extname(path))) return { type: 'yaml', path };
  if (MODULES.includes(extname(path))) return { type: 'module', path };
  return {
    type: 'unknown',
    isPath,
    complaint: complaint(`${seen}, a file of another kind`, `a file whose name ends in one of ${KINDS_OF_FILE}`),
  };
}

function complaint(found: string, expected: string, hint?: string): Complaint {
  return hint === undefined ? { found, expected } : { found, expected, hint };
}
