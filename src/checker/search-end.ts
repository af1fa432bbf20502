/** What a search comes to, whichever way it goes. */
import type { Explored } from './breadth-first.ts';
import type { Finding } from './judge.ts';
import type { Route } from './retrace.ts';

export interface SearchEnd {
  /** Distinct states. */
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** The limit that was reached, or why not all was looked at. */
  readonly reason: string | undefined;
  /** The way to what was found. */
  routeOf(finding: Finding): Route;
  /** All states, where they were kept. */
  readonly explored?: Explored;
}
