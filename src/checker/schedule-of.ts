/** A path as a schedule that a run can be led through: its events with their times, and what it ends with. */
import type { Cause, StepEvent, TraceEvent } from '../actors/trace.ts';
import type { Place } from '../actors/system.ts';
import { toMicrosecond } from '../actors/virtual-clock.ts';
import type { Happening, Path, PathEvent } from './path.ts';
import type { Times } from './times.ts';

/** The first that is on its way will do. */
const ANY_SENT = -1;

export interface PathSchedule {
  readonly events: readonly TraceEvent[];
  /** Where the last step has no event, since a machine does not survive it: what befalls it. */
  readonly failing?: { readonly atMs: number; readonly to: string | Place; readonly cause: Cause };
  /** Of the path. */
  readonly steps: number;
  readonly timed: boolean;
  readonly why?: string;
  /** Of a path without end: how many steps, and events, there are before it goes round. */
  readonly loopsTo?: { readonly steps: number; readonly events: number };
}

/**
 * The schedule of a path. Where no times fit, the events are at the numbers of their steps, as milliseconds.
 *
 * @param fails whether the last step is one that a machine does not survive
 */
export function scheduleOf(path: Path, times: Times, { fails = false }: { readonly fails?: boolean } = {}): PathSchedule {
  const atMs = (step: number): number => (times.type === 'timed' ? (times.atMs[step] ?? 0) : step + 1);
  const last = path.steps.at(-1);
  // Where nobody takes a step, the message was not to nobody: the one who got it did not survive it.
  const endsWithoutTrace = fails && last?.events.every(({ event }) => event.type !== 'step') === true;
  const events = path.start.map((it) => timed(it, 0, times));
  let loopsTo = path.loopsTo === 0 ? events.length : undefined;
  for (const [index, step] of path.steps.entries()) {
    if (index < path.steps.length - 1 || !endsWithoutTrace) events.push(...step.events.map((it) => timed(it, atMs(index), times)));
    if (path.loopsTo === index + 1) loopsTo = events.length;
  }
  const failing = last && endsWithoutTrace ? befalling(last.happening) : undefined;
  return {
    events,
    ...(failing ? { failing: { atMs: atMs(path.steps.length - 1), ...failing } } : {}),
    steps: path.steps.length,
    timed: times.type === 'timed',
    ...(times.type === 'timed' ? {} : { why: times.why }),
    ...(path.loopsTo === undefined || loopsTo === undefined ? {} : { loopsTo: { steps: path.loopsTo, events: loopsTo } }),
  };
}

function timed({ event, timers }: PathEvent, atMs: number, times: Times): TraceEvent {
  if (event.type !== 'step') return { ...event, atMs };
  const drawn = times.type === 'timed' ? times.lengthsMs.get(event.n) : undefined;
  const lengths = timers.map(({ id, delay }, at): StepEvent['timers'][number] => {
    // A delay that the scenario draws has no length where no time is possible.
    return { id, delayMs: typeof delay === 'number' ? toMicrosecond(delay) : (drawn?.[at] ?? 0) };
  });
  return { ...event, atMs, timers: lengths };
}

/** What befalls whom; nothing where an actor fails as it starts, which needs nobody's doing. */
function befalling(happening: Happening): { readonly to: string | Place; readonly cause: Cause } | undefined {
  switch (happening.type) {
    case 'delivery':
    case 'duplicate':
      return { to: happening.to, cause: { type: 'message', from: happening.from, sent: ANY_SENT, message: happening.message } };
    case 'timer':
      return { to: happening.actor, cause: { type: 'timer', timer: happening.timer, set: ANY_SENT } };
    case 'arrival':
    case 'fault':
      return { to: happening.to, cause: { type: happening.type, message: happening.message } };
    default:
      return undefined;
  }
}
