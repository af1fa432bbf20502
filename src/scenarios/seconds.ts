/** Durations as people write them: `90s`, `45m`, `8h`, `2d`, or a number of seconds. */

const SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds, or undefined if it is no duration. */
export function secondsFrom(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*([smhd]?)$/.exec(text.trim()) ?? [];
  const factor = SECONDS[unit];
  if (digits === undefined || factor === undefined) return undefined;
  const seconds = Math.round(Number(digits) * factor * 1000) / 1000;
  return Number.isFinite(seconds) ? seconds : undefined;
}
