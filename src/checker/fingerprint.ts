/**
 * Fingerprints of states: 64 bits, in two lanes of 32. That of a row is the sum of what each of its numbers adds, so that a step
 * that changes three numbers of thirty costs three.
 *
 * What a number adds is mixed from its column and its value (the finalizer of MurmurHash3), and kept.
 */
export class Fingerprints {
  /** What each value of each column adds, the two lanes side by side, one column after another. */
  lanes = new Int32Array(0);
  /** By column, where its values begin among the lanes, and how many of them there are. */
  #bases = new Int32Array(0);
  #sizes = new Int32Array(0);
  /** The first columns, as many as were summed last. */
  #first = new Int32Array(0);
  /** The lanes of the fingerprint that was summed last. */
  low = 0;
  high = 0;

  /** Where among the lanes it stands what a value adds in a column. Nothing adds nothing, so that a new column changes no fingerprint. */
  at(column: number, value: number): number {
    if (column >= this.#sizes.length || value >= this.#sizes[column]!) this.#extend(column, value);
    return this.#bases[column]! + 2 * value;
  }

  /** Of the first so many columns of a row. */
  sum(row: Int32Array, columns: number): void {
    if (this.#first.length !== columns) this.#first = Int32Array.from({ length: columns }, (_, column) => column);
    this.sumOf(row, this.#first);
  }

  /** Of some columns of a row alone. */
  sumOf(row: Int32Array, columns: Int32Array): void {
    let low = 0;
    let high = 0;
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index]!;
      const value = row[column]!;
      if (value === 0) continue;
      const at = this.at(column, value);
      low = (low + this.lanes[at]!) | 0;
      high = (high + this.lanes[at + 1]!) | 0;
    }
    this.low = low;
    this.high = high;
  }

  /** Adds what it changes that a column has another value to the fingerprint that was summed last. */
  change(column: number, before: number, after: number): void {
    // The greater value first: with that, there is room for the other one, too, and nothing moves between the two.
    const last = this.at(column, before > after ? before : after);
    const to = before > after ? last - 2 * (before - after) : last;
    const from = to - 2 * (after - before);
    const { lanes } = this;
    this.low = (this.low + lanes[to]! - lanes[from]!) | 0;
    this.high = (this.high + lanes[to + 1]! - lanes[from + 1]!) | 0;
  }

  #extend(column: number, value: number): void {
    const count = Math.max(this.#sizes.length, column + 1);
    const sizes = Int32Array.from({ length: count }, (_, it) => {
      const before = this.#sizes[it] ?? 0;
      return it === column ? Math.max(before, 8, 2 ** Math.ceil(Math.log2(value + 1))) : Math.max(before, 8);
    });
    const bases = new Int32Array(count);
    let end = 0;
    for (let it = 0; it < count; it += 1) {
      bases[it] = end;
      end += 2 * sizes[it]!;
    }
    const lanes = new Int32Array(end);
    for (let it = 0; it < count; it += 1) {
      for (let of = 1; of < sizes[it]!; of += 1) {
        lanes[bases[it]! + 2 * of] = mix(of, Math.imul(it + 1, 0x9e3779b1));
        lanes[bases[it]! + 2 * of + 1] = mix(of ^ 0x5bd1e995, Math.imul(it + 1, 0x85ebca77));
      }
    }
    this.#sizes = sizes;
    this.#bases = bases;
    this.lanes = lanes;
  }
}

function mix(value: number, salt: number): number {
  return finalize(finalize(value + salt) ^ salt ^ Math.imul(value, 0x27d4eb2f));
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
