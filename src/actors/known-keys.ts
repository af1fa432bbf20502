/** The keys of records, with what stands before and after them. Records that come one after another are often alike. */
import { KnownParts, type TextPart } from './text-part.ts';

export class KnownKeys {
  readonly #firstKeys = new KnownParts((key) => `{${JSON.stringify(key)}:`);
  readonly #laterKeys = new KnownParts((key) => `,${JSON.stringify(key)}:`);
  /** By their place in a record, as they stood there last. */
  readonly #keys: string[] = [];
  readonly #parts: TextPart[] = [];

  /** @param place from 0, among the members that are written; undefined: there are too many keys to know them all */
  of(key: string, place: number): TextPart | undefined {
    if (this.#keys[place] === key) return this.#parts[place];
    const part = (place === 0 ? this.#firstKeys : this.#laterKeys).of(key);
    if (part && place < PLACES_MAX) {
      this.#keys[place] = key;
      this.#parts[place] = part;
    }
    return part;
  }
}

const PLACES_MAX = 32;
