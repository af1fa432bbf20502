/** Pieces of text that are written again and again: as bytes, four to a number, since that is how they are written soonest. */
export interface TextPart {
  /** In bytes. */
  readonly length: number;
  /** Of four bytes each, the first the lowest; the last is filled up with zeros. */
  readonly words: readonly number[];
}

export function partOf(text: string): TextPart {
  const bytes = Buffer.from(text, 'utf8');
  const { length } = bytes;
  const filled = new DataView(new ArrayBuffer(WORD_BYTES * Math.ceil(length / WORD_BYTES)));
  bytes.forEach((byte, at) => filled.setUint8(at, byte));
  return {
    length,
    words: Array.from({ length: filled.byteLength / WORD_BYTES }, (_, at) => filled.getInt32(WORD_BYTES * at, true)),
  };
}

export const WORD_BYTES = 4;

/** The parts of texts that come again and again. Bounded: of some, such as the ids of timers, there may be no end. */
export class KnownParts {
  readonly #known = new Map<string, TextPart>();
  readonly #writtenAs: (text: string) => string;

  constructor(writtenAs: (text: string) => string) {
    this.#writtenAs = writtenAs;
  }

  of(text: string): TextPart | undefined {
    const known = this.#known.get(text);
    if (known || this.#known.size >= KNOWN_MAX) return known;
    const part = partOf(this.#writtenAs(text));
    this.#known.set(text, part);
    return part;
  }
}

/** What comes from the charts comes first, and is not as much. */
const KNOWN_MAX = 1000;
