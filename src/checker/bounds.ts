/** The limits of a search: reaching one leaves it incomplete, and is said in words. */
import type { Limits } from './check-options.ts';

export interface BoundsOptions {
  readonly limits: Limits;
  readonly elapsedMs: () => number;
  readonly memoryBytes: () => number;
}

/** More than this, and the states do not fit into a table. */
const STATES_MAX = 800_000_000;

export class Bounds {
  readonly #options: BoundsOptions;

  constructor(options: BoundsOptions) {
    this.#options = options;
  }

  /** The limit that was reached, if one was. */
  reached(states: number): string | undefined {
    const { limits, elapsedMs, memoryBytes } = this.#options;
    const { statesMax = STATES_MAX, secondsMax, memoryBytesMax } = limits;
    if (states >= statesMax) return `${statesMax.toLocaleString('en-US')} states`;
    if (secondsMax !== undefined && elapsedMs() >= secondsMax * 1000) return `${secondsMax} s`;
    if (memoryBytesMax !== undefined && memoryBytes() >= memoryBytesMax)
      return `${Math.round(memoryBytesMax / 2 ** 20).toLocaleString('en-US')} MiB of memory`;
    return undefined;
  }
}
