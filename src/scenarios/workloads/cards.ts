/**
 * Punched cards from the lines of a text file, and which of them cannot be read as text.
 *
 * Whatever is in the file, reading it goes on: a deck with one bad card still shows whose it is.
 */
import type { Problem } from '../problem.ts';

export const COLUMNS = 80;

/** Bytes. Some 13,000 full cards, which is more than six boxes: a larger file is no deck. */
export const LARGEST_FILE_BYTES = 1024 * 1024;

export interface Card {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What a card reader sees: the first 80 columns. */
  readonly text: string;
  /** Columns (Unicode code points) of the whole line; more than 80 is a problem. */
  readonly columns: number;
  /** What makes it no text, if anything. Its fields must not be read then. */
  readonly illegible: Problem | null;
}

/** The cards of a file; or none, and the problem, if it is empty, too large or binary. */
export function readCards(input: string | Uint8Array, file: string): readonly Card[] | Problem {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  if (bytes.length > LARGEST_FILE_BYTES) return tooLarge(file);
  const nul = bytes.indexOf(0);
  if (nul !== -1) return binary(bytes.subarray(0, nul), file);
  const lines = typeof input === 'string' ? splitText(input) : splitBytes(input);
  if (lines.length === 0) return { file, line: 1, column: 1, found: 'an empty file', expected: 'a deck, from $JOB to $END' };
  return lines.map((line, index) => cardOf(line, { file, line: index + 1 }));
}

export function tooLarge(file: string): Problem {
  const found = 'a file of more than 1 MiB';
  return { file, line: 1, column: 1, found, expected: 'a deck of at most 1 MiB', hint: 'Is it a deck at all?' };
}

/** A problem of one card. `index` counts UTF-16 units of its text, from 0; the column never lies beyond the card's last. */
export function problemOf(card: Card, index: number, what: Pick<Problem, 'found' | 'expected' | 'hint'>): Problem {
  const column = Math.max(1, Math.min(columnsOf(card.text.slice(0, index)) + 1, card.columns));
  return { file: card.file, line: card.line, column, ...what };
}

interface Line {
  readonly text: string;
  readonly badByte: BadByte | null;
}

/** Where a line stops being UTF-8. */
interface BadByte {
  readonly column: number;
  readonly value: number;
}

type Place = Pick<Problem, 'file' | 'line'>;

function cardOf({ text, badByte }: Line, place: Place): Card {
  const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
  const columns = columnsOf(whole);
  const seen = columns > COLUMNS ? [...whole].slice(0, COLUMNS).join('') : whole;
  const illegible = badByte === null ? controlCharacter(whole, place) : notUtf8(badByte, place);
  // Not spread from `place`: of a million cards, that took most of the time.
  return { file: place.file, line: place.line, text: seen, columns, illegible };
}

function notUtf8({ column, value }: BadByte, place: Place): Problem {
  const found = `the byte 0x${value.toString(16).padStart(2, '0')}, which is no UTF-8 here`;
  return { ...place, column, found, expected: 'text', hint: 'Save the file as UTF-8.' };
}

function controlCharacter(text: string, place: Place): Problem | null {
  // Half of a surrogate pair can only come from a caller's string, never from bytes.
  const match = /(?!\t)[\p{Cc}\p{Cs}]/u.exec(text);
  if (match === null) return null;
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const column = columnsOf(text.slice(0, match.index)) + 1;
  return { ...place, column, found: `the control character U+${code}`, expected: 'text', hint: 'Delete it.' };
}

function splitText(text: string): readonly Line[] {
  return linesOf(text.replace(/^\uFEFF/, '')).map((line) => ({ text: line, badByte: null }));
}

function splitBytes(input: Uint8Array): readonly Line[] {
  const bytes = startsWith(input, 0, BYTE_ORDER_MARK) ? input.subarray(BYTE_ORDER_MARK.length) : input;
  // A newline is never a part of a longer sequence, so lines of bytes and lines of decoded text correspond.
  let start = 0;
  return linesOf(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).map((text) => {
    const newline = bytes.indexOf(0x0a, start);
    const line = bytes.subarray(start, newline === -1 ? bytes.length : newline);
    start += line.length + 1;
    return { text, badByte: text.includes(REPLACEMENT) ? firstBadByte(text, line) : null };
  });
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  // The last newline ends a card; it does not begin one.
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const REPLACEMENT = '\uFFFD';
const REPLACEMENT_BYTES = [0xef, 0xbf, 0xbd];

/** The first replacement character in the decoded text that does not stand in the bytes themselves. */
function firstBadByte(text: string, bytes: Uint8Array): BadByte | null {
  let offset = 0;
  let column = 1;
  for (const character of text) {
    if (character === REPLACEMENT && !startsWith(bytes, offset, REPLACEMENT_BYTES)) return { column, value: bytes[offset] ?? 0 };
    offset += Buffer.byteLength(character);
    column++;
  }
  return null;
}

function startsWith(bytes: Uint8Array, offset: number, beginning: readonly number[]): boolean {
  return beginning.every((byte, index) => bytes[offset + index] === byte);
}

function binary(before: Uint8Array, file: string): Problem {
  const lines = new TextDecoder().decode(before).split('\n');
  const column = columnsOf(lines.at(-1) ?? '') + 1;
  const hint = 'Is it a program, or saved as UTF-16? Save decks as UTF-8.';
  return { file, line: lines.length, column, found: 'a NUL character, as in a binary file', expected: 'text', hint };
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const _ of text) columns++;
  return columns;
}
