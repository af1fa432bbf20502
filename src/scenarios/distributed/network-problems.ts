/** What is wrong with a network file, collected while it is read. */
import { UnusableInput, type Problem } from '../problem.ts';
import type { Complaint } from '../reference.ts';
import type { Position } from '../source-position.ts';

/** A file of another kind would have thousands. */
const PROBLEMS_MAX = 100;

export class Problems {
  readonly #told: Problem[] = [];

  /** When reading on would serve nobody. */
  get areTooMany(): boolean {
    return this.#told.length >= PROBLEMS_MAX;
  }

  tell(at: Position, complaint: Complaint): void {
    if (!this.areTooMany) this.#told.push({ ...at, ...complaint });
  }

  /** @throws UnusableInput with all that was told, in the order of the file */
  refuseAny(): void {
    if (this.#told.length > 0) throw new UnusableInput(this.#told.toSorted((a, b) => a.line - b.line || a.column - b.column));
  }
}
