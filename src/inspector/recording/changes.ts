/** Tells those who look at a source that it changed; each of them at most once for all changes of one turn. */
export class Changes {
  readonly #listeners = new Set<() => void>();
  #isPending = false;

  /** Returns what ends it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(): void {
    if (this.#isPending || this.#listeners.size === 0) return;
    this.#isPending = true;
    setImmediate(() => {
      this.#isPending = false;
      for (const listener of this.#listeners) listener();
    });
  }
}
