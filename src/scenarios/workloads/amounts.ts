/** Numbers as they are punched on control cards: durations with a unit, and counts. */

/** Thirty years in seconds: what exceeds it is a slip of the fingers. */
const LARGEST = 1e9;

const SECONDS: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
]);

/** `12s`, `5m` or `1.5h` in seconds, to the nearest millisecond; null if it is no duration. */
export function secondsOf(text: string): number | null {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? [];
  const seconds = Math.round(Number(digits) * (SECONDS.get(unit) ?? NaN) * 1000) / 1000;
  return seconds <= LARGEST ? seconds : null;
}

/** A whole number from `least` on; null if it is none. */
export function countOf(text: string, least: number): number | null {
  const count = /^\d+$/.test(text) ? Number(text) : NaN;
  return count >= least && count <= LARGEST ? count : null;
}
