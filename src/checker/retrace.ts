/** Goes a path again that a search has found, from the numbers of its steps. */
import type { Finding } from './judge.ts';
import type { Path } from './path.ts';
import { PathBuilder, type Wiring } from './path-builder.ts';
import type { Space } from './space.ts';
import type { Visited } from './visited.ts';

/** Which of the initial states, and which step of each state that follows. */
export interface Route {
  readonly initial: number;
  readonly steps: readonly number[];
}

/** The way to a state that was seen. */
export function routeTo(visited: Visited, state: number): Route {
  const steps: number[] = [];
  let at = state;
  for (let parent = visited.parentOf(at); parent >= 0; parent = visited.parentOf(at)) {
    steps.push(visited.ordinalOf(at));
    at = parent;
  }
  return { initial: visited.ordinalOf(at), steps: steps.reverse() };
}

/** With the step that a finding names, if it names one. */
export function routeOf(route: Route, { step }: Pick<Finding, 'step'>): Route {
  return step === undefined ? route : { ...route, steps: [...route.steps, step] };
}

/**
 * @param keepIdle whether the numbers count steps that change nothing, too
 * @param loopsTo of a path without end
 */
export function retrace(
  space: Space,
  { initial, steps }: Route,
  { wiring, keepIdle = false, loopsTo }: { readonly wiring: Wiring; readonly keepIdle?: boolean; readonly loopsTo?: number },
): Path {
  const { model } = space;
  const builder = new PathBuilder(wiring);
  const start = model.initial()[initial];
  if (!start) throw new Error('a path begins in a state that is not there');
  for (const transition of start.starts) builder.start(transition);
  space.fit();
  space.row.fill(0);
  space.row.set(start.row);
  for (const step of steps) {
    space.expand(keepIdle);
    const transition = step < model.steps.count ? model.steps.transition(step) : undefined;
    // The failure of an actor's start is a step of its own, though nothing follows from it.
    if (!transition) break;
    builder.step(transition);
    space.write(step);
    space.row.set(space.next);
  }
  return builder.path(loopsTo);
}
