/** The text of session scripts, from a folder or a file. */
import { readdirSync, readFileSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { nearestFile } from '../nearest.ts';
import { type Problem, UnusableInput } from '../problem.ts';

/** One file of the input. */
export interface Script {
  readonly file: string;
  /** Its lines; or the problem, where it is no text that can be read. */
  readonly content: readonly string[] | Problem;
}

/** Bytes. Some 300,000 lines, which nobody has typed. */
const LARGEST_FILE_BYTES = 16 * 1024 * 1024;

/**
 * The script of a file, or those of a folder in the order of their names.
 *
 * @throws UnusableInput if there is nothing of that name, or no script in the folder.
 */
export function scriptsOf(path: string): readonly Script[] {
  const what = statOf(path);
  if (what instanceof Error) throw new UnusableInput([unreadable(path, what)]);
  if (what.isFile()) return [scriptOf(path)];
  if (!what.isDirectory()) throw new UnusableInput([problemAt(path, 'neither a folder nor a file', EXPECTED, CHECK)]);
  const names = attempt(() => readdirSync(path));
  if (names instanceof Error) throw new UnusableInput([unreadable(path, names)]);
  const scripts = names
    .filter((name) => name.endsWith('.session') && !name.startsWith('.'))
    .toSorted()
    .map((name) => join(path, name))
    .filter(mayBeScript)
    .map(scriptOf);
  if (scripts.length > 0) return scripts;
  const hint = 'Name the scripts something.session, or give the folder that holds them.';
  throw new UnusableInput([problemAt(path, 'a folder without a *.session file', 'at least one', hint)]);
}

/** The lines of a text, without their line ends; or the problem, if it is none. */
export function linesOf(file: string, bytes: Uint8Array): readonly string[] | Problem {
  if (bytes.length > LARGEST_FILE_BYTES) return tooLarge(file);
  const nul = bytes.indexOf(0);
  const text = new TextDecoder().decode(nul === -1 ? bytes : bytes.subarray(0, nul));
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  if (nul === -1) return lines;
  const column = [...(lines.at(-1) ?? '')].length + 1;
  const hint = 'Is it a program, or saved as UTF-16? Save scripts as UTF-8.';
  return { ...problemAt(file, 'a NUL character, as in a binary file', 'text', hint), line: lines.length, column };
}

const EXPECTED = 'a folder of *.session files, or one such file';
const CHECK = 'Check the path and who may read it.';

/** A subfolder or a device is no script whatever its name; a file that cannot be looked at is one with a problem. */
function mayBeScript(file: string): boolean {
  const what = statOf(file);
  return what instanceof Error || what.isFile();
}

function scriptOf(file: string): Script {
  const what = statOf(file);
  if (what instanceof Error) return { file, content: unreadable(file, what) };
  if (what.size > LARGEST_FILE_BYTES) return { file, content: tooLarge(file) };
  const bytes = attempt(() => readFileSync(file));
  return { file, content: bytes instanceof Error ? unreadable(file, bytes) : linesOf(file, bytes) };
}

function tooLarge(file: string): Problem {
  return problemAt(file, 'a file of more than 16 MiB', 'a session script', 'Is it one at all?');
}

function unreadable(path: string, error: Error & { readonly code?: unknown }): Problem {
  switch (error.code) {
    case 'ENOENT':
      return problemAt(path, 'nothing of that name', EXPECTED, nearOne(path) ?? CHECK);
    case 'EACCES':
    case 'EPERM':
      return problemAt(path, 'what this user may not read', EXPECTED, CHECK);
    default:
      return problemAt(path, `what cannot be read (${error.message})`, EXPECTED, CHECK);
  }
}

/** The folder beside it may be one that cannot be looked into. */
function nearOne(path: string): string | undefined {
  const hint = attempt(() => nearestFile(path) ?? null);
  return typeof hint === 'string' ? hint : undefined;
}

function problemAt(file: string, found: string, expected: string, hint: string): Problem {
  return { file, line: 1, column: 1, found, expected, hint };
}

function statOf(path: string): Stats | Error {
  return attempt(() => statSync(path));
}

function attempt<Value>(read: () => Value): Value | Error {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}
