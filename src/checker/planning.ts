/** From a transition to what it writes where the columns that it reads are known; undefined where more than those must be looked at. */
import type { Columns } from './columns.ts';
import type { Fingerprints } from './fingerprint.ts';
import { OP, OP_WIDTH, type Planned, type Transition } from './transition.ts';

/** By column, what it holds. */
export type Known = ReadonlyMap<number, number>;

export function planned(transition: Transition, known: Known, columns: Columns, fingerprints: Fingerprints): Planned | undefined {
  const { ops } = transition;
  const after = new Map<number, number>();
  const appends: number[] = [];
  for (let at = 0; at < ops.length; at += OP_WIDTH) {
    const what = ops[at + 1]!;
    const value = ops[at + 2]!;
    if (ops[at] === OP.set && known.has(what)) after.set(what, value);
    else if (ops[at] === OP.append) appends.push(what, value);
    else return undefined;
  }
  // What is sent on the channel that a message was just taken from, or two messages on one, must be put there one after another.
  const channels = appends.filter((_, at) => at % 2 === 0).map((line) => columns.lines[line]!.channel.column);
  if (new Set(channels).size < channels.length || channels.some((column) => known.has(column))) return undefined;
  const changes = [...after].filter(([column, value]) => known.get(column) !== value);
  fingerprints.low = 0;
  fingerprints.high = 0;
  for (const [column, value] of changes) fingerprints.change(column, known.get(column) ?? 0, value);
  const { low, high } = fingerprints;
  return {
    transition,
    writes: Int32Array.from(changes.flat()),
    low,
    high,
    appends: Int32Array.from(appends),
    isChange: changes.length > 0,
  };
}
