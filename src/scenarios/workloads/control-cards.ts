/** The cards that the monitor reads for itself: those with a $ in column 1. Their names, and the fields after the name. */
import { didYouMean } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { type Card, problemOf } from './cards.ts';

export const COMPILERS = ['$FORTRAN', '$COBOL', '$ASSEMBLER'] as const;

const CONTROL_CARDS = ['$JOB', '$DEMAND', ...COMPILERS, '$LOAD', '$RUN', '$END'] as const;
export type ControlCard = (typeof CONTROL_CARDS)[number];

/** What a card is by its first columns: a control card, one that only looks like it, or text. */
export function controlCardOf(card: Card): ControlCard | 'unknown' | 'text' {
  if (!card.text.startsWith('$')) return 'text';
  const name = nameOn(card);
  return CONTROL_CARDS.find((known) => known === name) ?? 'unknown';
}

/** The control card that a misspelled one most likely is; undefined if nothing is near. */
export function meantBy(card: Card): ControlCard | undefined {
  const nearest = nearestTo(card);
  return nearest === undefined ? undefined : CONTROL_CARDS.find((known) => nearest.includes(known));
}

export function unknownControlCard(card: Card): Problem {
  const name = nameOn(card);
  const hint = nearestTo(card) ?? 'A $ in column 1 makes a control card; in any other column it is text.';
  return problemOf(card, 0, { found: quoted(name), expected: `a control card (${CONTROL_CARDS.join(', ')})`, hint });
}

export interface Field {
  /** Without the blanks around it. */
  readonly text: string;
  /** Where it begins on the card, in UTF-16 units from 0. */
  readonly index: number;
}

/** What stands between the commas after the name, `$NAME, field, field`. */
export function fieldsOf(card: Card): { readonly fields: readonly Field[]; readonly problems: readonly Problem[] } {
  const name = nameOn(card);
  const [beforeComma = '', ...rest] = card.text.slice(name.length).split(',');
  let index = name.length + beforeComma.length + 1;
  const fields = rest.map((text) => {
    const field = { text: text.trim(), index: index + leadingBlanks(text) };
    index += text.length + 1;
    return field;
  });
  return { fields, problems: nothingBut(card, beforeComma, `a comma after ${name}`) };
}

/** The problems of a card that has no fields, as $LOAD. */
export function fieldless(card: Card): readonly Problem[] {
  const name = nameOn(card);
  return nothingBut(card, card.text.slice(name.length), `nothing after ${name}`);
}

/** As it stands in a message: short, and with nothing that a terminal would obey. */
export function quoted(text: string): string {
  const characters = [...text];
  return JSON.stringify(characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : text);
}

/** As a hint. A card in small letters is near to the same in capitals. */
function nearestTo(card: Card): string | undefined {
  return didYouMean(nameOn(card).toUpperCase(), CONTROL_CARDS);
}

function nothingBut(card: Card, afterName: string, expected: string): readonly Problem[] {
  const text = afterName.trim();
  if (text === '') return [];
  return [problemOf(card, nameOn(card).length + leadingBlanks(afterName), { found: quoted(text), expected })];
}

function nameOn(card: Card): string {
  // Of a card that is no text, only the letters can be trusted.
  const name = card.illegible === null ? /^\$[^,\s]*/u : /^\$[A-Z]*/;
  return name.exec(card.text)?.[0] ?? '';
}

function leadingBlanks(text: string): number {
  return text.length - text.trimStart().length;
}
