/**
 * Depth first: what is waiting to be looked at is a path and its branches, rather than a whole level. Its paths are not the shortest.
 */
import { Bounds } from './bounds.ts';
import type { SearchOptions } from './breadth-first.ts';
import type { CheckProgress } from './check-options.ts';
import type { Finding } from './judge.ts';
import type { Route } from './retrace.ts';
import { Rows } from './rows.ts';
import type { SearchEnd } from './search-end.ts';
import { Visited } from './visited.ts';

const STATES_AT_ONCE = 1024;

/** A state that waits: how deep it is, and by which step of the state above it it was come to. */
interface Waiting {
  readonly state: number;
  readonly depth: number;
  readonly step: number;
}

export function* depthFirst(options: SearchOptions & { readonly isExact: boolean }): Generator<CheckProgress, SearchEnd> {
  const { space, limits, goesOn, isExact } = options;
  const { model, judge } = space;
  const bounds = new Bounds(options);
  const visited = new Visited({ keepsWayBack: false, keepsNumbers: isExact });
  const stack = new Rows(space.columns);
  const whole = isExact ? new Rows(space.columns) : undefined;
  const isSame = whole ? (state: number): boolean => whole.isSame(state, space.next, space.columns) : undefined;
  const waiting: Waiting[] = [];
  /** The step that led to each depth of the path that is being gone. */
  const steps: number[] = [];
  const routes = new Map<Finding, Route>();
  let transitions = 0;
  let deepest = 0;
  let reason: string | undefined;
  let looked = 0;

  /** Notes the way to whatever has been found since. */
  const noteRoutes = (initial: number, way: readonly number[]): void => {
    for (const finding of judge.findings.values())
      if (!routes.has(finding)) routes.set(finding, { initial, steps: finding.step === undefined ? way : [...way, finding.step] });
  };
  const admit = (depth: number, step: number, changed: number): void => {
    if (!visited.add(space.low, space.high, isSame)) return;
    whole?.push(space.next, space.columns);
    stack.push(space.next, space.columns);
    waiting.push({ state: visited.size - 1, depth, step });
    judge.judge(space.next, visited.size - 1, changed);
  };

  for (const [at, { row, starts }] of model.initial().entries()) {
    transitions += 1;
    space.take(row);
    if (!judge.isWithin(space.next)) continue;
    admit(1, at, -1);
    for (const start of starts) judge.judgeStep(start, 0, 0);
    noteRoutes(at, []);
  }
  while (waiting.length > 0 && (goesOn || !judge.isViolated)) {
    if (looked % STATES_AT_ONCE === 0) yield { phase: 'exploring', states: visited.size, frontier: waiting.length, depth: deepest };
    const reached =
      looked % STATES_AT_ONCE === 0 || visited.size >= (limits.statesMax ?? Number.POSITIVE_INFINITY)
        ? bounds.reached(visited.size)
        : undefined;
    if (reached !== undefined) {
      reason ??= reached;
      break;
    }
    looked += 1;
    const { state, depth, step } = waiting.pop()!;
    space.read(stack, stack.length - 1);
    stack.pop();
    steps.length = depth - 1;
    steps.push(step);
    deepest = Math.max(deepest, depth);
    space.expand();
    transitions += model.steps.idle + model.steps.count;
    const [initial = 0, ...way] = steps;
    if (space.isAtRest) judge.judgeRest(space.row, state);
    const isLast = limits.depthMax !== undefined && depth >= limits.depthMax;
    for (let next = 0; next < model.steps.count; next += 1) {
      const transition = model.steps.transition(next);
      judge.judgeStep(transition, state, next);
      noteRoutes(initial, way);
      if (transition.failure !== undefined) continue;
      space.fingerprintOf(next);
      space.write(next);
      if (!judge.isWithin(space.next)) continue;
      if (isLast) {
        if (!visited.has(space.low, space.high, isSame)) reason ??= `depth ${depth}`;
        continue;
      }
      admit(depth + 1, next, transition.kinds);
      noteRoutes(initial, [...way, next]);
    }
    noteRoutes(initial, way);
  }
  return {
    states: visited.size,
    transitions,
    depth: deepest,
    reason,
    routeOf: (finding) => routes.get(finding) ?? { initial: 0, steps: [] },
  };
}
