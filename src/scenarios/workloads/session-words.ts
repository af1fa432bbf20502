/** A line of a session script as words, and what is wrong with one of them. */
import type { Problem } from '../problem.ts';
import { quoted } from './control-cards.ts';

/** A comma and an `&` are words of their own, with or without blanks around them. */
export interface Word {
  /** Empty: there is no word there, for the line has ended. */
  readonly text: string;
  /** Where it begins in the line, in UTF-16 units from 0. */
  readonly index: number;
}

/** Why a line is left out, and at which place in it. */
export class Wrong {
  readonly index: number;
  readonly what: Pick<Problem, 'found' | 'expected' | 'hint'>;

  constructor({ index }: Pick<Word, 'index'>, found: string, expected: string, hint?: string) {
    this.index = index;
    this.what = hint === undefined ? { found, expected } : { found, expected, hint };
  }

  /** With one more thing to say. */
  adding(sentence: string): Wrong {
    const { found, expected, hint } = this.what;
    return new Wrong(this, found, expected, hint === undefined ? sentence : `${hint} ${sentence}`);
  }

  /** Columns count characters, and a tab is one. */
  at(place: Pick<Problem, 'file' | 'line'>, text: string): Problem {
    return { ...place, column: charactersOf(text.slice(0, this.index)) + 1, ...this.what };
  }
}

/** The words of one line, taken one after the other. */
export class Words {
  readonly #words: readonly Word[];
  readonly #text: string;
  readonly #end: Word;
  #taken = 0;

  /** What follows a `#` is a comment, and no word of it. */
  constructor(line: string) {
    const [text = ''] = line.split('#', 1);
    this.#text = text;
    this.#words = [...text.matchAll(/[,&]|[^\s,&]+/g)].map((match) => ({ text: match[0], index: match.index }));
    const last = this.#words.at(-1);
    this.#end = { text: '', index: last === undefined ? 0 : last.index + lastCharacter(last.text) };
  }

  /** The next word, which stays the next; an empty one at the end, that points to the last character. */
  get next(): Word {
    return this.#words[this.#taken] ?? this.#end;
  }

  take(): Word {
    const word = this.next;
    this.#taken++;
    return word;
  }

  /** Takes the next word if it is this one. */
  takeIf(text: string): boolean {
    if (this.next.text !== text) return false;
    this.#taken++;
    return true;
  }

  /** What has not been taken yet, as it was typed, with single blanks. */
  get rest(): string {
    return this.#text
      .slice(this.next.text === '' ? this.#text.length : this.next.index)
      .trim()
      .replaceAll(/\s+/g, ' ');
  }

  /** What is wrong if a word is left; null if none is. */
  get excess(): Wrong | null {
    return this.next.text === '' ? null : new Wrong(this.next, shown(this.next), 'nothing more on this line');
  }
}

/** What makes a line no text, if anything. */
export function illegible(line: string): Wrong | null {
  const match = /\uFFFD|(?!\t)[\p{Cc}\p{Cs}]/u.exec(line);
  if (match === null) return null;
  if (match[0] === '\uFFFD') return new Wrong(match, 'what is no UTF-8', 'text', 'Save the file as UTF-8.');
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return new Wrong(match, `the control character U+${code}`, 'text', 'Delete it.');
}

/** A word as it stands in a message. */
export function shown({ text }: Word): string {
  return text === '' ? 'the end of the line' : quoted(text);
}

/** In UTF-16 units from the beginning of a text: a character may have two. */
function lastCharacter(text: string): number {
  return text.length - ([...text].at(-1) ?? '').length;
}

function charactersOf(text: string): number {
  let characters = 0;
  for (const _ of text) characters++;
  return characters;
}
