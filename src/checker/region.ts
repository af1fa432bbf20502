/** The part of the states in which something has not happened yet, with all steps between them: where paths are looked for on which it never does. */
import type { Explored } from './breadth-first.ts';
import type { CheckProgress } from './check-options.ts';
import type { Question } from './row-state.ts';
import type { Space } from './space.ts';

const STATES_AT_ONCE = 1024;

export interface RegionOptions {
  readonly space: Space;
  readonly explored: Explored;
  /** Where it begins: of the initial states, or of all. */
  readonly begins: { readonly at: 'initial states' } | { readonly at: 'all states'; readonly when: Question };
  /** What has not happened yet, where it is answered by no. */
  readonly until: Question;
  /** The limit that was reached, if one was. */
  readonly reached: () => string | undefined;
}

/** A list of whole numbers that grows. */
class Numbers {
  #items = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#items.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.#items[index]!;
  }
}

export class Region {
  /** The states, by the numbers that they have here: those of all states. */
  readonly states: number[] = [];
  /** By the number here: the one before it on a shortest way from where the region begins; -1: it begins here. */
  readonly before: number[] = [];
  /** Where nothing but a fault would lead on. */
  readonly rests: number[] = [];
  readonly #first: number[] = [];
  readonly #targets = new Numbers();
  readonly #units = new Numbers();
  readonly #enabled: (readonly number[])[] = [];
  readonly #enabledSets = new Map<string, readonly number[]>();

  /** Steps of a state: targets in the region, and the unit that each serves; -1: a fault. */
  *steps(node: number): Generator<{ readonly target: number; readonly unit: number }> {
    const end = this.#first[node + 1] ?? this.#targets.length;
    for (let at = this.#first[node]!; at < end; at += 1) yield { target: this.#targets.at(at), unit: this.#units.at(at) };
  }

  /** Numbers of the first step of a node, and of the one behind its last. */
  firstStep(node: number): number {
    return this.#first[node]!;
  }

  endStep(node: number): number {
    return this.#first[node + 1] ?? this.#targets.length;
  }

  target(step: number): number {
    return this.#targets.at(step);
  }

  /** Units that could be served in a state, by whichever step. */
  enabled(node: number): readonly number[] {
    return this.#enabled[node]!;
  }

  /** Steps of a state, closed by the ones of the next: call it in order of the nodes. */
  open(): void {
    this.#first.push(this.#targets.length);
  }

  add(target: number, unit: number): void {
    this.#targets.push(target);
    this.#units.push(unit);
  }

  enable(units: readonly number[]): void {
    // Few sets are many states'.
    const key = units.join();
    const known = this.#enabledSets.get(key) ?? units;
    this.#enabledSets.set(key, known);
    this.#enabled.push(known);
  }
}

/** Explores the region, breadth first. @returns the limit, if it was reached before the end */
export function* regionOf({ space, explored, begins, until, reached }: RegionOptions): Generator<CheckProgress, Region | string> {
  const { visited, rows } = explored;
  const { model } = space;
  const region = new Region();
  const nodes = new Int32Array(visited.size).fill(-1);
  const enter = (state: number, before: number): number => {
    const node = region.states.push(state) - 1;
    nodes[state] = node;
    region.before.push(before);
    return node;
  };
  const isInside = (state: number): boolean => {
    space.read(rows, state);
    return !until.answer(space.row);
  };
  // Whether a state is inside is asked once: 1 yes, 2 no.
  const inside = new Uint8Array(visited.size);
  const asked = (state: number): boolean => {
    inside[state] ||= isInside(state) ? 1 : 2;
    return inside[state] === 1;
  };

  space.fit();
  for (let state = 0; state < visited.size; state += 1) {
    if (begins.at === 'initial states') {
      if (visited.parentOf(state) >= 0) break;
      if (asked(state)) enter(state, -1);
    } else if (asked(state)) {
      space.read(rows, state);
      if (begins.when.answer(space.row)) enter(state, -1);
    }
  }
  const successors: { readonly state: number; readonly unit: number }[] = [];
  for (let node = 0; node < region.states.length; node += 1) {
    if (node % STATES_AT_ONCE === 0) {
      yield { phase: 'looking for cycles', states: visited.size, frontier: region.states.length - node, depth: 0 };
      const reason = reached();
      if (reason !== undefined) return reason;
    }
    space.read(rows, region.states[node]!);
    space.expand(true);
    const units = new Set<number>();
    successors.length = 0;
    for (let step = 0; step < model.steps.count; step += 1) {
      const { unit, failure } = model.steps.transition(step);
      if (unit >= 0) units.add(unit);
      if (failure !== undefined) continue;
      space.fingerprintOf(step);
      space.write(step);
      const state = explored.find();
      // Beyond the bounds of the model.
      if (state >= 0) successors.push({ state, unit });
    }
    if (isAtRest(space)) region.rests.push(node);
    region.enable([...units].sort((a, b) => a - b));
    region.open();
    for (const { state, unit } of successors) {
      if (!asked(state)) continue;
      region.add(nodes[state]! >= 0 ? nodes[state]! : enter(state, node), unit);
    }
  }
  return region;
}

/** Steps that change nothing were kept: they do not lead on. */
function isAtRest({ model }: Space): boolean {
  for (let step = 0; step < model.steps.count; step += 1)
    if (!model.steps.transition(step).isFault && model.steps.isChange(step)) return false;
  return true;
}
