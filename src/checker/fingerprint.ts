/**
 * Fingerprints of states: 64 bits, in two lanes of 32. That of a row is the sum of what each of its numbers adds, so that a step
 * that changes three numbers of thirty costs three.
 *
 * What a number adds is mixed from its column and its value (the finalizer of MurmurHash3), and kept.
 */
export class Fingerprints {
  #low: Int32Array[] = [];
  #high: Int32Array[] = [];

  /** What a value adds in a column, in the low lane. Nothing adds nothing, so that a new column changes no fingerprint. */
  low(column: number, value: number): number {
    const known = this.#low[column];
    if (known !== undefined && value < known.length) return known[value]!;
    this.#extend(column, value);
    return this.#low[column]![value]!;
  }

  high(column: number, value: number): number {
    const known = this.#high[column];
    if (known !== undefined && value < known.length) return known[value]!;
    this.#extend(column, value);
    return this.#high[column]![value]!;
  }

  /** The lanes of the fingerprint of a row that was summed last. */
  sumLow = 0;
  sumHigh = 0;

  /** Of the first so many columns of a row. */
  sum(row: Int32Array, columns: number): void {
    let low = 0;
    let high = 0;
    for (let column = 0; column < columns; column += 1) {
      const value = row[column]!;
      if (value === 0) continue;
      const lows = this.#low[column];
      if (lows === undefined || value >= lows.length) this.#extend(column, value);
      low = (low + this.#low[column]![value]!) | 0;
      high = (high + this.#high[column]![value]!) | 0;
    }
    this.sumLow = low;
    this.sumHigh = high;
  }

  /** Of some columns of a row alone. */
  sumOf(row: Int32Array, columns: Int32Array): void {
    let low = 0;
    let high = 0;
    for (let at = 0; at < columns.length; at += 1) {
      const column = columns[at]!;
      const value = row[column]!;
      if (value === 0) continue;
      const lows = this.#low[column];
      if (lows === undefined || value >= lows.length) this.#extend(column, value);
      low = (low + this.#low[column]![value]!) | 0;
      high = (high + this.#high[column]![value]!) | 0;
    }
    this.sumLow = low;
    this.sumHigh = high;
  }

  #extend(column: number, value: number): void {
    while (this.#low.length <= column) {
      this.#low.push(new Int32Array(0));
      this.#high.push(new Int32Array(0));
    }
    const length = Math.max(16, 2 ** Math.ceil(Math.log2(value + 1)));
    this.#low[column] = Int32Array.from({ length }, (_, it) => (it === 0 ? 0 : mix(it, Math.imul(column + 1, 0x9e3779b1))));
    this.#high[column] = Int32Array.from({ length }, (_, it) => (it === 0 ? 0 : mix(it ^ 0x5bd1e995, Math.imul(column + 1, 0x85ebca77))));
  }
}

function mix(value: number, salt: number): number {
  let h = finalize(value + salt);
  h = finalize(h ^ salt ^ Math.imul(value, 0x27d4eb2f));
  return h | 0;
}

function finalize(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * The probability that some state was taken for another one: states (states - 1) / 2 pairs, each of which has the same
 * fingerprint with a probability of 2^-64 (the birthday bound; the optimistic figure that TLC prints).
 */
export function omissionProbability(states: number): number {
  return -Math.expm1((-states * (states - 1)) / 2 / 2 ** 64);
}
