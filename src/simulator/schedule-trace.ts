/**
 * The trace of a schedule, from what a checker says of a path. The run is led through it to find its lines, so a schedule that is
 * written down is one that replays.
 */
import { StepError } from '../actors/step.ts';
import { encodeEvent } from '../actors/trace-line.ts';
import type { TraceEvent } from '../actors/trace.ts';
import type { Failing } from './recorded.ts';
import { endOf } from './schedule-file.ts';
import { ledSimulation } from './schedule.ts';
import type { SimulationOptions } from './simulation.ts';
import { traceEnd, traceHead, type ScheduleHeader, type TraceWriter } from './trace-file.ts';

export interface ScheduleTraceOptions {
  /** The name of a built-in scenario, or the path of a module, as a trace has it. */
  readonly reference: string;
  /** What the path is one of: the same parameters, seed and work. */
  readonly simulation: Pick<SimulationOptions, 'scenario' | 'params' | 'seed' | 'items'>;
  readonly writer: Pick<TraceWriter, 'version' | 'input'>;
  readonly schedule: Omit<ScheduleHeader, 'failing'>;
  /** All events of the path, with their times. */
  readonly events: readonly TraceEvent[];
  /** What comes after them, where a machine fails. */
  readonly failing?: Failing;
}

/**
 * The lines of a trace file, without their line ends.
 *
 * @throws Error if the run does not do what the path says: the model and the system differ
 */
export function scheduleTrace({
  reference,
  simulation: options,
  writer,
  schedule,
  events,
  failing,
}: ScheduleTraceOptions): readonly string[] {
  const simulation = ledSimulation(options, { events, ...(failing ? { failing } : {}), end: endOf(schedule.type) });
  const lines: string[] = [];
  let seen = 0;
  simulation.system.events.subscribe((event) => {
    const expected = events[seen];
    seen += 1;
    // Of the step that a machine does not survive, a path has no events.
    if (expected ? encodeEvent(event) !== encodeEvent(expected) : !failing && schedule.type !== 'failure')
      throw new Error(`the model and the system differ: ${expected ? encodeEvent(expected) : 'the end'}, but ${encodeEvent(event)}`);
  });
  simulation.onLine((line) => lines.push(line));
  try {
    while (simulation.advance(events.length + 1) === undefined);
  } catch (cause) {
    if (schedule.type !== 'failure' || !(cause instanceof StepError)) throw cause;
    simulation.stop('failed');
  }
  // Where the step that failed has left a line, that line leads there.
  const isToCome = failing && lines.length === events.length;
  const head = traceHead(reference, options, { ...writer, schedule: { ...schedule, ...(isToCome ? { failing } : {}) } });
  return [...head.lines, ...lines, traceEnd(simulation.result(), head.hash)];
}
