/** The text of a network file. */
import { readFileSync, statSync } from 'node:fs';
import { nearestFile } from '../nearest.ts';
import { UnusableInput } from '../problem.ts';
import type { Complaint } from '../reference.ts';

/** As of all files in YAML. Ten thousand machines, one by one, need less. */
const BYTES_MAX = 1024 * 1024;

/** @throws UnusableInput if it is no file of text that can be read */
export function textOf(path: string): string {
  const bytes = bytesOf(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What cannot be decoded comes out as the replacement character; at worst, the file has one of its own before.
    const line = bytes.toString('utf8').split('\uFFFD', 1)[0]?.split('\n').length ?? 1;
    throw refusal(path, { found: 'bytes that are no text', expected: 'UTF-8' }, line);
  }
}

function bytesOf(path: string): Buffer {
  try {
    const what = statSync(path);
    if (what.isDirectory()) throw refusal(path, { found: 'a folder', expected: FILE });
    if (!what.isFile()) throw refusal(path, { found: 'neither a file nor a folder', expected: FILE });
    if (what.size > BYTES_MAX) throw refusal(path, { found: 'a file of more than 1 MiB', expected: `${FILE}, which is short` });
    return readFileSync(path);
  } catch (cause) {
    throw cause instanceof UnusableInput ? cause : refusal(path, unreadable(path, cause));
  }
}

const FILE = 'a file that describes a network';

function unreadable(path: string, cause: unknown): Complaint {
  const error: Error & { readonly code?: unknown } = cause instanceof Error ? cause : new Error(String(cause));
  switch (error.code) {
    case 'ENOENT':
      return { found: 'nothing of that name', expected: FILE, hint: nearOne(path) ?? CHECK };
    case 'EACCES':
    case 'EPERM':
      return { found: 'what this user may not read', expected: FILE, hint: CHECK };
    default:
      return { found: `what cannot be read (${error.message})`, expected: FILE, hint: CHECK };
  }
}

const CHECK = 'Check the path and who may read it.';

/** The folder beside it may be one that cannot be looked into. */
function nearOne(path: string): string | undefined {
  try {
    return nearestFile(path);
  } catch {
    return undefined;
  }
}

function refusal(file: string, complaint: Complaint, line = 1): UnusableInput {
  return new UnusableInput([{ file, line, column: 1, ...complaint }]);
}
