/**
 * Partial-order reduction: where nobody else can get in the way of an actor, only what that actor can do next is explored, since all else
 * may as well come later (persistent sets; Godefroid 1996, and Clarke, Grumberg and Peled's ample sets).
 */
import type { Space } from './space.ts';
import type { Transition } from './transition.ts';
import type { Visited } from './visited.ts';

export interface Reduction {
  /** Which steps of the row that was expanded last to follow; undefined: all. */
  choose(space: Space, visited: Visited): ((transition: Transition) => boolean) | undefined;
}
