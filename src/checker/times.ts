/**
 * When the steps of a path could happen: a path is a schedule without times, and a run has a clock. If no times fit, the path is
 * possible only if timers are imprecise.
 */
import { earliest } from './differences.ts';
import type { Path } from './path.ts';
import { stepName, type Rule } from './rules.ts';
import { Timetable, type TimesOptions } from './timetable.ts';

export type { TimesOptions } from './timetable.ts';

export type Times =
  | {
      readonly type: 'timed';
      /** One for each step of the path: the earliest that fit, in milliseconds to the microsecond, the initial state being at 0. */
      readonly atMs: readonly number[];
      /** By the numbers of events: how long each of the timers runs that it starts, in its order. */
      readonly lengthsMs: ReadonlyMap<number, readonly number[]>;
    }
  | {
      readonly type: 'imprecise';
      /** What cannot all hold, in words. */
      readonly why: string;
    };

/**
 * The times of a path's steps, if there are any: a timer goes off exactly when it has run, for one of the lengths that its delay may
 * have; a message arrives after one of the latencies of its wire, or later behind one that was sent before it; what comes from
 * outside comes at its own time. Faults, losses, and second copies of a message, come at any time.
 *
 * Not promised: that messages and timers of one instant come in the order in which a clock would take them, and that a path
 * without end has times for more than its first round. Partitions that the wires have at times of their own are left aside.
 */
export function timesOf(path: Path, options: TimesOptions): Times {
  const { rules, runs } = new Timetable(path, options);
  const solution = earliest(path.steps.length + 1, rules);
  if (solution.type === 'conflict') return { type: 'imprecise', why: inWords(solution.circle) };
  const { times } = solution;
  const at = (step: number): number => times[step] ?? 0;
  const lengthsMs = new Map(
    [...runs].map(([n, started]) => [
      n,
      started.map(({ startedAt, endedAt = startedAt, span }) => Math.max(span.leastUs, at(endedAt) - at(startedAt)) / 1000),
    ]),
  );
  return { type: 'timed', atMs: times.slice(1).map((us) => us / 1000), lengthsMs };
}

/** What stands against what, the order of the steps last: "timer 'a' … ; timer 'b' …; but step 3 comes before step 5". */
function inWords(circle: readonly Rule[]): string {
  // From a rule with a reason on, so that no run of the order is torn.
  const first = circle.findIndex(({ because }) => because !== undefined);
  const facts = new Set<string>();
  const order: { from: number; to: number }[] = [];
  let wasOrder = false;
  for (const { from, to, because } of [...circle.slice(first), ...circle.slice(0, first)]) {
    const last = order.at(-1);
    if (because !== undefined) facts.add(because);
    else if (wasOrder && last) last.to = to;
    else order.push({ from, to });
    wasOrder = because === undefined;
  }
  const but = order.map(({ from, to }) => `${stepName(from)} comes before ${stepName(to)}`);
  return [...facts].join('; ') + (but.length > 0 ? `; but ${but.join(', and ')}` : '');
}
