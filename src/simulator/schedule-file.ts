/** Reads the events of a schedule from the lines of its trace: as much of each as it takes to make it happen again. */
import { z } from 'zod';
import type { Problem } from '../scenarios/problem.ts';
import type { Recorded, Schedule } from './recorded.ts';
import { causeSchema, messageSchema, parseLine, parseTraceEnd, type ScheduleHeader } from './trace-file.ts';

const stepSchema = z
  .object({
    n: z.int(),
    at: z.number().nonnegative(),
    actor: z.string(),
    cause: causeSchema,
    choices: z.array(z.unknown()).default([]),
    timers: z.array(z.strictObject({ id: z.string(), delayMs: z.number().nonnegative() })).default([]),
  })
  .transform(({ at, ...step }): Recorded => ({ type: 'step', ...step, atMs: at }));

const missedSchema = z
  .strictObject({
    n: z.int(),
    at: z.number().nonnegative(),
    type: z.enum(['dead letter', 'lost', 'partitioned']),
    from: z.string(),
    to: z.string(),
    sent: z.int(),
    message: messageSchema,
  })
  .transform(({ at, ...missed }): Recorded => ({ ...missed, atMs: at }));

export interface ScheduleLines {
  /** The events' lines, as they stand. */
  readonly lines: readonly string[];
  /** What stands after them: the last line of the trace, as it should be. */
  readonly rest: readonly string[];
  /** What they say. */
  readonly schedule: Schedule;
}

/**
 * @param rest the lines of a trace from its first event on
 * @param firstLine the number of that line in the file
 */
export function readSchedule(
  rest: Iterator<string>,
  { type, failing }: ScheduleHeader,
  { file, firstLine }: { readonly file: string; readonly firstLine: number },
): ScheduleLines | { readonly problem: Problem } {
  const lines: string[] = [];
  const events: Recorded[] = [];
  const after: string[] = [];
  for (let next = rest.next(); !next.done; next = rest.next()) {
    const line = next.value;
    if (after.length > 0 || parseTraceEnd(line)) {
      after.push(line);
      continue;
    }
    const event = parseLine(line.includes('"actor":') ? stepSchema : missedSchema, line);
    if ('wrong' in event)
      return { problem: { file, line: firstLine + lines.length, column: 1, found: event.wrong, expected: 'an event of a schedule' } };
    lines.push(line);
    events.push(event.value);
  }
  return { lines, rest: after, schedule: { events, ...(failing ? { failing } : {}), end: endOf(type) } };
}

/** How the run of a schedule ends. */
export function endOf(type: ScheduleHeader['type']): Schedule['end'] {
  return type === 'sometimes' ? 'done' : type === 'failure' ? 'failed' : 'violated';
}
