/** The lines of a trace, packed in blocks of one stretch each: all of a long run in a tenth of its size, any part of it at hand. */
import { deflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import { STRETCH_EVENTS } from '../protocol/details.ts';

/** Fast, and small enough: lines of a trace are much alike. */
const LEVEL = { level: 1 };

export class LineStore {
  readonly #blocks: (Buffer | readonly string[])[] = [];
  #open: string[] = [];
  /** The block that was unpacked last: whoever reads on reads it again. */
  #unpacked: { readonly index: number; readonly lines: readonly string[] } | undefined;

  get count(): number {
    return this.#blocks.length * STRETCH_EVENTS + this.#open.length;
  }

  add(line: string): void {
    this.#open.push(line);
    if (this.#open.length < STRETCH_EVENTS) return;
    const block = this.#blocks.length;
    const lines = this.#open;
    this.#open = [];
    // Packed beside the run, in a thread of its own; until then the lines stay as they are.
    this.#blocks.push(lines);
    deflateRaw(lines.join('\n'), LEVEL, (error, packed) => {
      this.#blocks[block] = error ? deflateRawSync(lines.join('\n'), LEVEL) : packed;
    });
  }

  /** Lines of a stretch: fewer of the last one. */
  stretch(index: number): readonly string[] {
    if (index === this.#blocks.length) return this.#open.slice();
    const block = this.#blocks[index];
    if (!block) return [];
    if (!Buffer.isBuffer(block)) return block;
    if (this.#unpacked?.index !== index) this.#unpacked = { index, lines: inflateRawSync(block).toString('utf8').split('\n') };
    return this.#unpacked.lines;
  }

  /** Number of stretches, the open one included. */
  get stretches(): number {
    return this.#blocks.length + (this.#open.length > 0 ? 1 : 0);
  }
}
