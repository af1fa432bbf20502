/** The lines of a trace as jobs, and as problems where they cannot be used. */
import type { Problem } from '../problem.ts';
import { flawOf } from './swf-flaws.ts';
import type { SwfJob } from './swf-job.ts';
import { decode, EXECUTABLE, GROUP, isBlank, NUMBER, PROCESSORS, QUEUE, REQUESTED, Row, RUN, skipBlanks, SUBMIT, USER } from './swf-row.ts';

const [NEWLINE, RETURN, SEMICOLON] = [10, 13, 59] as const;

export interface Lines {
  readonly jobs: SwfJob[];
  readonly leftOut: readonly Problem[];
  /** The lines above the first job that start with `;`. */
  readonly comments: readonly string[];
  readonly lines: number;
  readonly resorted: boolean;
}

export function readLines(bytes: Buffer, file: string, timeScale: number): Lines {
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

function afterMark(bytes: Buffer): number {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return hasMark ? 3 : 0;
}

function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && (isBlank(bytes[at - 1]) || bytes[at - 1] === RETURN)) at -= 1;
  return at;
}
