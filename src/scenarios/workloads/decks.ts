/**
 * Decks from text files: a folder of `*.deck`, or one file. docs/decks.md is the reference of their form.
 *
 * What can be wrong with one deck never touches the others: it is handed in all the same, and the
 * simulated operator gives it back.
 */
import { readdirSync, readFileSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { type Problem, UnusableInput } from '../problem.ts';
import { LARGEST_FILE_BYTES, tooLarge } from './cards.ts';
import { type DeckFile, readDeck, unreadableDeck } from './deck.ts';

export { type DeckFile, readDeck } from './deck.ts';

/**
 * The decks of a folder, sorted by file name and not of its subfolders, or the deck of one file; and the problems of all.
 *
 * @throws UnusableInput if there is no such folder or file, it cannot be read, or the folder holds no `*.deck` file.
 */
export function readDecks(path: string): { readonly decks: readonly DeckFile[]; readonly problems: readonly Problem[] } {
  const what = statOf(path);
  if (what instanceof Error) throw unusable(path, reasonOf(what), 'a folder of *.deck files, or one such file');
  if (what.isFile()) {
    const read = readDeckFile(path);
    if (read instanceof Error) throw unusable(path, reasonOf(read), 'a deck that can be read');
    return { decks: [read.deck], problems: read.problems };
  }
  if (!what.isDirectory()) throw unusable(path, 'neither a folder nor a file', 'a folder of *.deck files, or one such file');
  return readFolder(path);
}

type ReadDeck = ReturnType<typeof readDeck>;

function readFolder(path: string): { readonly decks: readonly DeckFile[]; readonly problems: readonly Problem[] } {
  const names = attempt(() => readdirSync(path));
  if (names instanceof Error) throw unusable(path, reasonOf(names), 'a folder that can be read');
  const files = names
    .filter((name) => name.endsWith('.deck') && !name.startsWith('.'))
    .toSorted()
    .map((name) => join(path, name))
    .filter(mayBeDeck);
  if (files.length === 0) {
    throw unusable(
      path,
      'a folder without a *.deck file',
      'at least one',
      'Name the decks something.deck, or give the folder that holds them.',
    );
  }
  const read = files.map((file) => {
    const deck = readDeckFile(file);
    return deck instanceof Error ? lost(file, deck) : deck;
  });
  return { decks: withUniqueNames(read.map(({ deck }) => deck)), problems: read.flatMap(({ problems }) => problems) };
}

/** A subfolder or a device is no deck whatever its name; a file that cannot be looked at is one with a problem. */
function mayBeDeck(file: string): boolean {
  const what = statOf(file);
  return what instanceof Error || what.isFile();
}

function readDeckFile(file: string): ReadDeck | Error {
  const what = statOf(file);
  if (what instanceof Error) return what;
  if (what.size > LARGEST_FILE_BYTES) return { deck: unreadableDeck(tooLarge(file)), problems: [tooLarge(file)] };
  const bytes = attempt(() => readFileSync(file));
  return bytes instanceof Error ? bytes : readDeck(bytes, file);
}

function lost(file: string, error: Error): ReadDeck {
  const problem = { file, line: 1, column: 1, found: reasonOf(error), expected: 'a deck that can be read' };
  return { deck: unreadableDeck(problem), problems: [problem] };
}

function withUniqueNames(decks: readonly DeckFile[]): readonly DeckFile[] {
  const taken = new Set<string>();
  return decks.map((deck) => {
    let name = deck.name;
    for (let number = 2; taken.has(name); number++) name = `${deck.name}_${number}`;
    taken.add(name);
    return { ...deck, name };
  });
}

function unusable(file: string, found: string, expected: string, hint = 'Check the path and who may read it.'): UnusableInput {
  return new UnusableInput([{ file, line: 1, column: 1, found, expected, hint }]);
}

function reasonOf(error: Error & { readonly code?: unknown }): string {
  switch (error.code) {
    case 'ENOENT':
      return 'nothing of that name';
    case 'EACCES':
    case 'EPERM':
      return 'what this user may not read';
    default:
      return `what cannot be read (${error.message})`;
  }
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
