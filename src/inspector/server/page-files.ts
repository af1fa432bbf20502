/** The files of the page, read once: a request can name one of these, and so nothing else on the disk. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ServeError } from './serve-error.ts';

export interface PageFile {
  readonly contentType: string;
  readonly body: Buffer;
}

/** The page itself. */
export const INDEX = 'index.html';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  [INDEX]: 'text/html; charset=utf-8',
  'main.js': 'text/javascript; charset=utf-8',
  'layout-worker.js': 'text/javascript; charset=utf-8',
  'style.css': 'text/css; charset=utf-8',
};

/**
 * By path.
 *
 * @throws ServeError if one is missing
 */
export async function readPageFiles(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const names = Object.entries(CONTENT_TYPES);
  return new Map(
    await Promise.all(names.map(async ([name, contentType]) => [`/${name}`, { contentType, body: await read(folder, name) }] as const)),
  );
}

async function read(folder: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, name));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ServeError(`The inspector's page is not whole: ${why}. Build it with 'npm run build', or install chartwright again.`, {
      cause,
    });
  }
}
