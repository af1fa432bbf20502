/** Plans by two numbers: as a field of a table as long as that is small, and hashed when it is not. */
import { PairTable } from './pair-table.ts';
import type { Plan } from './planning.ts';

/** More cells than this would lie too far apart to be of use. */
const CELLS_MAX = 1 << 14;

export class PlanTable {
  /** The plan and 1, by the first number and the second. */
  #cells = new Int32Array(64);
  #width = 8;
  #hashed: PairTable | undefined;

  /** -1 if there is none yet. */
  get(a: number, b: number): Plan {
    if (this.#hashed !== undefined) return this.#hashed.get(a, b);
    const cell = a * this.#width + b;
    return b < this.#width && cell < this.#cells.length ? this.#cells[cell]! - 1 : -1;
  }

  set(a: number, b: number, plan: Plan): void {
    if (this.#hashed === undefined) this.#makeRoom(a, b);
    if (this.#hashed === undefined) this.#cells[a * this.#width + b] = plan + 1;
    else this.#hashed.set(a, b, plan);
  }

  #makeRoom(a: number, b: number): void {
    let width = this.#width;
    while (b >= width) width *= 2;
    let height = this.#cells.length / this.#width;
    while (a >= height) height *= 2;
    if (width * height === this.#cells.length) return;
    const old = this.#cells;
    const before = this.#width;
    const isSmall = width * height <= CELLS_MAX;
    if (isSmall) {
      this.#cells = new Int32Array(width * height);
      this.#width = width;
    } else this.#hashed = new PairTable();
    for (let cell = 0; cell < old.length; cell += 1)
      if (old[cell] !== 0) this.set(Math.floor(cell / before), cell % before, old[cell]! - 1);
  }
}
