/** Something that is done when asked for, but no more often than so; what is asked for in between is done once, afterwards. */
export class Paced {
  readonly #everyMs: () => number;
  readonly #act: () => void;
  #lastMs = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(everyMs: () => number, act: () => void) {
    this.#everyMs = everyMs;
    this.#act = act;
  }

  request(): void {
    if (this.#timer) return;
    const waitMs = this.#lastMs + this.#everyMs() - performance.now();
    if (waitMs <= 0) this.#do();
    else this.#timer = setTimeout(() => this.#do(), Math.ceil(waitMs));
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #do(): void {
    this.#timer = undefined;
    this.#lastMs = performance.now();
    this.#act();
  }
}
