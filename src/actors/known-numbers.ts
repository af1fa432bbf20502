/**
 * Texts of numbers with fractions, which take long to work out: a few, each in the place that its bits say, until another takes it.
 * Loads and lengths of time come again and again.
 */
export class KnownNumbers {
  readonly #values = new Float64Array(PLACES).fill(Number.NaN);
  readonly #texts: string[] = Array.from({ length: PLACES }, () => '');
  readonly #value = new Float64Array(1);
  readonly #bits = new Int32Array(this.#value.buffer);

  textOf(value: number): string {
    this.#value[0] = value;
    const [low = 0, high = 0] = [this.#bits[0], this.#bits[1]];
    const place = (low ^ high ^ (high >>> 12)) & (PLACES - 1);
    if (this.#values[place] !== value) {
      this.#values[place] = value;
      this.#texts[place] = String(value);
    }
    return this.#texts[place] ?? '';
  }
}

/** A power of two. */
const PLACES = 256;
