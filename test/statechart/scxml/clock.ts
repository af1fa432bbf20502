/** A clock that stands still but when it is told to go on. As XState's simulated one, but each timer goes off at its own moment. */
interface Timer {
  readonly atMs: number;
  readonly goOff: () => void;
}

/** Bound on what goes off in one go. */
const FIRINGS_MAX = 10_000;

export class VirtualClock {
  #nowMs = 0;
  #count = 0;
  /** In the order in which they were started. */
  readonly #timers = new Map<number, Timer>();

  /** As XState wants it of a clock. */
  setTimeout(goOff: () => void, delayMs: number): number {
    this.#count += 1;
    this.#timers.set(this.#count, { atMs: this.#nowMs + delayMs, goOff });
    return this.#count;
  }

  clearTimeout(id: number): void {
    this.#timers.delete(id);
  }

  /** Lets all go off that is due until then, one after the other. @throws Error if there is no end of it */
  advance(byMs: number): void {
    const endMs = this.#nowMs + byMs;
    for (let firings = 0; ; firings++) {
      if (firings > FIRINGS_MAX) throw new Error(`more than ${FIRINGS_MAX} timers went off within ${byMs} ms`);
      const [next] = [...this.#timers].filter(([, { atMs }]) => atMs <= endMs).sort(([, a], [, b]) => a.atMs - b.atMs);
      if (!next) break;
      const [id, { atMs, goOff }] = next;
      this.#nowMs = atMs;
      this.#timers.delete(id);
      goOff();
    }
    this.#nowMs = endMs;
  }
}
