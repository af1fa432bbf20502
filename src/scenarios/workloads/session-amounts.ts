/** Times, durations and sizes, as they stand in a session script. */
import { secondsFrom } from '../seconds.ts';
import { shown, type Word, Wrong } from './session-words.ts';

/** Thirty years in seconds: what exceeds it is a slip of the fingers. */
const LARGEST_S = 1e9;

/**
 * When a line is typed, in seconds from 0:00, to the millisecond.
 *
 * @param beforeS The time of the line before; null: there is none.
 */
export function timeOf(word: Word, beforeS: number | null): number | Wrong {
  if (word.text === 'then' || word.text.startsWith('+')) return laterThan(word, beforeS);
  const atS = clockTime(word.text) ?? secondsWithUnit(word.text);
  if (atS === undefined) return new Wrong(word, shown(word), TIME, timeHint(word.text));
  if (beforeS === null || atS >= beforeS) return atS;
  return new Wrong(word, `${shown(word)}, a time before the line before`, 'a later one', 'The times of a user never go back.');
}

/** Whether it was meant as a time. */
export function isLikeTime({ text }: Word): boolean {
  return text === 'then' || /^[+\d]/.test(text);
}

/** Seconds on a processor, above 0, to the millisecond. */
export function durationOf(word: Word): number | Wrong {
  const seconds = secondsWithUnit(word.text);
  return seconds === undefined || seconds <= 0 ? new Wrong(word, shown(word), 'a duration above 0, as 90s, 45m or 1.5h') : seconds;
}

/** Bytes: a whole number of them. */
export function sizeOf(word: Word): number | Wrong {
  const [, whole = '', fraction = '', unit = ''] = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)$/.exec(word.text) ?? [];
  const digits = DIGITS.get(unit);
  if (whole === '' || digits === undefined) return new Wrong(word, shown(word), SIZE, unitHint(word.text, unit));
  const parts = fraction.replace(/0+$/, '');
  if (parts.length > digits) return new Wrong(word, `${shown(word)}, which is no whole number of bytes`, SIZE);
  // By its digits, since a product of floating-point numbers need not be whole.
  const bytes = Number(whole + parts.padEnd(digits, '0'));
  return bytes <= LARGEST_BYTES ? bytes : new Wrong(word, shown(word), 'a size of at most 1000TB');
}

/** Seconds that it takes to type a line: two at one instant would both find the machine idle. */
const TYPING_S = 1;

const TIME = 'a time, as 9:00, 9:00:30, 90s, +10s or then';
const SIZE = 'a size, as 4kB, 1.5MB or 300B';
const LARGEST_BYTES = 1e15;

/** Decimal places of each unit. */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ['B', 0],
  ['kB', 3],
  ['MB', 6],
  ['GB', 9],
  ['TB', 12],
]);

function laterThan(word: Word, beforeS: number | null): number | Wrong {
  const waitS = word.text === 'then' ? TYPING_S : secondsWithUnit(word.text.slice(1));
  if (waitS === undefined) return new Wrong(word, shown(word), TIME, timeHint(word.text));
  if (beforeS !== null) return toMilliseconds(beforeS + waitS);
  return new Wrong(word, `${shown(word)} on the first line of a user`, 'a time of its own, as 9:00 or 90s');
}

/** Hours count on after a day: 33:00 is nine o'clock of the next. */
function clockTime(text: string): number | undefined {
  const [, hours, minutes, seconds = '0'] = /^(\d{1,4}):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?$/.exec(text) ?? [];
  return hours === undefined ? undefined : toMilliseconds(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}

function secondsWithUnit(text: string): number | undefined {
  const seconds = /^\d.*[a-z]$/.test(text) ? secondsFrom(text) : undefined;
  return seconds !== undefined && seconds <= LARGEST_S ? seconds : undefined;
}

function timeHint(text: string): string | undefined {
  const [, sign = '', number] = /^(\+?)(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (number !== undefined) return `Write its unit: ${sign}${number}s, ${sign}${number}m or ${sign}${number}h.`;
  return /^\d+:/.test(text) ? 'Minutes and seconds have two digits and are less than 60.' : undefined;
}

function unitHint(text: string, unit: string): string {
  const near = [...DIGITS.keys()].find((known) => known.toLowerCase() === unit.toLowerCase());
  return near === undefined ? 'Write B, kB, MB, GB or TB right behind the number.' : `Did you mean ${text.slice(0, -unit.length)}${near}?`;
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
