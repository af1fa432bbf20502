/** Text cut to a width, with an ellipsis; measured once for each text and width, because measuring is what takes time. */

const KEPT = 10_000;
/** Widths are told apart in steps, so that a bar which grows by a pixel is not measured again. */
const WIDTH_STEP = 4;

export class FittedText {
  readonly #cuts = new Map<string, string>();
  readonly #measure: (text: string) => number;

  constructor(measure: (text: string) => number) {
    this.#measure = measure;
  }

  /** As much of a text as fits; empty: not even two letters would. */
  cut(text: string, width: number): string {
    const steps = Math.floor(width / WIDTH_STEP);
    const key = `${steps} ${text}`;
    const known = this.#cuts.get(key);
    if (known !== undefined) return known;
    if (this.#cuts.size >= KEPT) this.#cuts.clear();
    const cut = this.#cutTo(text, steps * WIDTH_STEP);
    this.#cuts.set(key, cut);
    return cut;
  }

  #cutTo(text: string, width: number): string {
    if (this.#measure(text) <= width) return text;
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#measure(`${text.slice(0, middle)}…`) <= width) low = middle;
      else high = middle - 1;
    }
    return low < 2 ? '' : `${text.slice(0, low).trimEnd()}…`;
  }
}
