/**
 * The bars of a lane in columns of pixels. What it costs grows with the columns, not with the bars: from one column to the next it leaps
 * over the steps between them. A bar that is alone in its column is seen however short it is; where many share one, it shows the state
 * at the column's end, so that as much of a colour is seen as there was time in the state.
 */
import { NONE } from '../../protocol/columns.ts';
import { countUpTo } from '../model/event-table.ts';
import type { LaneSteps } from './lane-steps.ts';

/** Where columns are in time: column x lasts from `fromMs + x * columnMs` on. */
export interface LaneColumns {
  readonly fromMs: number;
  readonly columnMs: number;
  readonly count: number;
  /** Of the run: bars last no longer. */
  readonly endMs: number;
}

/** Stretches of columns in one state, from left to right; only the first `length` of each array count. */
export class Runs {
  length = 0;
  from = new Int32Array(64);
  /** The first column after it. */
  to = new Int32Array(64);
  /** A number of `events.states`. */
  state = new Uint32Array(64);
  /** In how many of its columns bars in other states are hidden. */
  crowded = new Int32Array(64);

  add(from: number, to: number, state: number, crowded: 0 | 1): void {
    const last = this.length - 1;
    if (last >= 0 && this.state[last] === state && this.to[last] === from) {
      this.to[last] = to;
      this.crowded[last] = (this.crowded[last] ?? 0) + crowded;
      return;
    }
    if (this.length === this.from.length) this.#grow();
    this.from[this.length] = from;
    this.to[this.length] = to;
    this.state[this.length] = state;
    this.crowded[this.length] = crowded;
    this.length += 1;
  }

  #grow(): void {
    const { from, to, state, crowded } = this;
    this.from = new Int32Array(2 * this.length);
    this.to = new Int32Array(2 * this.length);
    this.state = new Uint32Array(2 * this.length);
    this.crowded = new Int32Array(2 * this.length);
    this.from.set(from);
    this.to.set(to);
    this.state.set(state);
    this.crowded.set(crowded);
  }
}

/** @param runs is emptied, and filled: the same one serves for all lanes */
export function sampleLane({ atMs, states, length }: LaneSteps, columns: LaneColumns, runs: Runs): void {
  const { fromMs, columnMs, endMs } = columns;
  const count = Math.min(columns.count, Math.ceil((endMs - fromMs) / columnMs));
  runs.length = 0;
  let step = countUpTo(atMs, length, fromMs) - 1;
  let leap = 1;
  for (let x = 0; x < count;) {
    const columnEndMs = fromMs + (x + 1) * columnMs;
    const nextMs = step + 1 < length ? (atMs[step + 1] ?? 0) : Infinity;
    let to = x + 1;
    let shown = step;
    let begun = 0;
    if (nextMs < columnEndMs) {
      const last = lastBefore(atMs, columnEndMs, { step: step + 1, length, leap });
      begun = last - step;
      leap = begun;
      shown = begun === 2 ? step + 1 : last;
      step = last;
    } else to = Math.max(to, Math.min(count, Math.floor((nextMs - fromMs) / columnMs)));
    const state = shown < 0 ? NONE : (states[shown] ?? NONE);
    if (state !== NONE) runs.add(x, to, state, begun > 2 ? 1 : 0);
    x = to;
  }
}

interface Leap {
  /** A step that is before the limit. */
  readonly step: number;
  readonly length: number;
  /** How many steps it might be further on: as many as last time. */
  readonly leap: number;
}

/** The last step before a time: leaps that double, then halves of the last one. */
function lastBefore(atMs: Float64Array, limitMs: number, { step, length, leap }: Leap): number {
  let low = step;
  let reach = leap;
  while (low + reach < length && (atMs[low + reach] ?? 0) < limitMs) {
    low += reach;
    reach *= 2;
  }
  let high = Math.min(low + reach, length);
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((atMs[middle] ?? 0) < limitMs) low = middle;
    else high = middle;
  }
  return low;
}
