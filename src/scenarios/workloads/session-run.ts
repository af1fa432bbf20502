/** `run simulate cpu 120s memory 64MB reads notes, shared/matrix writes out 2MB`: a program, and what it asks of the system. */
import type { Work, Writing } from '../../machines/distributed/protocol.ts';
import { didYouMean } from '../nearest.ts';
import { durationOf, sizeOf } from './session-amounts.ts';
import { pathOf, programOf } from './session-names.ts';
import { shown, type Word, type Words, Wrong } from './session-words.ts';

type Run = Extract<Work, { readonly type: 'run' }>;

/** All that stands after `run`, up to what does not belong to it. */
export function readRun(words: Words, user: string): Run | Wrong {
  const program = programOf(words.take());
  if (program instanceof Wrong) return program;
  let run: Run = { type: 'run', program, cpuS: 1, memoryBytes: 1e6, reads: [], writes: [] };
  const seen = new Set<string>();
  while (words.next.text !== '' && words.next.text !== '&') {
    const word = words.take();
    if (seen.has(word.text)) return new Wrong(word, `a second ${word.text}`, 'each of them once', secondHint(word.text));
    seen.add(word.text);
    const part = readPart(word, words, user);
    if (part instanceof Wrong) return part;
    run = { ...run, ...part };
  }
  return run;
}

const PARTS = ['cpu', 'memory', 'reads', 'writes'];

function readPart(word: Word, words: Words, user: string): Partial<Run> | Wrong {
  switch (word.text) {
    case 'cpu':
      return as(durationOf(words.take()), (cpuS) => ({ cpuS }));
    case 'memory':
      return as(sizeOf(words.take()), (memoryBytes) => ({ memoryBytes }));
    case 'reads':
      return as(readPaths(words, user), (reads) => ({ reads }));
    case 'writes':
      return as(readWritings(words, user), (writes) => ({ writes }));
    default:
      return new Wrong(
        word,
        shown(word),
        `one of ${PARTS.join(', ')}`,
        didYouMean(word.text, PARTS) ?? 'Several files are parted by commas.',
      );
  }
}

function readPaths(words: Words, user: string): readonly string[] | Wrong {
  const paths: string[] = [];
  do {
    const path = pathInList(words.take(), user, paths);
    if (path instanceof Wrong) return path;
    paths.push(path);
  } while (words.takeIf(','));
  return paths;
}

function readWritings(words: Words, user: string): readonly Writing[] | Wrong {
  const writes: Writing[] = [];
  do {
    const written = writes.map(({ path }) => path);
    const path = pathInList(words.take(), user, written);
    if (path instanceof Wrong) return path;
    const sizeBytes = sizeOf(words.take());
    if (sizeBytes instanceof Wrong) return sizeBytes;
    writes.push({ path, sizeBytes });
  } while (words.takeIf(','));
  return writes;
}

/** Files that a program may read, or write. */
const FILES_MAX = 100;

/** A word of the language is no file there, or a list without files would swallow what follows it. */
function pathInList(word: Word, user: string, before: readonly string[]): string | Wrong {
  if (PARTS.includes(word.text)) {
    return new Wrong(word, shown(word), 'the name of a file', `If it is one, write ${user}/${word.text}.`);
  }
  const path = pathOf(word, user);
  if (path instanceof Wrong) return path;
  if (before.length >= FILES_MAX) return new Wrong(word, `more than ${FILES_MAX} files`, `at most ${FILES_MAX} in a list`);
  if (!before.includes(path)) return path;
  return new Wrong(word, `${path} a second time`, 'each file once');
}

function secondHint(part: string): string | undefined {
  return part === 'reads' || part === 'writes' ? `Part the files by commas: ${part} a${SECOND[part]}.` : undefined;
}

const SECOND = { reads: ', b', writes: ' 1MB, b 1MB' } as const;

function as<Value, Part>(value: Value | Wrong, part: (value: Value) => Part): Part | Wrong {
  return value instanceof Wrong ? value : part(value);
}
