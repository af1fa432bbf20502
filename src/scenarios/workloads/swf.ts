/**
 * Real workloads: traces in the Standard Workload Format, plain or gzipped.
 *
 * A trace is a text file with a line of 18 numbers for each job; `;` starts a comment. What cannot be
 * used is reported by its line and never guessed; all the other jobs are kept. See docs/traces.md.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { didYouMean } from '../nearest.ts';
import { type Problem, UnusableInput } from '../problem.ts';

export interface SwfJob {
  /** In the (uncompressed) file, from 1. Unique, which the job's number need not be. */
  readonly line: number;
  /** As the trace says; negative if it is unknown. */
  readonly number: number;
  /** Seconds from the start of the trace, times `timeScale`. */
  readonly submitS: number;
  /** Seconds on the processors; 0 is valid. Not scaled. */
  readonly runS: number;
  /** `12`, or `unknown`. */
  readonly user: string;
  /** What to batch by: `executable 14`, or else `queue 3`, or else `group 2`, or else `unknown`. */
  readonly compiler: string;
  /** Seconds that the user asked for. */
  readonly requestedS: number | null;
  readonly processors: number | null;
}

export interface SwfTrace {
  /** By submit time; those of equal time by line. */
  readonly jobs: readonly SwfJob[];
  /** A problem for each line left out of the whole file, by line. It does not depend on `limit`. */
  readonly leftOut: readonly Problem[];
  /** `Computer: IBM SP2` and so on. A key that comes again, or text that is indented below it, adds a line to its value. */
  readonly header: Readonly<Record<string, string>>;
  /** True if the file's lines were not in order of submit time. */
  readonly resorted: boolean;
}

export interface SwfOptions {
  /** Keeps the first so many jobs of those that can be used. */
  readonly limit?: number | undefined;
  /** Factor on submit times; below 1 the same jobs come closer together, which is a heavier load. */
  readonly timeScale?: number | undefined;
}

/**
 * Reads a trace. While it does, it holds the uncompressed text once, and then only the jobs.
 *
 * @throws UnusableInput if the file cannot be read, is no text, or has no job that can be used
 * @throws RangeError if `limit` is not a whole number from 1, or `timeScale` not a finite number above 0
 */
export function readSwf(path: string, { limit, timeScale = 1 }: SwfOptions = {}): SwfTrace {
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) throw new RangeError(`limit is ${limit}, not a whole number from 1`);
  if (!(timeScale > 0 && timeScale < Infinity)) throw new RangeError(`timeScale is ${timeScale}, not a finite number above 0`);
  const { jobs, leftOut, comments, lines, resorted } = readLines(readText(path), path, timeScale);
  if (jobs.length === 0) throw new UnusableInput([noJob(path, lines, leftOut.length), ...leftOut.slice(0, SHOWN)]);
  // Sorted before scaling, so that times which scaling makes equal keep their order.
  if (resorted) jobs.sort((one, other) => one.submitS - other.submitS);
  const kept = limit === undefined ? jobs : jobs.slice(0, limit);
  const scaled = timeScale === 1 ? kept : kept.map((job) => ({ ...job, submitS: job.submitS * timeScale }));
  return { jobs: scaled, leftOut, header: readHeader(comments), resorted };
}

/** Of the lines left out, where none can be used. */
const SHOWN = 10;

function noJob(file: string, lines: number, bad: number): Problem {
  const found = lines === 0 ? 'an empty file' : `no job that can be used in ${lines} ${lines === 1 ? 'line' : 'lines'}`;
  const hint = bad > SHOWN ? `Is it a trace? The first ${SHOWN} of its ${bad} bad lines follow.` : 'Is it a trace?';
  return { file, line: 1, column: 1, found, expected: 'a trace in the Standard Workload Format: 18 numbers for each job', hint };
}

// Fields. Places are from 0 here, and from 1 in the format's definition and in every message.

// prettier-ignore
const FIELDS = [
  'job number', 'submit time', 'wait time', 'run time', 'allocated processors', 'average CPU time', 'used memory',
  'requested processors', 'requested time', 'requested memory', 'status', 'user', 'group', 'executable', 'queue', 'partition',
  'preceding job', 'think time',
] as const;
const [NUMBER, SUBMIT, RUN, PROCESSORS, REQUESTED, USER, GROUP, EXECUTABLE, QUEUE] = [0, 1, 3, 4, 8, 11, 12, 13, 14] as const;

/** Seconds. Simulated time counts milliseconds, which are whole only as long as a double holds them exactly. */
const MOST_S = Number.MAX_SAFE_INTEGER / 1000;
const TIMES: readonly number[] = [SUBMIT, RUN, REQUESTED];
const WHOLE: readonly number[] = [NUMBER, PROCESSORS, USER, GROUP, EXECUTABLE, QUEUE];
const MOST = FIELDS.map((_, place) => {
  if (TIMES.includes(place)) return MOST_S;
  return WHOLE.includes(place) ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE;
});

/** The fields of one line; the same object is filled again for each, since a trace may have millions. */
class Row {
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

const [TAB, NEWLINE, RETURN, BLANK, MINUS, ZERO, SEMICOLON] = [9, 10, 13, 32, 45, 48, 59] as const;

function isBlank(byte: number | undefined): boolean {
  return byte === BLANK || byte === TAB;
}

function skipBlanks(bytes: Uint8Array, from: number, end: number): number {
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

// Lines.

interface Lines {
  readonly jobs: SwfJob[];
  readonly leftOut: readonly Problem[];
  /** The lines above the first job that start with `;`. */
  readonly comments: readonly string[];
  readonly lines: number;
  readonly resorted: boolean;
}

function readLines(bytes: Buffer, file: string, timeScale: number): Lines {
  const jobs: SwfJob[] = [];
  const leftOut: Problem[] = [];
  const comments: string[] = [];
  const row = new Row();
  const names = new Names();
  let line = 0;
  let latestS = 0;
  let resorted = false;
  let inHeader = true;
  for (let start = afterMark(bytes), next = start; start < bytes.length; start = next) {
    const newline = bytes.indexOf(NEWLINE, start);
    next = newline === -1 ? bytes.length : newline + 1;
    line += 1;
    const end = trimmedEnd(bytes, start, newline === -1 ? next : newline);
    const first = skipBlanks(bytes, start, end);
    if (first === end) continue;
    if (bytes[first] === SEMICOLON) {
      if (inHeader) comments.push(decode(bytes.subarray(first, end)));
      continue;
    }
    inHeader = false;
    row.fill(bytes, first, end);
    const flaw = flawOf(row, { bytes, end, timeScale });
    if (flaw !== null) {
      const { at, ...what } = flaw;
      leftOut.push({ file, line, column: [...decode(bytes.subarray(start, at))].length + 1, ...what });
      continue;
    }
    const job = jobOf(row, line, names);
    if (job.submitS < latestS) resorted = true;
    latestS = job.submitS;
    jobs.push(job);
  }
  return { jobs, leftOut, comments, lines: line, resorted };
}

function jobOf(row: Row, line: number, names: Names): SwfJob {
  return {
    line,
    number: row.value(NUMBER),
    submitS: row.value(SUBMIT),
    runS: row.value(RUN),
    user: row.value(USER) < 0 ? 'unknown' : names.of('', row.value(USER)),
    compiler: compilerOf(row, names),
    requestedS: knownOrNull(row.value(REQUESTED)),
    processors: knownOrNull(row.value(PROCESSORS)),
  };
}

function compilerOf(row: Row, names: Names): string {
  if (row.value(EXECUTABLE) >= 0) return names.of('executable ', row.value(EXECUTABLE));
  if (row.value(QUEUE) >= 0) return names.of('queue ', row.value(QUEUE));
  if (row.value(GROUP) >= 0) return names.of('group ', row.value(GROUP));
  return 'unknown';
}

function knownOrNull(value: number): number | null {
  return value < 0 ? null : value;
}

/** One string for each name, shared by all jobs that have it. */
class Names {
  readonly #made = new Map<string, Map<number, string>>();

  of(prefix: '' | 'executable ' | 'queue ' | 'group ', id: number): string {
    const sharing = this.#made.get(prefix) ?? new Map<number, string>();
    const name = sharing.get(id) ?? `${prefix}${id}`;
    this.#made.set(prefix, sharing.set(id, name));
    return name;
  }
}

// Flaws: why a line is left out.

type Flaw = Pick<Problem, 'found' | 'expected' | 'hint'> & { /** The byte of the file. */ readonly at: number };

interface Within {
  readonly bytes: Uint8Array;
  /** Where the line ends. */
  readonly end: number;
  readonly timeScale: number;
}

/** What the line cannot be read for comes before what is unknown, and the first such field before the others. */
function flawOf(row: Row, within: Within): Flaw | null {
  if (row.count !== FIELDS.length) return wrongCount(row, within.end);
  for (let place = 0; place < FIELDS.length; place += 1) {
    const value = row.value(place);
    // Not `>`, which NaN would pass.
    const fits = Math.abs(value) <= (MOST[place] ?? 0) && (Number.isInteger(value) || !WHOLE.includes(place));
    if (!fits) return { ...fieldAt(row, place, within), expected: expectedIn(place, value) };
  }
  if (row.value(SUBMIT) < 0) return missing(row, SUBMIT, within);
  if (row.value(RUN) < 0) return missing(row, RUN, within);
  if (row.value(SUBMIT) * within.timeScale > MOST_S) {
    const expected = `at most ${MOST_S} s after scaling by ${within.timeScale}, to be exact to the millisecond`;
    return { ...fieldAt(row, SUBMIT, within), expected, hint: 'Scale by less.' };
  }
  return null;
}

function wrongCount({ count, starts }: Row, end: number): Flaw {
  const found = `${count} ${count === 1 ? 'field' : 'fields'}`;
  return { at: count > FIELDS.length ? (starts[FIELDS.length] ?? end) : end, found, expected: `${FIELDS.length} numbers for each job` };
}

/** Characters of a bad field that a message shows: a broken line can be very long. */
const QUOTED = 40;

function fieldAt({ starts, ends }: Row, place: number, { bytes }: Within): Pick<Flaw, 'at' | 'found'> {
  const start = starts[place] ?? 0;
  const text = decode(bytes.subarray(start, ends[place]));
  const quoted = JSON.stringify(text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text);
  return { at: start, found: `${quoted} as field ${place + 1}, the ${FIELDS[place] ?? ''}` };
}

function expectedIn(place: number, value: number): string {
  if (Number.isNaN(value)) return 'a number';
  if (TIMES.includes(place)) return `at most ${MOST_S} s, to be exact to the millisecond`;
  return WHOLE.includes(place) ? `a whole number of at most ${Number.MAX_SAFE_INTEGER}` : 'a finite number';
}

function missing(row: Row, place: number, within: Within): Flaw {
  const hint = row.value(place) === -1 ? '-1 means that it is unknown: the job is left out.' : 'The job is left out.';
  return { ...fieldAt(row, place, within), expected: 'a time of 0 s or more', hint };
}

// The header.

const COMMENT = /^;(\s*)(?:([A-Za-z]\w*):(?=\s|$))?(.*)$/;

/** Text indented more than the first key goes on with the value above it, even if it looks like a key itself. */
function readHeader(comments: readonly string[]): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  let key = '';
  let indent = Infinity;
  for (const comment of comments) {
    const [, blanks = '', name, rest = ''] = COMMENT.exec(comment) ?? [];
    const goesOn = blanks.length > indent;
    if (!goesOn && name === undefined) continue;
    if (!goesOn) key = name ?? key;
    if (indent === Infinity) indent = Math.max(1, blanks.length);
    const text = (goesOn && name !== undefined ? `${name}:${rest}` : rest).trim();
    const above = values.get(key);
    values.set(key, above === undefined || above === '' ? text : `${above}\n${text}`.trimEnd());
  }
  return Object.fromEntries(values);
}

// The file.

/** The first bytes of every gzip file, whatever its name. */
const GZIP = [0x1f, 0x8b] as const;
/** Bytes. The archive's largest traces have some 600 million; a small corrupt file could claim any size. */
const MOST_BYTES = 2 ** 30;
/** Bytes at the start of a file among which a text has no NUL. */
const SAMPLE = 1024;

function readText(path: string): Buffer {
  const raw = readBytes(path);
  const bytes = raw[0] === GZIP[0] && raw[1] === GZIP[1] ? unzip(raw, path) : raw;
  if (bytes.subarray(0, SAMPLE).includes(0)) {
    throw unusable(path, 'bytes that are no text', 'Gzip is the only compression that is read; if it is another, unpack it first.');
  }
  return bytes;
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') throw unusable(path, 'no such file', nearestFile(path));
    if (code === 'EISDIR') throw unusable(path, 'a folder', 'Name one of the files in it.');
    throw unusable(path, `a file that cannot be read (${code})`, 'Check its permissions and its size.');
  }
}

function unzip(raw: Buffer, path: string): Buffer {
  try {
    return gunzipSync(raw, { maxOutputLength: MOST_BYTES, chunkSize: 2 ** 20 });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ERR_BUFFER_TOO_LARGE') throw unusable(path, 'gzip data of more than 1 GiB', 'Cut the trace into parts.');
    const found = code === 'Z_BUF_ERROR' ? 'gzip data that end too early' : `corrupt gzip data (${code})`;
    throw unusable(path, found, 'Fetch it again; gzip --test says whether it is whole.');
  }
}

function unusable(file: string, found: string, hint: string): UnusableInput {
  const expected = 'a trace in the Standard Workload Format, plain or gzipped';
  return new UnusableInput([{ file, line: 1, column: 1, found, expected, hint }]);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function nearestFile(path: string): string {
  try {
    return didYouMean(basename(path), readdirSync(dirname(path)).toSorted()) ?? 'Check the name.';
  } catch {
    return 'Its folder does not exist either.';
  }
}

function afterMark(bytes: Buffer): number {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return hasMark ? 3 : 0;
}

function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && (isBlank(bytes[at - 1]) || bytes[at - 1] === RETURN)) at -= 1;
  return at;
}

/** Old headers are not always UTF-8; what is not shows as �, and is never part of a number. */
function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
