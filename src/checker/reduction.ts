/**
 * Partial-order reduction: where nobody else can get in the way of some actors, only what these can do next is explored, since all else
 * may as well come later (persistent sets; Godefroid 1996, and Clarke, Grumberg and Peled's ample sets).
 */
import type { Space } from './space.ts';
import type { Transition } from './transition.ts';

export interface Reduction {
  /** Something was left out that would not have been, had it been known what properties read: what was explored is not enough. */
  readonly isOutdated: boolean;
  /** The search begins, maybe again. */
  begin(): void;
  /**
   * Which steps of the row that was expanded last to follow; undefined: all.
   *
   * @param isAhead whether a step leads to a state that was not looked at yet
   */
  choose(space: Space, isAhead: (step: number) => boolean): ((transition: Transition) => boolean) | undefined;
}
