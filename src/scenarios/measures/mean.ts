/** The mean and the maximum of a quantity, in no memory to speak of. */
export class Mean {
  #count = 0;
  #sum = 0;
  #max = 0;

  get count(): number {
    return this.#count;
  }

  /** 0 when there are no values. */
  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  /** 0 when there are no values. */
  get max(): number {
    return this.#max;
  }

  /** @param value not negative */
  add(value: number): void {
    this.#count += 1;
    this.#sum += value;
    if (value > this.#max) this.#max = value;
  }
}
