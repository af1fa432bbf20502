/**
 * Walks at random, for what is too large to be explored: each from an initial state to where nothing is left to happen, or to the limit
 * on depth. It can find what is wrong; it never shows that all is well.
 */
import { Random } from '../actors/random.ts';
import { Bounds } from './bounds.ts';
import type { SearchOptions } from './breadth-first.ts';
import type { CheckProgress } from './check-options.ts';
import type { Finding } from './judge.ts';
import type { Route } from './retrace.ts';
import type { SearchEnd } from './search-end.ts';
import { Visited } from './visited.ts';

const STEPS_AT_ONCE = 4096;

/** Where no limit on time, or on depth, is given. */
const WALKS_MAX = 1_000;
const DEPTH_MAX = 10_000;

export function* randomWalk(options: SearchOptions & { readonly seed: number }): Generator<CheckProgress, SearchEnd> {
  const { space, limits, goesOn, seed } = options;
  const { model, judge } = space;
  const { depthMax = DEPTH_MAX, secondsMax } = limits;
  // Only time ends it for certain: there may be fewer states than the limit on them.
  const walksMax = secondsMax === undefined ? WALKS_MAX : Number.POSITIVE_INFINITY;
  const bounds = new Bounds(options);
  const uniform = new Random(seed).stream('walk');
  const drawn = (count: number): number => Math.min(count - 1, Math.floor(uniform() * count));
  const visited = new Visited({ keepsWayBack: false, keepsNumbers: false });
  const routes = new Map<Finding, Route>();
  const starts = model.initial();
  let transitions = 0;
  let deepest = 0;
  let walks = 0;
  let taken = 0;
  let reason: string | undefined;

  while (walks < walksMax && reason === undefined && (goesOn || !judge.isViolated)) {
    const initial = drawn(starts.length);
    const start = starts[initial]!;
    const steps: number[] = [];
    const note = (): void => {
      for (const finding of judge.findings.values())
        if (!routes.has(finding))
          routes.set(finding, { initial, steps: finding.step === undefined ? [...steps] : [...steps, finding.step] });
    };
    space.fit();
    space.row.fill(0);
    space.row.set(start.row);
    space.fingerprint(space.row);
    transitions += 1;
    walks += 1;
    if (!judge.isWithin(space.row)) {
      if (walks >= starts.length * 2 && visited.size === 0) break;
      continue;
    }
    visited.add(space.low, space.high);
    judge.judge(space.row, 0, -1);
    for (const it of start.starts) judge.judgeStep(it, 0, 0);
    note();
    for (let depth = 1; depth <= depthMax && (goesOn || !judge.isViolated); depth += 1) {
      deepest = Math.max(deepest, depth);
      if (taken % STEPS_AT_ONCE === 0) {
        yield { phase: 'exploring', states: visited.size, frontier: 0, depth: deepest };
        reason = bounds.reached(visited.size);
        if (reason !== undefined) break;
      }
      taken += 1;
      space.expand();
      if (space.isAtRest) judge.judgeRest(space.row, 0);
      note();
      if (model.steps.count === 0) break;
      const step = drawn(model.steps.count);
      const transition = model.steps.transition(step);
      transitions += 1;
      judge.judgeStep(transition, 0, step);
      note();
      if (transition.failure !== undefined) break;
      space.fingerprintOf(step);
      space.write(step);
      if (!judge.isWithin(space.next)) break;
      steps.push(step);
      visited.add(space.low, space.high);
      space.row.set(space.next);
      judge.judge(space.row, 0, -1);
      note();
    }
  }
  const walked = `${walks.toLocaleString('en-US')} random walks, which are not all that can happen`;
  return {
    states: visited.size,
    transitions,
    depth: deepest,
    reason: reason === undefined ? walked : `${reason}, in ${walked}`,
    routeOf: (finding) => routes.get(finding) ?? { initial: 0, steps: [] },
  };
}
