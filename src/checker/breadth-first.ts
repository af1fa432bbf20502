/** Breadth first: every state at one depth before any at the next, so that what is found is found on a shortest path. */
import { Bounds } from './bounds.ts';
import type { CheckProgress, Limits } from './check-options.ts';
import { Frontier } from './frontier.ts';
import type { Reduction } from './reduction.ts';
import { routeOf, routeTo } from './retrace.ts';
import type { Rows } from './rows.ts';
import type { SearchEnd } from './search-end.ts';
import type { Space } from './space.ts';
import type { Transition } from './transition.ts';
import { Visited, type IsSame } from './visited.ts';

/** States between two chances to look at the clock, or to stop. */
const STATES_AT_ONCE = 1024;

/** States of which the steps are worked out before any of their successors is looked for. */
const AHEAD = 8;

/** States from which on this is of use: fewer of them, and a cache holds the table. */
const AHEAD_FROM = 1 << 15;

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
  readonly #visited: Visited;
  readonly #frontier: Frontier;
  readonly #isSame: IsSame | undefined;
  /** The state to look at next. */
  #state = 0;
  #depth = 0;
  #transitions = 0;
  /** States were left out, since they are too deep. */
  #isCut = false;
  /** The states of which the steps are known: from the first to before the end. */
  #aheadFirst = 0;
  #aheadEnd = 0;
  /** Of the steps of a state, those that lead to a new one. */
  #fresh = new Int32Array(256);

  constructor(options: BreadthFirstOptions) {
    const { space, keepsRows, isExact, reduction } = options;
    this.#options = options;
    this.#space = space;
    this.#visited = new Visited({ keepsWayBack: true, keepsNumbers: keepsRows || reduction !== undefined });
    this.#frontier = new Frontier({ columns: space.columns, keepsAll: keepsRows });
    const { all } = this.#frontier;
    this.#isSame = isExact ? (state) => all!.isSame(state, space.next, space.columns) : undefined;
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
    for (let looked = 0; looked < states && this.#state < this.#frontier.end && this.states < statesMax; looked += 1) {
      this.#look(this.#state);
      this.#state += 1;
      if (!goesOn && this.#space.judge.isViolated) return;
      if (this.#state === this.#frontier.end) this.#descend();
    }
  }

  end(reason: string | undefined): SearchEnd {
    const visited = this.#visited;
    const space = this.#space;
    const rows = this.#frontier.all;
    return {
      states: visited.size,
      transitions: this.#transitions,
      // States were found at the next depth, and not looked at.
      depth: visited.size > this.#frontier.end ? this.#depth + 1 : this.#depth,
      reason: reason ?? (this.#isCut ? `depth ${this.#depth}` : undefined),
      routeOf: (finding) => routeOf(routeTo(visited, finding.state), finding),
      ...(rows ? { explored: { visited, rows, find: () => visited.find(space.low, space.high, this.#isSame) } } : {}),
    };
  }

  /** On to the next depth. */
  #descend(): void {
    if (this.#frontier.descend(this.states)) this.#depth += 1;
  }

  #look(state: number): void {
    const { limits, isExact, reduction } = this.#options;
    const space = this.#space;
    const { model, judge } = space;
    if (state >= this.#aheadEnd) this.#lookAhead(state);
    space.turnTo(state - this.#aheadFirst);
    this.#transitions += model.steps.idle + model.steps.count;
    if (space.isAtRest) judge.judgeRest(space.row, state);
    const isLast = limits.depthMax !== undefined && this.#depth >= limits.depthMax;
    const only = reduction?.choose(space, this.#isAhead);
    const { wrongs } = model.steps;
    // The fingerprint is enough to know whether a state is new, and there is nothing else to look at.
    if (!isExact && !isLast && !judge.isBounded && space.isPlain && wrongs === 0 && only === undefined) this.#addAll(state);
    else this.#addEach(state, only, isLast);
  }

  /** Works out the steps of a state and of some that follow, so that their successors can be fetched together. */
  #lookAhead(state: number): void {
    const space = this.#space;
    const frontier = this.#frontier;
    this.#aheadFirst = state;
    const isAhead = space.isPlain && this.states >= AHEAD_FROM;
    this.#aheadEnd = isAhead ? Math.min(state + AHEAD, frontier.end) : state + 1;
    for (let at = state; at < this.#aheadEnd; at += 1) {
      space.turnTo(at - state);
      frontier.read(at, space.row, space.columns);
      if (space.isPlain) space.expandKnown(frontier.low(at), frontier.high(at));
      else space.expand();
      const { lows, highs, count } = space.model.steps;
      if (isAhead) this.#visited.expect(lows, highs, count);
    }
    if (isAhead) this.#visited.fetch();
  }

  #addAll(state: number): void {
    const space = this.#space;
    const { steps } = space.model;
    const { lows, highs, count } = steps;
    if (this.#fresh.length < count) this.#fresh = new Int32Array(lows.length);
    const first = this.states;
    const added = this.#visited.addAll(lows, highs, count, this.#fresh);
    for (let at = 0; at < added; at += 1) {
      const step = this.#fresh[at]!;
      space.fingerprintOf(step);
      steps.enter(step, space.row);
      this.#settle(space.row, first + at, state, step, steps.kinds(step));
      steps.leave(space.row);
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
      this.#turnTo(step);
      if (this.#visited.has(space.low, space.high, this.#isSame)) continue;
      if (!this.#isSame) space.write(step);
      if (!space.judge.isWithin(space.next)) continue;
      if (isLast) this.#isCut = true;
      else this.#admit(state, step, transition.kinds);
    }
  }

  /** Whether a step leads to a state that was not looked at yet. */
  readonly #isAhead = (step: number): boolean => {
    const space = this.#space;
    this.#turnTo(step);
    const state = this.#visited.find(space.low, space.high, this.#isSame);
    return state < 0 || state > this.#state;
  };

  /** Works out as much of a step as it takes to look for where it leads. */
  #turnTo(step: number): void {
    this.#space.fingerprintOf(step);
    if (this.#isSame) this.#space.write(step);
  }

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
    if (isNew) this.#settle(this.#space.next, this.states - 1, parent, step, changed);
    return isNew;
  }

  /** What there is to do with a state that was just added, whose fingerprint was worked out last. */
  #settle(row: Int32Array, state: number, parent: number, step: number, changed: number): void {
    const { columns, judge, low, high } = this.#space;
    this.#visited.cameFrom(state, parent, step);
    this.#frontier.push(row, columns, low, high);
    judge.judge(row, state, changed);
  }
}
