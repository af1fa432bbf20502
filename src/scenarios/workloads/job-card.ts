/** `$JOB, minutes, account, programmer`: whose deck it is, who pays, and for how long it may have the processor. */
import type { Problem } from '../problem.ts';
import { secondsOf } from './amounts.ts';
import { type Card, problemOf } from './cards.ts';
import { type Field, fieldsOf, quoted } from './control-cards.ts';

export interface Job {
  /** Seconds; null where the card names no minutes. */
  readonly limitS: number | null;
  readonly account: string;
  readonly programmer: string;
}

/** What stands for a $JOB card that is missing or cannot be read. */
export const UNKNOWN_JOB: Job = { limitS: null, account: 'unknown', programmer: 'unknown' };

/** Every field that can be read is: a deck with bad minutes still goes back to its programmer. */
export function readJob(card: Card): { readonly job: Job; readonly problems: readonly Problem[] } {
  const { fields, problems: malformed } = fieldsOf(card);
  const [minutes, account, programmer, excess] = fields;
  if (malformed.length > 0) return { job: UNKNOWN_JOB, problems: malformed };
  if (!minutes || !account || !programmer || excess) return { job: UNKNOWN_JOB, problems: [wrongCount(card, fields)] };

  const limitS = secondsOf(`${minutes.text}m`) || null;
  const problems = [
    ...(minutes.text === '' || limitS !== null ? [] : [badMinutes(card, minutes)]),
    ...(account.text === '' ? [empty(card, account, 'an account')] : []),
    ...(programmer.text === '' ? [empty(card, programmer, 'the name of a programmer')] : []),
  ];
  return { job: { limitS, account: account.text || 'unknown', programmer: programmer.text || 'unknown' }, problems };
}

function wrongCount(card: Card, fields: readonly Field[]): Problem {
  const index = fields[3]?.index ?? card.text.length;
  const found = fields.length === 1 ? '1 field' : `${fields.length} fields`;
  const hint = 'Where there is no limit, leave the minutes empty: $JOB,, 410, OKAFOR';
  return problemOf(card, index, { found, expected: '3 fields: minutes, account, programmer', hint });
}

function badMinutes(card: Card, { text, index }: Field): Problem {
  const hint = 'Leave them empty for no limit.';
  return problemOf(card, index, { found: quoted(text), expected: 'the minutes that the job may take, as 5 or 0.5', hint });
}

function empty(card: Card, { index }: Field, expected: string): Problem {
  return problemOf(card, index, { found: 'an empty field', expected });
}
