/** What fairness is owed to: each has a number. */

/** Of what is owed to nobody: faults. */
export const NOBODYS = -1;

/** Channels in order have their own numbers, from 0. */
const NAMED = 1 << 20;

export class Units {
  readonly #numbers = new Map<string, number>();

  /** Of a timer, of a message that need not wait for others, and of what comes from outside. */
  named(key: string): number {
    const number = this.#numbers.get(key) ?? NAMED + this.#numbers.size;
    this.#numbers.set(key, number);
    return number;
  }
}
