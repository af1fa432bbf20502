/** Stretches that were asked for lately, so that going back and forth asks once. */
import { STRETCH_EVENTS, type Stretch } from '../../protocol/details.ts';

/** Stretches that are kept: some 32,000 events. */
const KEPT = 32;

interface Entry {
  readonly stretch: Promise<Stretch>;
  /** Events that were known when it was asked for: it has at least those of them that are its own. */
  readonly known: number;
}

export class StretchCache {
  readonly #load: (index: number) => Promise<Stretch>;
  readonly #count: () => number;
  /** From the one that was not asked for for the longest time on. */
  readonly #entries = new Map<number, Entry>();

  /** @param count events that are known now */
  constructor(load: (index: number) => Promise<Stretch>, count: () => number) {
    this.#load = load;
    this.#count = count;
  }

  get(index: number): Promise<Stretch> {
    const known = this.#count();
    const kept = this.#entries.get(index);
    const needed = Math.min(known, (index + 1) * STRETCH_EVENTS);
    const entry = kept && kept.known >= needed ? kept : { stretch: this.#load(index), known };
    this.#entries.delete(index);
    this.#entries.set(index, entry);
    if (entry !== kept) entry.stretch.catch(() => this.#forget(index, entry));
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= KEPT) break;
      this.#entries.delete(oldest);
    }
    return entry.stretch;
  }

  #forget(index: number, entry: Entry): void {
    if (this.#entries.get(index) === entry) this.#entries.delete(index);
  }
}
