/** Why a line of a trace is left out: what stands there, and what could have been used. */
import type { Problem } from '../problem.ts';
import { decode, FIELDS, MOST, MOST_S, RUN, SUBMIT, TIMES, WHOLE, type Row } from './swf-row.ts';

export type Flaw = Pick<Problem, 'found' | 'expected' | 'hint'> & { /** The byte of the file. */ readonly at: number };

export interface Within {
  readonly bytes: Uint8Array;
  /** Where the line ends. */
  readonly end: number;
  readonly timeScale: number;
}

/** What the line cannot be read for comes before what is unknown, and the first such field before the others. */
export function flawOf(row: Row, within: Within): Flaw | null {
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
    const expected = `at most ${MOST_S} s after scaling by ${within.timeScale}, to be exact to the microsecond`;
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
  if (TIMES.includes(place)) return `at most ${MOST_S} s, to be exact to the microsecond`;
  return WHOLE.includes(place) ? `a whole number of at most ${Number.MAX_SAFE_INTEGER}` : 'a finite number';
}

function missing(row: Row, place: number, within: Within): Flaw {
  const hint = row.value(place) === -1 ? '-1 means that it is unknown: the job is left out.' : 'The job is left out.';
  return { ...fieldAt(row, place, within), expected: 'a time of 0 s or more', hint };
}
