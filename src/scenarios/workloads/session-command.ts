/** What a user types at a terminal, and what is wrong with it. */
import type { Command, Work } from '../../machines/distributed/protocol.ts';
import { didYouMean } from '../nearest.ts';
import { sizeOf } from './session-amounts.ts';
import { machineNamed, nameOf, pathOf } from './session-names.ts';
import { readRun } from './session-run.ts';
import { shown, type Word, type Words, Wrong } from './session-words.ts';

/** A line, before anybody knows at which terminal it is typed. */
export type TypedLine =
  | { readonly type: 'login'; readonly machine: string }
  | { readonly type: 'logout' }
  | ({ readonly type: 'command' } & Pick<Command, 'line' | 'does' | 'isBackground'>);

/** The rest of a line, from its verb on. */
export function readTyped(words: Words, user: string, machines: readonly string[]): TypedLine | Wrong {
  const line = words.rest;
  const verb = words.take();
  const typed = readVerb(verb, words, user, machines);
  if (typed instanceof Wrong) return typed;
  if (typed.type === 'login' || typed.type === 'logout') return background(words, verb) ?? words.excess ?? typed;
  const isBackground = words.takeIf('&');
  return words.excess ?? { type: 'command', line, does: typed, isBackground };
}

/** Whether a word that is none was most likely meant as this verb. */
export function isMeantAs(verb: Verb, { text }: Word): boolean {
  return text !== '' && didYouMean(text, VERBS) === `Did you mean ${verb}?`;
}

export function isVerb({ text }: Word): boolean {
  return verbOf(text) !== undefined;
}

const VERBS = ['run', 'put', 'cat', 'ls', 'ps', 'where', 'login', 'logout'] as const;
type Verb = (typeof VERBS)[number];

function verbOf(text: string): Verb | undefined {
  return VERBS.find((known) => known === text);
}

function readVerb(
  word: Word,
  words: Words,
  user: string,
  machines: readonly string[],
): Work | Exclude<TypedLine, { type: 'command' }> | Wrong {
  const verb = verbOf(word.text);
  switch (verb) {
    case 'run':
      return readRun(words, user);
    case 'put':
      return readPut(words, user);
    case 'cat': {
      const path = pathOf(words.take(), user);
      return path instanceof Wrong ? path : { type: 'cat', path };
    }
    case 'ls':
      return readLs(words, user);
    case 'ps':
    case 'where':
    case 'logout':
      return { type: verb };
    case 'login': {
      const machine = machineNamed(words.take(), machines);
      return machine instanceof Wrong ? machine : { type: 'login', machine };
    }
    case undefined:
      return new Wrong(word, shown(word), `one of ${VERBS.join(', ')}`, word.text === '' ? undefined : didYouMean(word.text, VERBS));
  }
}

function readPut(words: Words, user: string): Work | Wrong {
  const path = pathOf(words.take(), user);
  if (path instanceof Wrong) return path;
  const sizeBytes = sizeOf(words.take());
  return sizeBytes instanceof Wrong ? sizeBytes : { type: 'put', write: { path, sizeBytes } };
}

function readLs(words: Words, user: string): Work | Wrong {
  if (words.next.text === '' || words.next.text === '&') return { type: 'ls', owner: user };
  const owner = nameOf(words.take(), 'the owner of the files to list');
  return owner instanceof Wrong ? owner : { type: 'ls', owner };
}

function background({ next }: Words, verb: Word): Wrong | null {
  return next.text === '&' ? new Wrong(next, shown(next), `nothing after ${verb.text}`, 'Only commands run in the background.') : null;
}
