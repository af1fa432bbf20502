/**
 * Looks for paths on which what should happen never does: to a state at rest, or round and round for ever in a way that is fair.
 * A path that leaves the bounds of the model is not followed, and none of its states is taken for an end.
 */
import type { Eventually, LeadsTo } from '../properties/property.ts';
import type { Explored } from './breadth-first.ts';
import type { CheckProgress, PropertyResult } from './check-options.ts';
import { fairCycle, type Move } from './fair-cycle.ts';
import type { Path } from './path.ts';
import type { Wiring } from './path-builder.ts';
import { regionOf, type Region } from './region.ts';
import { retrace } from './retrace.ts';
import type { Space } from './space.ts';

export interface LivenessOptions {
  readonly property: Eventually | LeadsTo;
  readonly space: Space;
  readonly explored: Explored;
  readonly wiring: Wiring;
  /** The limit that was reached, if one was. */
  readonly reached: () => string | undefined;
}

export function* liveness(options: LivenessOptions): Generator<CheckProgress, PropertyResult> {
  const { property, space, explored, reached } = options;
  const { name, type } = property;
  const { judge } = space;
  const until = judge.question(name, (state) => (property.type === 'eventually' ? property.holds(state) : property.follows(state)));
  const region = yield* regionOf({
    space,
    explored,
    reached,
    until,
    begins:
      property.type === 'eventually'
        ? { at: 'initial states' }
        : { at: 'all states', when: judge.question(name, (state) => property.when(state)) },
  });
  if (typeof region === 'string') return { name, type, verdict: 'incomplete', detail: `the search for cycles ended at ${region}` };
  const [rest] = region.rests;
  if (rest !== undefined) return { name, type, verdict: 'violated', path: pathOf(options, region, rest, []) };
  const cycle = fairCycle(region, property.fairness);
  if (!cycle) return { name, type, verdict: 'holds' };
  return { name, type, verdict: 'violated', path: pathOf(options, region, cycle.at, cycle.moves) };
}

/** From an initial state to a node of the region, and then round. */
function pathOf({ space, explored, wiring }: LivenessOptions, region: Region, node: number, round: readonly Move[]): Path {
  const { visited } = explored;
  const inRegion: number[] = [];
  for (let at = node; at >= 0; at = region.before[at]!) inRegion.push(region.states[at]!);
  const before: number[] = [];
  for (let state = visited.parentOf(inRegion.at(-1)!); state >= 0; state = visited.parentOf(state)) before.push(state);
  const states = [...inRegion, ...before].reverse();
  const moves = [
    ...states.slice(1).map((state) => ({ state, unit: undefined })),
    ...round.map(({ target, unit }) => ({ state: region.states[target]!, unit })),
  ];
  const steps: number[] = [];
  let from = states[0]!;
  for (const { state, unit } of moves) {
    steps.push(stepBetween(space, explored, { from, to: state, unit }));
    from = state;
  }
  const route = { initial: visited.ordinalOf(states[0]!), steps };
  return retrace(space, route, { wiring, keepIdle: true, ...(round.length > 0 ? { loopsTo: states.length - 1 } : {}) });
}

/** The number of a step from one state to another, those counted that change nothing. */
function stepBetween(
  space: Space,
  explored: Explored,
  { from, to, unit }: { readonly from: number; readonly to: number; readonly unit: number | undefined },
): number {
  const { model } = space;
  space.read(explored.rows, from);
  space.expand(true);
  for (let step = 0; step < model.steps.count; step += 1) {
    if (unit !== undefined && model.steps.transition(step).unit !== unit) continue;
    space.fingerprintOf(step);
    space.write(step);
    if (explored.find() === to) return step;
  }
  throw new Error(`no step leads from state ${from} to state ${to}`);
}
