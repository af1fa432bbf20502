/**
 * `$DEMAND, compile=12s, run=5m, words=9000, lines=120, ends=normally`: what a deck asks of the simulated machine.
 *
 * No monitor ever had this card. A real machine finds out by running the program; ours is told.
 */
import type { Demand } from '../../machines/batch/protocol.ts';
import { didYouMean } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { countOf, secondsOf } from './amounts.ts';
import { type Card, problemOf } from './cards.ts';
import { type Field, fieldsOf, quoted } from './control-cards.ts';

/** Only what the card states; every field may be left out. */
export function readDemand(card: Card): { readonly demand: Partial<Demand>; readonly problems: readonly Problem[] } {
  const { fields, problems: malformed } = fieldsOf(card);
  const problems = [...malformed];
  const stated = new Set<string>();
  let demand: Partial<Demand> = {};
  for (const field of fields) {
    const { name, part, wrong } = readField(field);
    if (wrong !== undefined) problems.push(problemOf(card, field.index, wrong));
    else if (stated.has(name)) problems.push(problemOf(card, field.index, { found: `a second ${name}=`, expected: 'each field once' }));
    else demand = { ...demand, ...part };
    stated.add(name);
  }
  return { demand, problems };
}

type Wrong = Pick<Problem, 'found' | 'expected' | 'hint'>;

interface ReadField {
  readonly name: string;
  readonly part?: Partial<Demand>;
  readonly wrong?: Wrong;
}

function readField({ text }: Field): ReadField {
  const equals = text.indexOf('=');
  const name = (equals === -1 ? text : text.slice(0, equals)).trimEnd();
  const value = text.slice(equals + 1).trimStart();
  const kind = KINDS.get(name);
  if (kind === undefined || equals === -1) return { name, wrong: noField(text, name) };
  const part = kind.read(value);
  if (part !== null) return { name, part };
  const hint = didYouMean(value.toLowerCase(), kind.words ?? []);
  return { name, wrong: { found: quoted(text), expected: `${name}= and ${kind.expected}`, ...(hint !== undefined && { hint }) } };
}

function noField(text: string, name: string): Wrong {
  const names = [...KINDS.keys()];
  const hint = names.includes(name) ? `Write its value, as in ${name}=…` : (didYouMean(name.toLowerCase(), names) ?? 'As in run=5m.');
  return { found: text === '' ? 'an empty field' : quoted(text), expected: `one of ${names.map((known) => `${known}=`).join(', ')}`, hint };
}

/** A kind of field. */
interface Kind {
  readonly expected: string;
  /** The only values that it takes, if they are words. */
  readonly words?: readonly string[];
  /** Null for a value that is none. */
  readonly read: (value: string) => Partial<Demand> | null;
}

const ENDS: ReadonlyMap<string, Demand['ends']> = new Map([
  ['normally', 'normally'],
  ['compile-error', 'compile error'],
  ['abnormally', 'abnormally'],
]);

const DURATION = 'a duration, as 12s, 5m or 1.5h';

const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['compile', { expected: DURATION, read: (value) => stating(secondsOf(value), (compileS) => ({ compileS })) }],
  ['run', { expected: DURATION, read: (value) => stating(secondsOf(value), (runS) => ({ runS })) }],
  ['words', { expected: 'a whole number from 1', read: (value) => stating(countOf(value, 1), (words) => ({ words })) }],
  ['lines', { expected: 'a whole number', read: (value) => stating(countOf(value, 0), (lines) => ({ lines })) }],
  [
    'ends',
    {
      expected: `one of ${[...ENDS.keys()].join(', ')}`,
      words: [...ENDS.keys()],
      read: (value) => stating(ENDS.get(value) ?? null, (ends) => ({ ends })),
    },
  ],
]);

function stating<Value>(value: Value | null, as: (value: Value) => Partial<Demand>): Partial<Demand> | null {
  return value === null ? null : as(value);
}
