/** What the comparisons of a run of the benchmark have in common: where things are, how large the work is, and who takes part. */
import { existsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { CACHE, compilePrograms } from './compile.ts';
import type { PeerName } from './comparison.ts';

export interface Workshop {
  /** The compiled program of that name, such as `bench/works/child`. */
  readonly compiled: (name: string) => string;
  /** A folder for what is made once and used again, by other benchmarks at the same time too. */
  readonly cache: string;
  /** A folder of this benchmark alone, which goes with it. */
  readonly scratch: string;
  /** 1 for the work as it is documented; below, so much of it. */
  readonly size: number;
  /** Those who take part beside Chartwright; undefined: all. */
  readonly peers: ReadonlySet<PeerName> | undefined;
  /** Where real traces are. */
  readonly traces: string | undefined;
}

export type WorkshopOptions = Pick<Workshop, 'size' | 'peers' | 'traces'>;

/** @throws if the programs cannot be compiled */
export async function openWorkshop(options: WorkshopOptions): Promise<Workshop> {
  const scratch = await compilePrograms();
  return { ...options, compiled: (name) => compiledFile(scratch, name), cache: CACHE, scratch };
}

function compiledFile(folder: string, name: string): string {
  const file = `${folder}/${name}.js`;
  if (!existsSync(file)) throw new Error(`there is no ${file}`);
  return file;
}

/** So much of an amount of work. */
export function scaled(amount: number, { size }: Pick<Workshop, 'size'>, least = 1): number {
  return Math.max(least, Math.round(amount * size));
}

/** Lets Node take most of the memory: by itself it would stop at a few GiB. */
export const LARGE_HEAP = `--max-old-space-size=${Math.floor((totalmem() / 2 ** 20) * 0.75)}`;

/** Folder of the programs of peers. */
export const PEERS_FOLDER = fileURLToPath(new URL('peers/', import.meta.url));
