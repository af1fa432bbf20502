/**
 * The order of the cards in a deck, and what is wrong where they come in another.
 *
 * A card that is missing or wrong is reported once, where it was due, and reading goes on from what
 * stands there instead: the other problems that are told are then problems of their own.
 */
import type { Demand } from '../../machines/batch/protocol.ts';
import type { Problem } from '../problem.ts';
import { type Card, COLUMNS, problemOf } from './cards.ts';
import { COMPILERS, type ControlCard, controlCardOf, fieldless, meantBy, quoted, unknownControlCard } from './control-cards.ts';
import { readDemand } from './demand-card.ts';
import { readJob, UNKNOWN_JOB } from './job-card.ts';

/** Takes the cards one by one, and keeps what they say and what is wrong with them. */
export class DeckReader {
  job = UNKNOWN_JOB;
  compiler = 'none';
  readonly demands: Partial<Demand>[] = [];
  readonly problems: Problem[] = [];
  #place = START;
  /** The last place where the card that was due was reported as missing: once is enough. */
  #reportedAt = -1;

  read(card: Card): void {
    if (this.#place === AFTER_END) return this.#afterEnd(card);
    if (card.illegible !== null) this.problems.push(card.illegible);
    const name = controlCardOf(card);
    if (name === 'text') this.#text(card);
    else if (name === 'unknown') this.#unknown(card);
    else if (name === '$DEMAND') this.#demand(card);
    else this.#control(name, card);
    if (card.columns > COLUMNS) this.problems.push(tooLong(card));
  }

  /** After the last card that is not blank, if there is one. */
  end(last: Card | undefined): void {
    if (this.#place < AFTER_END && last !== undefined) this.#missing(last, 'the end of the deck after this card');
  }

  #text(card: Card): void {
    if (this.#place !== IN_SOURCE && this.#place !== IN_DATA) this.#missing(card, described(card));
  }

  #unknown(card: Card): void {
    if (card.illegible === null) this.problems.push(unknownControlCard(card));
    const meant = meantBy(card);
    if (meant === '$DEMAND') return;
    if (meant !== undefined && placeAfter(meant) === this.#place + 1) this.#place++;
    // Where no text may stand, it is in the place of the card that is due.
    else if (this.#place !== IN_SOURCE && this.#place !== IN_DATA) this.#reportedAt = this.#place;
  }

  #demand(card: Card): void {
    if (this.#place >= IN_SOURCE) {
      this.problems.push(problemOf(card, 0, { found: '$DEMAND here', expected: "it between $JOB and the compiler's card" }));
      return;
    }
    if (this.#place === START) this.#missing(card, '$DEMAND');
    this.#place = AFTER_JOB;
    if (card.illegible !== null) return;
    const { demand, problems } = readDemand(card);
    this.demands.push(demand);
    this.problems.push(...problems);
  }

  #control(name: Exclude<ControlCard, '$DEMAND'>, card: Card): void {
    const place = placeAfter(name);
    if (place <= this.#place) return this.#again(name, card);
    if (place > this.#place + 1) this.#missing(card, name);
    this.#place = place;
    if (place === IN_SOURCE) this.compiler = name.slice(1);
    if (card.illegible !== null) return;
    if (name !== '$JOB') {
      this.problems.push(...fieldless(card));
      return;
    }
    const { job, problems } = readJob(card);
    this.job = job;
    this.problems.push(...problems);
  }

  #again(name: ControlCard, card: Card): void {
    const hint = name === '$JOB' ? 'A file holds one deck: put the next one into a file of its own.' : undefined;
    const found = name === '$JOB' ? 'a second $JOB' : `${name} here`;
    this.problems.push(problemOf(card, 0, { found, expected: DUE[this.#place] ?? '$END', ...(hint !== undefined && { hint }) }));
    // Another deck begins: its cards are not problems of this one.
    if (name === '$JOB') this.#reportedAt = this.#place = AFTER_END;
  }

  #afterEnd(card: Card): void {
    if (card.text.trim() !== '') this.#missing(card, described(card));
  }

  #missing(card: Card, found: string): void {
    if (this.#reportedAt !== this.#place) this.problems.push(problemOf(card, 0, { found, expected: DUE[this.#place] ?? '$END' }));
    this.#reportedAt = this.#place;
  }
}

/** The places in a deck, each after the control card that leads there. What is due at a place is what its error expects. */
const DUE = [
  '$JOB, minutes, account, programmer',
  `${COMPILERS[0]}, ${COMPILERS[1]} or ${COMPILERS[2]}`,
  'source cards, then $LOAD',
  '$RUN',
  'data cards, then $END',
  'nothing after $END',
] as const;

const START = 0;
const AFTER_JOB = 1;
const IN_SOURCE = 2;
const IN_DATA = 4;
const AFTER_END = 5;

function placeAfter(name: Exclude<ControlCard, '$DEMAND'>): number {
  switch (name) {
    case '$JOB':
      return AFTER_JOB;
    case '$LOAD':
      return 3;
    case '$RUN':
      return IN_DATA;
    case '$END':
      return AFTER_END;
    case '$FORTRAN':
    case '$COBOL':
    case '$ASSEMBLER':
      return IN_SOURCE;
  }
}

function described(card: Card): string {
  if (card.illegible !== null) return 'a card that is no text';
  return card.text.trim() === '' ? 'a blank card' : quoted(card.text.trim());
}

function tooLong(card: Card): Problem {
  const hint = 'Continue on another card.';
  const found = `a card of ${card.columns} columns`;
  return { file: card.file, line: card.line, column: COLUMNS + 1, found, expected: `at most ${COLUMNS}`, hint };
}
