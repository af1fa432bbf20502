/** Loads a part of the source with a bug: one place is read otherwise, in memory, by a loader of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createJiti } from 'jiti';
import * as xstate from 'xstate';

export interface Mutant {
  /** Reads as what is done wrong. */
  readonly name: string;
  /** In src. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly was: string;
  readonly is: string;
}

const SRC = join(import.meta.dirname, '../../../src');

const options = { fsCache: false, moduleCache: false, interopDefault: false } as const;
const plain = createJiti(import.meta.url, options);
/** What sources come to without their types, most of which all mutants share. */
const transformed = new Map<string, string>();

/**
 * What a module exports that has the bug, or imports what has it.
 *
 * @param entry the module, in src
 * @throws Error if the source has changed, so that the bug has to be planted anew
 */
export async function mutated<Exports>({ file, was, is }: Mutant, entry: string): Promise<Exports> {
  const path = join(SRC, file);
  const parts = readFileSync(path, 'utf8').split(was);
  if (parts.length !== 2) throw new Error(`'${was}' stands ${parts.length - 1} times in src/${file}, not once: plant the bug anew`);
  const jiti = createJiti(import.meta.url, {
    ...options,
    // Guards are known by the functions of XState, which have to be the same ones.
    virtualModules: { xstate },
    transform: (given) => {
      const source = given.filename === path ? parts.join(is) : given.source;
      const code = transformed.get(source) ?? plain.transform({ ...given, source });
      transformed.set(source, code);
      return { code };
    },
  });
  return jiti.import<Exports>(join(SRC, entry));
}
