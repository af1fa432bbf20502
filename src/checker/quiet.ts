/**
 * Rows in which several questions find nothing. Where all of them look at the same actors, they are asked once for all rows in which those
 * stand alike, and what each of them said is not remembered in addition.
 */
import { Answers } from './answers.ts';
import type { Columns } from './columns.ts';
import type { Fingerprints } from './fingerprint.ts';

export interface QuietOptions {
  readonly columns: Columns;
  readonly fingerprints: Fingerprints;
  readonly isExact: boolean;
}

export class Quiet {
  readonly #options: QuietOptions;
  #rows: Answers | undefined;
  /** The kinds that are looked at, a bit each, and how many actors there were then. */
  #bits = 0;
  #actors = 0;

  constructor(options: QuietOptions) {
    this.#options = options;
  }

  /** Rows are remembered here. */
  get isOn(): boolean {
    return this.#rows !== undefined;
  }

  has(row: Int32Array): boolean {
    if (this.#rows === undefined) return false;
    if (this.#actors !== this.#options.columns.actors.length) this.#rows = undefined;
    return this.#rows?.get(row) === true;
  }

  /**
   * Notes a row in which nothing was found.
   *
   * @param bits the kinds that all who were asked look at, a bit each; not above 0 if they look at different ones, or it is not known
   */
  add(row: Int32Array, bits: number): void {
    const { actors } = this.#options.columns;
    if (bits !== this.#bits || actors.length !== this.#actors || this.#rows === undefined) {
      this.#bits = bits;
      this.#actors = actors.length;
      this.#rows = bits > 0 ? this.#noRows() : undefined;
    }
    this.#rows?.set(row, true);
  }

  #noRows(): Answers {
    const { columns, fingerprints, isExact } = this.#options;
    const watched = columns.actors.filter(({ kind }) => (columns.bitOf(kind) & this.#bits) !== 0);
    return new Answers({ columns: watched.map(({ column }) => column), fingerprints, isExact });
  }
}
