/** Peers that are JavaScript, in programs of their own. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PeerName, Side } from '../comparison.ts';
import { PEERS_FOLDER } from '../workshop.ts';
import { figuresOf } from './ours.ts';

export interface JavaScriptSide {
  readonly peer: PeerName;
  readonly mode?: string;
  /** The package that it needs. */
  readonly needs?: string;
  /** Within the folder of peers. */
  readonly file: string;
  readonly argument: object;
  /** Of Node. */
  readonly flags?: readonly string[];
}

export function javaScriptSide({ peer, mode, needs, file, argument, flags = [] }: JavaScriptSide): Side {
  const version = needs === undefined ? undefined : versionOf(needs);
  return {
    peer,
    ...(mode === undefined ? {} : { mode }),
    ...(version === undefined ? {} : { version }),
    ...(needs !== undefined && version === undefined ? { absent: `the package ${needs} is not installed` } : {}),
    run: () => figuresOf({ file: `${PEERS_FOLDER}${file}`, argument, flags, name: `${peer}, ${file}` }),
  };
}

/** Of an installed package; undefined if it is not. */
export function versionOf(name: string): string | undefined {
  try {
    const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version; // Every package has one.
  } catch {
    return undefined;
  }
}
