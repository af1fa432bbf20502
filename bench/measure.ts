/** Repetitions of a work by all who do it, each in a process of its own, and what they come to. */
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
  /** Median wall time over Chartwright's: above 1, Chartwright is faster. */
  readonly ratioToOurs: number;
  readonly cpuRatioToOurs?: number;
  /** Of the amount, by the median wall time. */
  readonly perSecond: number;
  /** Median of the peaks. */
  readonly peakMemoryBytes: number;
  readonly check: unknown;
  readonly extras: Extras;
}

export interface MeasureOptions {
  readonly comparisons: readonly Comparison[];
  readonly repeats: number;
  readonly onProgress?: (text: string) => void;
}

/** One repetition of one side. */
interface Repetition {
  readonly side: Side;
  readonly figures: Figures;
}

/** All take turns, so that what disturbs the machine for a while disturbs all. @throws CheckError if they did not do the same */
export function measureAll({ comparisons, repeats, onProgress }: MeasureOptions): readonly Row[] {
  const rounds = Array.from({ length: repeats }, (_, repeat) =>
    comparisons.map((comparison) =>
      round(comparison, (side) => onProgress?.(`repeat ${repeat + 1} of ${repeats}: ${nameOf(comparison, side)}`)),
    ),
  );
  return comparisons.flatMap((comparison, index) => {
    const repetitions = rounds.flatMap((all) => all[index] ?? []);
    const looked = present(comparison).map((side) => {
      if (side.look) onProgress?.(`a look at ${nameOf(comparison, side)}`);
      return { side, extras: side.look?.(peakOf(figuresOf(side, repetitions))) ?? {} };
    });
    return rowsOf(comparison, repetitions, looked);
  });
}

/** Not all who do the work did the same. */
export class CheckError extends Error {
  override readonly name = 'CheckError';
}

function round(comparison: Comparison, onTurn: (side: Side) => void): readonly Repetition[] {
  const repetitions = present(comparison).map((side) => {
    onTurn(side);
    return { side, figures: side.run() };
  });
  demandEqual(comparison, repetitions);
  return repetitions;
}

function demandEqual(comparison: Comparison, repetitions: readonly Repetition[]): void {
  const [first, ...others] = repetitions.map(({ side, figures }) => ({
    name: nameOf(comparison, side),
    text: JSON.stringify(figures.check),
  }));
  for (const { name, text } of others) {
    if (text !== first?.text) throw new CheckError(`not all did the same:\n  ${first?.name}: ${first?.text}\n  ${name}: ${text}`);
  }
}

function present({ sides }: Comparison): readonly Side[] {
  return sides.filter(({ absent }) => absent === undefined);
}

function nameOf({ work }: Comparison, { peer, mode }: Side): string {
  return `${work}, ${peer}${mode === undefined ? '' : ` (${mode})`}`;
}

interface Looked {
  readonly side: Side;
  readonly extras: Extras;
}

function rowsOf(comparison: Comparison, repetitions: readonly Repetition[], looked: readonly Looked[]): readonly Row[] {
  const [ours] = present(comparison);
  return looked.map(({ side, extras }) => {
    const row = rowOf(comparison, side, figuresOf(side, repetitions), figuresOf(ours, repetitions));
    return { ...row, extras: { ...row.extras, ...extras } };
  });
}

function figuresOf(side: Side | undefined, repetitions: readonly Repetition[]): readonly Figures[] {
  return repetitions.filter((it) => it.side === side).map(({ figures }) => figures);
}

function rowOf(
  { work, amount, unit, derive }: Comparison,
  { peer, mode }: Side,
  figures: readonly Figures[],
  ours: readonly Figures[],
): Row {
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
    ratioToOurs: wall.median / spreadOf(ours.map(({ wallMs }) => wallMs)).median,
    ...(cpuMs === undefined || oursCpuMs === undefined ? {} : { cpuRatioToOurs: cpuMs / oursCpuMs }),
    perSecond: (amount / wall.median) * 1000,
    peakMemoryBytes: peakOf(figures),
    check: figures[0]?.check,
    extras: { ...mediansOf(figures), ...derive?.(wall.median) },
  };
}

function peakOf(figures: readonly Figures[]): number {
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
