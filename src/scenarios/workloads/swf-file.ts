/** The bytes of a trace, unpacked. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { nearestFile } from '../nearest.ts';
import { UnusableInput } from '../problem.ts';

/** The first bytes of every gzip file, whatever its name. */
const GZIP = [0x1f, 0x8b] as const;
/** Bytes. The archive's largest traces have some 600 million; a small corrupt file could claim any size. */
const MOST_BYTES = 2 ** 30;
/** Bytes at the start of a file among which a text has no NUL. */
const SAMPLE = 1024;

export function readText(path: string): Buffer {
  const raw = readBytes(path);
  const bytes = raw[0] === GZIP[0] && raw[1] === GZIP[1] ? unzip(raw, path) : raw;
  if (bytes.subarray(0, SAMPLE).includes(0)) {
    throw unusable(path, 'bytes that are no text', 'Gzip is the only compression that is read; if it is another, unpack it first.');
  }
  return bytes;
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') throw unusable(path, 'no such file', nearestFile(path) ?? 'Check the name.');
    if (code === 'EISDIR') throw unusable(path, 'a folder', 'Name one of the files in it.');
    throw unusable(path, `a file that cannot be read (${code})`, 'Check its permissions and its size.');
  }
}

function unzip(raw: Buffer, path: string): Buffer {
  try {
    return gunzipSync(raw, { maxOutputLength: MOST_BYTES, chunkSize: 2 ** 20 });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ERR_BUFFER_TOO_LARGE') throw unusable(path, 'gzip data of more than 1 GiB', 'Cut the trace into parts.');
    const found = code === 'Z_BUF_ERROR' ? 'gzip data that end too early' : `corrupt gzip data (${code})`;
    throw unusable(path, found, 'Fetch it again; gzip --test says whether it is whole.');
  }
}

function unusable(file: string, found: string, hint: string): UnusableInput {
  const expected = 'a trace in the Standard Workload Format, plain or gzipped';
  return new UnusableInput([{ file, line: 1, column: 1, found, expected, hint }]);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
