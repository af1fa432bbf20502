/**
 * A file that is written whole or not at all: text goes into a temporary file beside it, which takes
 * its name when all is there.
 */
import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { EXIT, Stop } from './exit.ts';

const BUFFER_CHARACTERS = 1 << 16;

/** Temporary files that a process leaves behind if it must end at once. */
const unfinished = new Set<string>();

/** Removes what was begun, however the process ends. */
export function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { force: true });
  unfinished.clear();
}

export class OutputFile {
  /** As it was given. */
  readonly path: string;
  /** Where it is: a link leads to a file, and stays a link. */
  readonly #target: string;
  readonly #temporary: string;
  readonly #descriptor: number;
  #buffer: string[] = [];
  #buffered = 0;
  #open = true;

  /** @throws Stop if the file cannot be written there */
  constructor(path: string) {
    this.path = path;
    const existing = attempt(path, () => statSync(path, { throwIfNoEntry: false }));
    if (existing && !existing.isFile()) {
      throw new Stop(
        EXIT.usage,
        `cannot write ${path}: it is ${existing.isDirectory() ? 'a folder' : 'no regular file'}; expected the name of a file.`,
      );
    }
    this.#target = existing ? attempt(path, () => realpathSync(path)) : path;
    this.#temporary = `${this.#target}.${process.pid}.tmp`;
    this.#descriptor = attempt(path, () => openSync(this.#temporary, 'w', existing?.mode));
    unfinished.add(this.#temporary);
  }

  /** @throws Stop if there is no room, for example */
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
    attempt(this.path, () => renameSync(this.#temporary, this.#target));
    unfinished.delete(this.#temporary);
  }

  /** Leaves nothing of it; whatever stood there before still does. */
  discard(): void {
    if (!this.#open) return;
    this.#close();
    rmSync(this.#temporary, { force: true });
    unfinished.delete(this.#temporary);
  }

  #flush(): void {
    const bytes = Buffer.from(this.#buffer.join(''));
    this.#buffer = [];
    this.#buffered = 0;
    attempt(this.path, () => {
      for (let written = 0; written < bytes.length;) written += writeSync(this.#descriptor, bytes, written);
    });
  }

  #close(): void {
    this.#open = false;
    closeSync(this.#descriptor);
  }
}

/** What the file system refuses is told in one line. */
function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new Stop(
      EXIT.usage,
      `cannot write ${path} (${why}); expected a file name in a folder that exists, can be written to and has room.`,
    );
  }
}
