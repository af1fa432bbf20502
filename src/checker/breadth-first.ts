/** Breadth first: every state at one depth before any at the next, so that what is found is found on a shortest path. */
import type { CheckProgress, Limits } from './check-options.ts';
import { Bounds } from './bounds.ts';
import type { Reduction } from './reduction.ts';
import { routeOf, routeTo } from './retrace.ts';
import { Rows } from './rows.ts';
import type { SearchEnd } from './search-end.ts';
import type { Space } from './space.ts';
import { Visited, type IsSame } from './visited.ts';

/** States between two chances to look at the clock, or to stop. */
const STATES_AT_ONCE = 1024;

export interface SearchOptions {
  readonly space: Space;
  readonly limits: Limits;
  readonly elapsedMs: () => number;
  readonly memoryBytes: () => number;
  /** Go on after something is violated. */
  readonly goesOn: boolean;
}

export interface BreadthFirstOptions extends SearchOptions {
  /** Keep the rows of all states: to tell them apart by them, or to look for cycles. */
  readonly keepsRows: boolean;
  readonly isExact: boolean;
  readonly reduction: Reduction | undefined;
}

/** All states, by their numbers. */
export interface Explored {
  readonly visited: Visited;
  readonly rows: Rows;
  /** The number of the successor that was written last; -1 if it was not seen. */
  find(): number;
}

export function* breadthFirst(options: BreadthFirstOptions): Generator<CheckProgress, SearchEnd> {
  const { space, keepsRows, isExact, reduction, goesOn, limits } = options;
  const { model, judge } = space;
  const bounds = new Bounds(options);
  const visited = new Visited({ keepsWayBack: true });
  const rows = keepsRows ? new Rows(space.columns) : undefined;
  let level = rows ?? new Rows(space.columns);
  let following = rows ?? new Rows(space.columns);
  const isSame: IsSame | undefined = isExact ? (state) => following.isSame(state, space.next, space.columns) : undefined;
  let transitions = 0;
  let depth = 0;

  const admit = (parent: number, step: number, changed: number): boolean => {
    if (!visited.add(space.low, space.high, isSame)) return false;
    visited.cameFrom(parent, step);
    following.push(space.next, space.columns);
    judge.judge(space.next, visited.size - 1, changed);
    return true;
  };

  for (const [at, { row, starts }] of model.initial().entries()) {
    transitions += 1;
    space.fit();
    space.next.fill(0);
    space.next.set(row);
    space.fingerprint(space.next);
    if (!judge.isWithin(space.next)) continue;
    depth = 1;
    if (admit(-1, at, -1)) for (const start of starts) judge.judgeStep(start, visited.size - 1, 0);
  }

  let first = 0;
  let end = visited.size;
  let reason: string | undefined;
  while (first < end && reason === undefined && (goesOn || !judge.isViolated)) {
    if (!keepsRows) {
      [level, following] = [following, level];
      following.clear();
    }
    for (let state = first; state < end; state += 1) {
      if ((state - first) % STATES_AT_ONCE === 0) {
        yield { phase: 'exploring', states: visited.size, frontier: end - state + following.length - (keepsRows ? end : 0), depth };
        reason = bounds.reached(visited.size);
        if (reason !== undefined) break;
      }
      level.read(keepsRows ? state : state - first, space.row);
      space.expand();
      transitions += model.idle + model.count;
      if (space.isAtRest) judge.judgeRest(space.row, state);
      const isLast = limits.depthMax !== undefined && depth >= limits.depthMax;
      const only = reduction?.choose(space, visited);
      for (let step = 0; step < model.count; step += 1) {
        const transition = model.taken[step]!;
        if (transition.failure !== undefined || transition.unhandled !== undefined) {
          judge.judgeStep(transition, state, step);
          if (transition.failure !== undefined) continue;
        }
        if (only !== undefined && !only(transition)) continue;
        space.fingerprintOf(step);
        if (isExact || visited.find(space.low, space.high) < 0) {
          space.write(step);
          if (!judge.isWithin(space.next)) continue;
          if (isLast) {
            if (visited.find(space.low, space.high, isSame) < 0) reason ??= `depth ${depth}`;
            continue;
          }
          admit(state, step, transition.kinds);
        }
      }
      if (!goesOn && judge.isViolated) break;
    }
    first = end;
    end = visited.size;
    if (end > first) depth += 1;
  }
  return {
    states: visited.size,
    transitions,
    depth,
    reason,
    routeOf: (finding) => routeOf(routeTo(visited, finding.state), finding),
    ...(rows ? { explored: { visited, rows, find: () => visited.find(space.low, space.high, isSame) } } : {}),
  };
}
