/** The lines of a trace, packed in blocks of one stretch each: all of a long run in a tenth of its size, any part of it at hand. */
import { deflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import { STRETCH_EVENTS } from '../protocol/details.ts';

/** Fast, and small enough: lines of a trace are much alike. */
const LEVEL = { level: 1 };

/** Matches that a search gives at most. */
const FOUND_MAX = 100_000;

/** Stretches that a search looks through at a time, before others have their turn. */
const STRETCHES_AT_ONCE = 8;

export interface Found {
  /** In order. */
  readonly events: readonly number[];
  /** There are no more. */
  readonly complete: boolean;
}

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

  /** Numbers of lines that hold a text, whatever its case; up to a bound. */
  async find(text: string): Promise<Found> {
    const wanted = text.toLowerCase();
    const events: number[] = [];
    for (let stretch = 0; stretch < this.stretches; stretch += 1) {
      if (stretch % STRETCHES_AT_ONCE === STRETCHES_AT_ONCE - 1) await new Promise<void>((resolve) => setImmediate(resolve));
      for (const [at, line] of this.stretch(stretch).entries()) {
        if (!line.toLowerCase().includes(wanted)) continue;
        if (events.length === FOUND_MAX) return { events, complete: false };
        events.push(stretch * STRETCH_EVENTS + at);
      }
    }
    return { events, complete: true };
  }
}
