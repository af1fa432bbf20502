/**
 * Real workloads: traces in the Standard Workload Format, plain or gzipped.
 *
 * A trace is a text file with a line of 18 numbers for each job; `;` starts a comment. What cannot be
 * used is reported by its line and never guessed; all the other jobs are kept. See docs/traces.md.
 */
import { type Problem, UnusableInput } from '../problem.ts';
import { readText } from './swf-file.ts';
import { readHeader } from './swf-header.ts';
import type { SwfJob } from './swf-job.ts';
import { readLines } from './swf-lines.ts';

export type { SwfJob } from './swf-job.ts';

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
