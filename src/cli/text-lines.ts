/** The lines of a text file, a piece at a time, so that a long one is never in memory whole. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const PIECE_BYTES = 1 << 16;

/** @throws the error of the file system if it cannot be read */
export function* textLines(path: string): Generator<string> {
  const descriptor = openSync(path, 'r');
  const decoder = new StringDecoder('utf8');
  const piece = Buffer.alloc(PIECE_BYTES);
  let rest = '';
  try {
    for (let bytes = readSync(descriptor, piece); bytes > 0; bytes = readSync(descriptor, piece)) {
      const lines = (rest + decoder.write(piece.subarray(0, bytes))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    rest += decoder.end();
    if (rest !== '') yield rest;
  } finally {
    closeSync(descriptor);
  }
}

/** The last line, if it is no longer than a piece; of a longer one, its end. @throws the error of the file system */
export function lastLine(path: string): string {
  const descriptor = openSync(path, 'r');
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    const bytes = readSync(descriptor, piece, 0, PIECE_BYTES, Math.max(0, fstatSync(descriptor).size - PIECE_BYTES));
    return piece.toString('utf8', 0, bytes).trimEnd().split('\n').at(-1) ?? '';
  } finally {
    closeSync(descriptor);
  }
}
