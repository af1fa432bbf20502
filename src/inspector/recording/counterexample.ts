/** A path that the checker found, told step by step: from the trace that was written of it. */
import { canonical } from '../../actors/canonical.ts';
import { behaviorsOf } from '../../actors/behavior.ts';
import { StepError } from '../../actors/step.ts';
import { kindOf } from '../../actors/system.ts';
import { happeningText } from '../../report/happening-text.ts';
import { stepLines } from '../../report/story.ts';
import { planOf } from '../../simulator/plan.ts';
import { beginning, Reenactment } from '../../simulator/reenactment.ts';
import type { SimulationOptions } from '../../simulator/simulation.ts';
import type { ScheduleHeader } from '../../simulator/trace-file.ts';
import type { Counterexample } from '../protocol/frames.ts';
import type { RunRecording } from './run-recording.ts';
import { readTraced, type Traced } from './traced.ts';

type Told = Parameters<typeof stepLines>[0];

/**
 * @param recording all of the path's events
 * @param options what the run that shows it is made from
 */
export function counterexampleOf(schedule: ScheduleHeader, recording: RunRecording, options: SimulationOptions): Counterexample {
  const { scenario, engine = 'compiled' } = options;
  const events = [...recording.allLines()].map(readTraced);
  const { property, type, timed, why, loopsTo, failing } = schedule;
  const groups = groupsOf(events);
  const first = groups[0]?.[0]?.n ?? events.length;
  const reenactment = new Reenactment(behaviorsOf(scenario.kinds, { engine }), beginning(scenario.actors(planOf(options))));
  for (const event of events.slice(0, first)) reenactment.see(event);
  const steps = groups.map((group) => ({ text: textOf(group, reenactment), event: group.at(-1)?.n ?? 0 }));
  if (failing) steps.push({ text: [failureText(failing)], event: events.length - 1 });
  const loop = loopsTo === undefined ? -1 : groups.findIndex(([event]) => event !== undefined && event.n >= loopsTo.events);
  return {
    property,
    type,
    verdict: verdictOf(type, steps.length, loop),
    steps,
    loopsTo: loop < 0 ? null : loop,
    timed,
    why: why ?? null,
  };
}

/** Events that one thing led to: what was told to several at a place, who was created by it, what was cut off. */
function groupsOf(events: readonly Traced[]): readonly (readonly Traced[])[] {
  const groups: Traced[][] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (event.type === 'partitioned' || (event.type === 'step' && event.cause.type === 'spawned')) last?.push(event);
    else if (event.type !== 'step' || event.cause.type !== 'start') {
      if (last?.[0] && isToldAtOnce(last[0], event)) last.push(event);
      else groups.push([event]);
    }
  }
  return groups;
}

function isToldAtOnce(a: Traced, b: Traced): boolean {
  if (a.type !== 'step' || b.type !== 'step' || a.atMs !== b.atMs || a.cause.type !== 'fault' || b.cause.type !== 'fault') return false;
  return a.actor !== b.actor && canonical(a.cause.message) === canonical(b.cause.message);
}

function textOf(group: readonly Traced[], reenactment: Reenactment): readonly string[] {
  const [first] = group;
  if (!first) return [];
  try {
    const events = group.flatMap((event): readonly Told['events'][number][] => {
      const step = reenactment.see(event);
      if (event.type !== 'step') return [{ event, before: null, timers: [], sends: [] }];
      if (!step) return [];
      const sends = step.effects.flatMap((effect) => (effect.type === 'send' ? [effect] : []));
      return [{ event: { ...event, kind: kindOf(event.actor), snapshot: step.after }, before: step.before ?? null, timers: [], sends }];
    });
    return stepLines({ happening: happeningOf(first), events });
  } catch (cause) {
    if (!(cause instanceof StepError)) throw cause;
    return [happeningText(happeningOf(first)), cause.message];
  }
}

function happeningOf(event: Traced): Told['happening'] {
  if (event.type !== 'step') {
    const { from, to, message, sent } = event;
    if (sent < 0) return { type: 'arrival', to, message };
    return { type: event.type === 'lost' ? 'loss' : 'delivery', from, to, message };
  }
  const { actor, cause } = event;
  switch (cause.type) {
    case 'message':
      return { type: 'delivery', from: cause.from, to: actor, message: cause.message };
    case 'timer':
      return { type: 'timer', actor, timer: cause.timer, event: { type: cause.timer } };
    case 'fault':
      return { type: 'fault', name: cause.message.type, to: actor, message: cause.message };
    case 'arrival':
      return { type: 'arrival', to: actor, message: cause.message };
    case 'start':
    case 'spawned':
      throw new Error(`a step begins with no start of an actor: ${actor}`);
  }
}

function failureText({ to, cause }: NonNullable<ScheduleHeader['failing']>): string {
  const whom = typeof to === 'string' ? to : `everybody at ${to.place}`;
  const what = 'message' in cause ? cause.message.type : cause.type === 'timer' ? `the timer ${cause.timer}` : cause.type;
  return `${what} → ${whom}: the machine fails`;
}

function verdictOf(type: ScheduleHeader['type'], count: number, loop: number): string {
  const after = `after ${count} ${count === 1 ? 'step' : 'steps'}`;
  switch (type) {
    case 'sometimes':
      return `It is reached ${after}.`;
    case 'always':
    case 'throughout':
      return `It does not hold ${after}.`;
    case 'eventually':
    case 'leadsTo':
      return loop < 0
        ? `It does not come about: it ends ${after}.`
        : `It need not come about: steps ${loop + 1} to ${count} can go on for ever.`;
    case 'deadlock':
      return `${after[0]?.toUpperCase()}${after.slice(1)}, nothing is left to happen.`;
    case 'unhandled':
      return `In step ${count}, a message is not awaited.`;
    case 'failure':
      return `In step ${count}, a machine fails.`;
  }
}
