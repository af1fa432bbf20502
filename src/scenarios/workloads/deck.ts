/** One deck: $JOB, $DEMAND, a compiler's card, source cards, $LOAD, $RUN, data cards, $END. */
import type { Demand } from '../../machines/batch/protocol.ts';
import type { Problem } from '../problem.ts';
import { DeckReader } from './card-order.ts';
import { type Card, readCards } from './cards.ts';
import { UNKNOWN_JOB } from './job-card.ts';

export interface DeckFile {
  /** As it was given, for messages. */
  readonly file: string;
  /** The file's base name without `.deck`, in [a-z0-9_] alone: the program's id. Unique among the decks of a folder. */
  readonly name: string;
  /** From the $JOB card; 'unknown' where it does not tell. */
  readonly programmer: string;
  /** From the $JOB card; 'unknown' where it does not tell. */
  readonly account: string;
  /** 'FORTRAN', 'COBOL' or 'ASSEMBLER'; 'none' if no such card was found. */
  readonly compiler: string;
  /** Every card of the deck, control cards and bad ones included. */
  readonly cards: number;
  /** Seconds, from the minutes of the $JOB card; null where it names none. */
  readonly limitS: number | null;
  /** The first bad card, if there is one. */
  readonly unreadable: Problem | null;
  /** What each version of the deck asks, as far as it says: the last stands for all later attempts. May be empty. */
  readonly demands: readonly Partial<Demand>[];
}

/** More than these are counted, not told. */
const MOST_PROBLEMS = 25;

/**
 * A deck, and all its problems in the order of the cards.
 *
 * Never throws. A deck with problems is returned with `unreadable` set to the first of them, and with whatever could be read.
 */
export function readDeck(input: string | Uint8Array, file: string): { readonly deck: DeckFile; readonly problems: readonly Problem[] } {
  const cards = readCards(input, file);
  if ('found' in cards) return { deck: unreadableDeck(cards), problems: [cards] };
  const reader = new DeckReader();
  for (const card of cards) reader.read(card);
  const count = punched(cards);
  reader.end(cards[count - 1]);
  const problems = shortened(reader.problems);
  const { job, compiler, demands } = reader;
  const deck = { file, name: programName(file), ...job, compiler, cards: count, unreadable: problems[0] ?? null, demands };
  return { deck, problems };
}

/** What is known of a deck whose cards could not be read at all. */
export function unreadableDeck(problem: Problem): DeckFile {
  const { file } = problem;
  return { file, name: programName(file), ...UNKNOWN_JOB, compiler: 'none', cards: 0, unreadable: problem, demands: [] };
}

function shortened(problems: readonly Problem[]): readonly Problem[] {
  const [first, ...more] = problems.slice(MOST_PROBLEMS - 1);
  if (first === undefined || more.length === 0) return problems;
  const found = `${more.length + 1} more problems from here on`;
  return [...problems.slice(0, MOST_PROBLEMS - 1), { ...first, found, expected: 'a deck', hint: 'Is it a deck at all?' }];
}

/** Blank lines at the end of a file are no cards. */
function punched(cards: readonly Card[]): number {
  return cards.findLastIndex((card) => card.text.trim() !== '') + 1;
}

/** The file's base name as an id: in ids a hyphen separates kind and token, so none may remain. */
function programName(file: string): string {
  const base = file.split(/[/\\]/).at(-1) ?? '';
  return (
    base
      .replace(/\.deck$/, '')
      .toLowerCase()
      .replace(/[^a-z0-9_]/gu, '_') || 'deck'
  );
}
