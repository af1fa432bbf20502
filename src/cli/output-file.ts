/**
 * A file that is written whole or not at all: lines go into a temporary file beside it, which takes
 * its name when all is there.
 */
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { EXIT, Stop } from './exit.ts';

const BUFFER_CHARACTERS = 1 << 16;

export class OutputFile {
  readonly path: string;
  readonly #temporary: string;
  readonly #descriptor: number;
  #buffer: string[] = [];
  #buffered = 0;
  #open = true;

  /** @throws Stop if the file cannot be written there */
  constructor(path: string) {
    this.path = path;
    this.#temporary = `${path}.${process.pid}.tmp`;
    try {
      this.#descriptor = openSync(this.#temporary, 'w');
    } catch (cause) {
      const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
      throw new Stop(EXIT.usage, `cannot write ${path} (${why}): expected a file name in a folder that exists and can be written to.`);
    }
  }

  write(text: string): void {
    this.#buffer.push(text);
    this.#buffered += text.length;
    if (this.#buffered >= BUFFER_CHARACTERS) this.#flush();
  }

  /** Puts the file in its place. */
  commit(): void {
    if (!this.#open) return;
    this.#flush();
    this.#close();
    try {
      renameSync(this.#temporary, this.path);
    } catch (cause) {
      rmSync(this.#temporary, { force: true });
      const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
      throw new Stop(EXIT.usage, `cannot write ${this.path} (${why}): expected the name of a file.`);
    }
  }

  /** Leaves no trace of it; whatever stood there before still does. */
  discard(): void {
    if (!this.#open) return;
    this.#close();
    rmSync(this.#temporary, { force: true });
  }

  #flush(): void {
    writeWhole(this.#descriptor, Buffer.from(this.#buffer.join('')));
    this.#buffer = [];
    this.#buffered = 0;
  }

  #close(): void {
    this.#open = false;
    closeSync(this.#descriptor);
  }
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
}
