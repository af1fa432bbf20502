/** Breadth first: every state at one depth before any at the next, so that what is found is found on a shortest path. */
import { Bounds } from './bounds.ts';
import type { CheckProgress, Limits } from './check-options.ts';
import { Lanes } from './lanes.ts';
import type { Reduction } from './reduction.ts';
import { routeOf, routeTo } from './retrace.ts';
import { Rows } from './rows.ts';
import type { SearchEnd } from './search-end.ts';
import type { Space } from './space.ts';
import type { Transition } from './transition.ts';
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
  const bounds = new Bounds(options);
  const search = new BreadthFirst(options);
  search.begin();
  let reason: string | undefined;
  // What was explored for nothing is explored again, by whoever asked for it.
  while (reason === undefined && !search.isOver && options.reduction?.isOutdated !== true) {
    yield search.progress;
    reason = bounds.reached(search.states);
    if (reason === undefined) search.go(STATES_AT_ONCE);
  }
  return search.end(reason);
}

/** The search itself, in pieces: what is not a generator runs several times as fast. */
class BreadthFirst {
  readonly #options: BreadthFirstOptions;
  readonly #space: Space;
  readonly #visited = new Visited({ keepsWayBack: true });
  readonly #all: Rows | undefined;
  /** The rows of the states that are looked at, and of those that are found. */
  #level: Rows;
  #following: Rows;
  /** Of the same states, where they are those of the model itself. */
  #levelLanes = new Lanes();
  #followingLanes = new Lanes();
  readonly #isSame: IsSame | undefined;
  /** The state to look at next, and those of its depth: from the first to before the end. */
  #state = 0;
  #first = 0;
  #end = 0;
  #depth = 0;
  #transitions = 0;
  /** States were left out, since they are too deep. */
  #isCut = false;

  constructor(options: BreadthFirstOptions) {
    const { space, keepsRows, isExact } = options;
    this.#options = options;
    this.#space = space;
    this.#all = keepsRows ? new Rows(space.columns) : undefined;
    this.#level = this.#all ?? new Rows(space.columns);
    this.#following = this.#all ?? new Rows(space.columns);
    this.#isSame = isExact ? (state) => this.#following.isSame(state, space.next, space.columns) : undefined;
  }

  get states(): number {
    return this.#visited.size;
  }

  get progress(): CheckProgress {
    return { phase: 'exploring', states: this.states, frontier: this.states - this.#state, depth: this.#depth };
  }

  /** Nothing is left to look at, or nothing more is wanted. */
  get isOver(): boolean {
    return this.#state === this.states || (!this.#options.goesOn && this.#space.judge.isViolated);
  }

  begin(): void {
    const { model, judge } = this.#space;
    for (const [at, { row, starts }] of model.initial().entries()) {
      this.#transitions += 1;
      this.#space.take(row);
      if (!judge.isWithin(this.#space.next)) continue;
      this.#depth = 1;
      if (this.#admit(-1, at, -1)) for (const start of starts) judge.judgeStep(start, this.states - 1, 0);
    }
    this.#descend();
    this.#depth = Math.min(1, this.states);
  }

  /** Looks at so many states. */
  go(states: number): void {
    const { goesOn, limits } = this.#options;
    const { statesMax = Number.POSITIVE_INFINITY } = limits;
    for (let looked = 0; looked < states && this.#state < this.#end && this.states < statesMax; looked += 1) {
      this.#look(this.#state);
      this.#state += 1;
      if (!goesOn && this.#space.judge.isViolated) return;
      if (this.#state === this.#end) this.#descend();
    }
  }

  end(reason: string | undefined): SearchEnd {
    const visited = this.#visited;
    const space = this.#space;
    const rows = this.#all;
    return {
      states: visited.size,
      transitions: this.#transitions,
      // States were found at the next depth, and not looked at.
      depth: visited.size > this.#end ? this.#depth + 1 : this.#depth,
      reason: reason ?? (this.#isCut ? `depth ${this.#depth}` : undefined),
      routeOf: (finding) => routeOf(routeTo(visited, finding.state), finding),
      ...(rows ? { explored: { visited, rows, find: () => visited.find(space.low, space.high, this.#isSame) } } : {}),
    };
  }

  /** On to the next depth. */
  #descend(): void {
    this.#first = this.#end;
    this.#end = this.states;
    if (this.#end === this.#first) return;
    this.#depth += 1;
    [this.#levelLanes, this.#followingLanes] = [this.#followingLanes, this.#levelLanes];
    this.#followingLanes.clear();
    if (this.#all) return;
    [this.#level, this.#following] = [this.#following, this.#level];
    this.#following.clear();
  }

  #look(state: number): void {
    const { limits, isExact, reduction } = this.#options;
    const space = this.#space;
    const { model, judge } = space;
    this.#level.read(this.#all ? state : state - this.#first, space.row);
    if (space.isPlain) {
      space.low = this.#levelLanes.low(state - this.#first);
      space.high = this.#levelLanes.high(state - this.#first);
      space.expandKnown();
    } else space.expand();
    this.#transitions += model.steps.idle + model.steps.count;
    if (space.isAtRest) judge.judgeRest(space.row, state);
    const isLast = limits.depthMax !== undefined && this.#depth >= limits.depthMax;
    const only = reduction?.choose(space, this.#isAhead);
    const { wrongs } = model.steps;
    // The fingerprint is enough to know whether a state is new, and there is nothing else to look at.
    if (!isExact && !isLast && !judge.isBounded && space.isPlain && wrongs === 0 && only === undefined) this.#addAll(state);
    else this.#addEach(state, only, isLast);
  }

  #addAll(state: number): void {
    const { steps } = this.#space.model;
    const visited = this.#visited;
    const { lows, highs, count } = steps;
    for (let step = 0; step < count; step += 1) {
      if (!visited.add(lows[step]!, highs[step]!)) continue;
      this.#space.fingerprintOf(step);
      this.#space.write(step);
      this.#settle(state, step, steps.transition(step).kinds);
    }
  }

  #addEach(state: number, only: ((transition: Transition) => boolean) | undefined, isLast: boolean): void {
    const space = this.#space;
    const { steps } = space.model;
    const { count } = steps;
    for (let step = 0; step < count; step += 1) {
      if (this.#isFatal(state, step)) continue;
      const transition = steps.transition(step);
      if (only !== undefined && !only(transition)) continue;
      space.fingerprintOf(step);
      space.write(step);
      if (!space.judge.isWithin(space.next)) continue;
      if (!isLast) this.#admit(state, step, transition.kinds);
      else if (this.#visited.find(space.low, space.high, this.#isSame) < 0) this.#isCut = true;
    }
  }

  /** Whether a step leads to a state that was not looked at yet. */
  readonly #isAhead = (step: number): boolean => {
    const space = this.#space;
    space.fingerprintOf(step);
    if (this.#isSame) space.write(step);
    const state = this.#visited.find(space.low, space.high, this.#isSame);
    return state < 0 || state > this.#state;
  };

  /** Judges a step that may be wrong. @returns whether nothing follows from it */
  #isFatal(state: number, step: number): boolean {
    const transition = this.#space.model.steps.transition(step);
    if (!transition.isWrong) return false;
    this.#space.judge.judgeStep(transition, state, step);
    return transition.failure !== undefined;
  }

  /** @returns whether the successor that was written is new */
  #admit(parent: number, step: number, changed: number): boolean {
    const isNew = this.#visited.add(this.#space.low, this.#space.high, this.#isSame);
    if (isNew) this.#settle(parent, step, changed);
    return isNew;
  }

  /** What there is to do with a state that was just added. */
  #settle(parent: number, step: number, changed: number): void {
    const { next, columns, judge, isPlain } = this.#space;
    this.#visited.cameFrom(parent, step);
    this.#following.push(next, columns);
    if (isPlain) this.#followingLanes.push(this.#space.low, this.#space.high);
    judge.judge(next, this.#visited.size - 1, changed);
  }
}
