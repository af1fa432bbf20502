/** A schedule asks for what cannot happen: it was changed, or the machines were. */
import type { Problem } from '../scenarios/problem.ts';

export interface Impossible {
  /** Of the event among all of the schedule, from 0; the number of all events where they have come to an end. */
  readonly place: number;
  /** The member of the event's line in which it shows. */
  readonly member: 'at' | 'actor' | 'cause' | 'choices';
  /** As a problem has it. */
  readonly found: string;
  readonly expected: string;
}

export class ScheduleError extends Error {
  override readonly name = 'ScheduleError';
  readonly impossible: Impossible;

  constructor(impossible: Impossible) {
    super(`event ${impossible.place}: found ${impossible.found}; expected ${impossible.expected}`);
    this.impossible = impossible;
  }

  /**
   * @param file that the schedule was read from
   * @param firstLine of its events
   * @param lines its events, as they stand there
   */
  problemIn(file: string, firstLine: number, lines: readonly string[]): Problem {
    const { place, member, found, expected } = this.impossible;
    return {
      file,
      line: firstLine + place,
      column: Math.max(0, lines[place]?.indexOf(`"${member}":`) ?? 0) + 1,
      found,
      expected,
      hint: 'The schedule was changed, or it is one of other machines.',
    };
  }
}
