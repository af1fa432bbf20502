/** Which limit a search says it ended at, and the flag that sets it. */

export interface LimitReached {
  readonly flag: '--max-states' | '--max-depth' | '--max-seconds' | '--max-memory';
  /** A larger limit, as the flag takes it. */
  readonly larger: string;
}

/** How much more is tried next. */
const FACTOR = 10;

const LIMITS: readonly { readonly said: RegExp; readonly flag: LimitReached['flag']; readonly unit?: string; readonly factor: number }[] = [
  { said: /^([\d,]+) states/, flag: '--max-states', factor: FACTOR },
  { said: /^depth ([\d,]+)/, flag: '--max-depth', factor: 2 },
  { said: /^([\d,]+) s\b/, flag: '--max-seconds', factor: FACTOR },
  { said: /^([\d,]+) MiB of memory/, flag: '--max-memory', unit: 'MiB', factor: 2 },
];

/** @param reason as the result of a check has it; undefined if it is no limit that could be raised */
export function limitReached(reason: string): LimitReached | undefined {
  for (const { said, flag, unit = '', factor } of LIMITS) {
    const [, digits] = said.exec(reason) ?? [];
    if (digits !== undefined) return { flag, larger: `${Number(digits.replaceAll(',', '')) * factor}${unit}` };
  }
  return undefined;
}
