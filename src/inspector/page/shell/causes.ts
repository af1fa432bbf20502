/** Which events led to one, and what it led to. */
import { NONE } from '../../protocol/columns.ts';

/** Columns, as the event table has them. */
export interface Caused {
  readonly cause: ArrayLike<number>;
}

/** From the event that led to it back, at most so many. */
export function causesOf({ cause }: Caused, n: number, atMost: number): readonly number[] {
  const causes: number[] = [];
  for (let at = cause[n] ?? NONE; at !== NONE && causes.length < atMost; at = cause[at] ?? NONE) causes.push(at);
  return causes;
}

/** In order, at most so many. All that came after it are looked through, which takes a millisecond for a million. */
export function effectsOf(
  { cause }: Caused,
  n: number,
  { count, atMost }: { readonly count: number; readonly atMost: number },
): readonly number[] {
  const effects: number[] = [];
  for (let at = n + 1; at < count && effects.length < atMost; at += 1) if (cause[at] === n) effects.push(at);
  return effects;
}
