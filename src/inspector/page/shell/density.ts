/** How many events there are in each pixel of a strip of time, and in which of them an actor took a step. */
import { countUpTo, type Numbers } from '../model/event-table.ts';

export interface Strip {
  /** From 0 to 1, of the busiest pixel; on a scale that lets single events be seen. */
  readonly heights: Float32Array;
  readonly marks: Uint8Array;
}

/**
 * @param atMs times of events, in order
 * @param count how many of them there are
 */
export function stripOf(
  atMs: ArrayLike<number>,
  { count, endMs, width, steps }: { readonly count: number; readonly endMs: number; readonly width: number; readonly steps: Numbers },
): Strip {
  const heights = new Float32Array(width);
  const marks = new Uint8Array(width);
  let before = 0;
  let marked = 0;
  let most = 0;
  for (let x = 0; x < width; x += 1) {
    const upTo = x === width - 1 ? count : countUpTo(atMs, count, ((x + 1) / width) * endMs);
    const height = Math.log2(1 + upTo - before);
    heights[x] = height;
    most = Math.max(most, height);
    before = upTo;
    const markedUpTo = countUpTo(steps.numbers, steps.length, upTo - 1);
    if (markedUpTo > marked) marks[x] = 1;
    marked = markedUpTo;
  }
  if (most > 0) for (let x = 0; x < width; x += 1) heights[x] = (heights[x] ?? 0) / most;
  return { heights, marks };
}
