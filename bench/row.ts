/** What the repetitions of one who does a work come to. */
import type { Comparison, Extras, Figures, PeerName, Side } from './comparison.ts';
import { spreadOf } from './spread.ts';

export interface Row {
  readonly work: string;
  readonly peer: PeerName;
  readonly mode?: string;
  readonly repeats: number;
  readonly amount: number;
  readonly unit: string;
  /** Wall time of the work alone. */
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  /** Median CPU time, on all threads, which other programs on the machine disturb less. */
  readonly cpuMedianMs?: number;
  /** Median wall time over Chartwright's: above 1, Chartwright is faster. Null where a time is below what a clock can tell. */
  readonly ratioToOurs: number | null;
  readonly cpuRatioToOurs?: number | null;
  /** Of the amount, by the median wall time; null where that is below what a clock can tell. */
  readonly perSecond: number | null;
  /** Median of the peaks. */
  readonly peakMemoryBytes: number;
  readonly check: unknown;
  readonly extras: Extras;
}

export interface Measures {
  readonly comparison: Comparison;
  readonly side: Side;
  /** Of all repetitions. */
  readonly figures: readonly Figures[];
  /** Of those that all are compared with. */
  readonly ours: readonly Figures[];
}

export function rowOf({ comparison, side, figures, ours }: Measures): Row {
  const { work, amount, unit, derive } = comparison;
  const { peer, mode } = side;
  const wall = spreadOf(figures.map(({ wallMs }) => wallMs));
  const [cpuMs, oursCpuMs] = [cpuOf(figures), cpuOf(ours)];
  return {
    work,
    peer,
    ...(mode === undefined ? {} : { mode }),
    repeats: figures.length,
    amount,
    unit,
    medianMs: wall.median,
    minMs: wall.min,
    maxMs: wall.max,
    ...(cpuMs === undefined ? {} : { cpuMedianMs: cpuMs }),
    ratioToOurs: ratioOf(wall.median, spreadOf(ours.map(({ wallMs }) => wallMs)).median),
    ...(cpuMs === undefined || oursCpuMs === undefined ? {} : { cpuRatioToOurs: ratioOf(cpuMs, oursCpuMs) }),
    perSecond: wall.median === 0 ? null : (amount / wall.median) * 1000,
    peakMemoryBytes: peakOf(figures),
    check: figures[0]?.check,
    extras: { ...mediansOf(figures), ...derive?.(wall.median) },
  };
}

/** Nothing can be said of a time that the clock has as 0. */
function ratioOf(theirsMs: number, oursMs: number): number | null {
  return theirsMs === 0 || oursMs === 0 ? null : theirsMs / oursMs;
}

export function peakOf(figures: readonly Figures[]): number {
  return spreadOf(figures.map(({ peakMemoryBytes }) => peakMemoryBytes)).median;
}

function cpuOf(figures: readonly Figures[]): number | undefined {
  const all = figures.flatMap(({ cpuMs }) => cpuMs ?? []);
  return all.length === 0 ? undefined : spreadOf(all).median;
}

function mediansOf(figures: readonly Figures[]): Extras {
  const names = new Set(figures.flatMap(({ extras }) => Object.keys(extras ?? {})));
  return Object.fromEntries([...names].map((name) => [name, spreadOf(figures.flatMap(({ extras }) => extras?.[name] ?? [])).median]));
}
