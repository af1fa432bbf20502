/** Which events led to one, as far back as one looks. */
import { NONE } from '../../protocol/columns.ts';

/**
 * The event itself, what led to it, what led to that, and so on.
 * @param downTo events before it are not told: who draws a few rows needs no more
 */
export function causalChain(cause: ArrayLike<number>, n: number, downTo: number): ReadonlySet<number> {
  const chain = new Set<number>();
  // A cause stands before what it leads to, so this ends.
  for (let at = n; at !== NONE && at >= downTo; at = cause[at] ?? NONE) chain.add(at);
  return chain;
}
