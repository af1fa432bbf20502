/**
 * What steps lead to at once, each effect with all that it leads to before the next: a list of work rather than calls within calls,
 * since an actor that is created may create another, thousands of times.
 */
import type { Actor } from './actor.ts';
import { StepError, type StepEffect } from './step.ts';

/** Bound on what one step leads to before time or another message comes in. */
const ACTS_AT_ONCE_MAX = 1_000_000;

/** The effects of a step, of which some are carried out. */
export interface Following {
  readonly actor: Actor;
  readonly effects: readonly StepEffect[];
  /** The number of the step. */
  readonly n: number;
  /** The next effect. */
  at: number;
}

/** What is done with them. */
export interface Doing {
  act(effect: StepEffect, of: Following): void;
  /** All of them were carried out. */
  end(of: Following): void;
}

export class Agenda {
  /** The last comes first. */
  readonly #following: Following[] = [];
  readonly #doing: Doing;
  #isUnderWay = false;

  constructor(doing: Doing) {
    this.#doing = doing;
  }

  /** Carries it out, now; or next, if it is asked for by what is being carried out. */
  follow(following: Following): void {
    this.#following.push(following);
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    try {
      this.#carryOut();
    } finally {
      this.#isUnderWay = false;
      this.#following.length = 0;
    }
  }

  #carryOut(): void {
    let done = 0;
    for (;;) {
      const top = this.#following.at(-1);
      if (!top) return;
      const effect = top.effects[top.at];
      top.at += 1;
      if (effect) this.#doing.act(effect, top);
      else {
        this.#following.pop();
        this.#doing.end(top);
      }
      done += 1;
      if (done > ACTS_AT_ONCE_MAX)
        throw new StepError(`one step led to more than ${ACTS_AT_ONCE_MAX} others at once; do actors create actors without end?`);
    }
  }
}
