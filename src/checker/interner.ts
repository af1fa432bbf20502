/** Numbers for values: equal values have one number, counted from 1; 0 stands for none. */
export class Interner<T> {
  readonly #numbers = new Map<string, number>();
  readonly #values: (T | undefined)[] = [undefined];

  /** The number of a value, which is told apart by its key. */
  number(key: string, value: () => T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) {
      this.#values[known] ??= value();
      return known;
    }
    this.#numbers.set(key, this.#values.length);
    return this.#values.push(value()) - 1;
  }

  /** The number of a key whose value may come later, or never. */
  reserve(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#values.length);
    return this.#values.push(undefined) - 1;
  }

  value(number: number): T {
    const value = this.#values[number];
    if (value === undefined) throw new Error(`nothing has the number ${number}`);
    return value;
  }
}
