/** The command line of the benchmark. */
import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { isWorkName, WORKS, type WorkName } from './comparisons/index.ts';
import { PEERS, type PeerName } from './comparison.ts';

export interface Flags {
  readonly works: readonly WorkName[];
  readonly output: 'text' | 'json' | 'markdown';
  readonly repeats: number;
  /** 1 for the work as it is documented; below, so much of it. */
  readonly size: number;
  /** Those who take part beside Chartwright; undefined: all. */
  readonly peers: ReadonlySet<PeerName> | undefined;
  /** A file for the plot of `growth`. */
  readonly plot: string | undefined;
}

/** A command line that makes no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `npm run bench -- [WORK ...] [flags]

  WORK            ${Object.keys(WORKS).join(', ')}; all of them unless given
  --json          one JSON object, as the last line; nothing else with npm run --silent
  --markdown      tables in Markdown
  --repeats N     repetitions of each side (default: 3)
  --size X        so much of the work: 0.01 for a hundredth of it (default: 1)
  --peer NAME     only this peer beside Chartwright; repeatable
  --plot FILE     draw growth as SVG
  --help          show this

  Real traces are taken from the folder that CHARTWRIGHT_TRACES names.`;

const REPEATS_MAX = 1000;
const SIZE_MAX = 100;

/** @throws UsageError */
export function readFlags(args: readonly string[]): Flags {
  const { values, positionals } = parsed(args);
  const works = positionals.map((name) => {
    if (!isWorkName(name)) throw new UsageError(`there is no work '${name}'; the works are ${Object.keys(WORKS).join(', ')}`);
    return name;
  });
  const flags: Flags = {
    works: works.length > 0 ? [...new Set(works)] : (Object.keys(WORKS) as WorkName[]), // Object.keys forgets what the keys are.
    output: outputOf(values),
    repeats: numberFrom('repeats', values.repeats ?? '3', { max: REPEATS_MAX, isWhole: true }),
    size: numberFrom('size', values.size ?? '1', { max: SIZE_MAX, isWhole: false }),
    peers: values.peer ? new Set(values.peer.map(peerFrom)) : undefined,
    plot: values.plot,
  };
  if (flags.plot !== undefined) demandPlottable(flags.plot, flags.works);
  return flags;
}

/** Before anything is measured: to measure takes long. */
function demandPlottable(file: string, works: readonly WorkName[]): void {
  if (!works.includes('growth')) throw new UsageError("--plot: there is a plot of the work 'growth' alone");
  try {
    accessSync(dirname(file), constants.W_OK);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new Error('it is a folder');
  } catch (cause) {
    throw new UsageError(`--plot ${file}: nothing can be written there (${cause instanceof Error ? cause.message : String(cause)})`, {
      cause,
    });
  }
}

/** Whatever else is on the command line. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        markdown: { type: 'boolean' },
        repeats: { type: 'string' },
        size: { type: 'string' },
        peer: { type: 'string', multiple: true },
        plot: { type: 'string' },
      },
    });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function outputOf({ json, markdown }: { readonly json?: boolean; readonly markdown?: boolean }): Flags['output'] {
  if (json && markdown) throw new UsageError('--json and --markdown: one of the two');
  if (json) return 'json';
  return markdown ? 'markdown' : 'text';
}

function numberFrom(flag: string, text: string, { max, isWhole }: { readonly max: number; readonly isWhole: boolean }): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value <= max) || (isWhole && !Number.isInteger(value)))
    throw new UsageError(`--${flag} ${text}: expected a ${isWhole ? 'whole number from 1' : 'number above 0'} to ${max}`);
  return value;
}

function peerFrom(name: string): PeerName {
  const peer = PEERS.find((it) => it === name);
  if (!peer) throw new UsageError(`--peer ${name}: there is no such peer; the peers are ${PEERS.map((it) => `'${it}'`).join(', ')}`);
  return peer;
}
