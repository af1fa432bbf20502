/**
 * One line of a trace as 18 fields. Places are from 0 here, and from 1 in the format's definition and
 * in every message.
 */
// prettier-ignore
export const FIELDS = [
  'job number', 'submit time', 'wait time', 'run time', 'allocated processors', 'average CPU time', 'used memory',
  'requested processors', 'requested time', 'requested memory', 'status', 'user', 'group', 'executable', 'queue', 'partition',
  'preceding job', 'think time',
] as const;
export const [NUMBER, SUBMIT, RUN, PROCESSORS, REQUESTED, USER, GROUP, EXECUTABLE, QUEUE] = [0, 1, 3, 4, 8, 11, 12, 13, 14] as const;

/** Seconds. Simulated time is kept to the microsecond, as long as a double holds it exactly: some 285 years. */
export const MOST_S = Math.floor(Number.MAX_SAFE_INTEGER / 1e6);
export const TIMES: readonly number[] = [SUBMIT, RUN, REQUESTED];
export const WHOLE: readonly number[] = [NUMBER, PROCESSORS, USER, GROUP, EXECUTABLE, QUEUE];
export const MOST = FIELDS.map((_, place) => {
  if (TIMES.includes(place)) return MOST_S;
  return WHOLE.includes(place) ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE;
});

/** The fields of one line; the same object is filled again for each, since a trace may have millions. */
export class Row {
  readonly values: number[] = FIELDS.map(() => 0);
  /** Where each field starts and ends, in bytes of the file. */
  readonly starts: number[] = FIELDS.map(() => 0);
  readonly ends: number[] = FIELDS.map(() => 0);
  count = 0;

  value(place: number): number {
    return this.values[place] ?? NaN;
  }

  /** Splits at blanks and tabs. Fields after the 18th are counted, and the first of them is in `starts`. */
  fill(bytes: Uint8Array, start: number, end: number): void {
    this.count = 0;
    for (let at = skipBlanks(bytes, start, end); at < end; at = skipBlanks(bytes, at, end)) {
      const from = at;
      while (at < end && !isBlank(bytes[at])) at += 1;
      if (this.count <= FIELDS.length) this.starts[this.count] = from;
      if (this.count < FIELDS.length) {
        this.values[this.count] = toNumber(bytes, from, at);
        this.ends[this.count] = at;
      }
      this.count += 1;
    }
  }
}

const [TAB, BLANK, MINUS, ZERO] = [9, 32, 45, 48] as const;

export function isBlank(byte: number | undefined): boolean {
  return byte === BLANK || byte === TAB;
}

export function skipBlanks(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(bytes[at])) at += 1;
  return at;
}

/** Digits that a double always holds exactly. */
const EXACT_DIGITS = 15;
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** NaN if it is no decimal number. Nearly all fields are short whole numbers, which are read without making a string. */
function toNumber(bytes: Uint8Array, from: number, to: number): number {
  const isNegative = bytes[from] === MINUS;
  let at = isNegative ? from + 1 : from;
  const isShort = at < to && to - at <= EXACT_DIGITS;
  let value = 0;
  for (; isShort && at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === to && isShort) return isNegative ? 0 - value : value;
  const text = decode(bytes.subarray(from, to));
  // Adding 0 turns -0 into 0.
  return DECIMAL.test(text) ? Number(text) + 0 : NaN;
}

/** Old headers are not always UTF-8; what is not shows as �, and is never part of a number. */
export function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
