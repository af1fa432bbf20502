/** A name in a chip: what is too long is cut before its end, by which names are told from each other. */
import type { JSX } from 'preact';

/** Letters at the end that stay. */
const TAIL = 6;

export function ChipName({ name }: { readonly name: string }): JSX.Element {
  if (name.length <= TAIL + 2) return <>{name}</>;
  return (
    <span class="overview-chip-name">
      <span>{name.slice(0, -TAIL)}</span>
      <span>{name.slice(-TAIL)}</span>
    </span>
  );
}

/** Letters of a name in a line of chips. */
const LETTERS_MAX = 18;

export function cutName(name: string): string {
  return name.length <= LETTERS_MAX ? name : `${name.slice(0, LETTERS_MAX - TAIL - 3)}…${name.slice(-TAIL - 2)}`;
}

/** Of a chip in CSS pixels, about: a letter, and what is around all of them. */
const LETTER_PX = 5.7;
const AROUND_PX = 14;
/** Of a line, beside its title and what tells of others. */
const LINE_PX = 205;

/** How many chips a line has room for, so that each can be read; one at least. */
export function chipsInLine(names: readonly string[]): number {
  let leftPx = LINE_PX;
  const count = names.findIndex((name) => (leftPx -= cutName(name).length * LETTER_PX + AROUND_PX) < 0);
  return count < 0 ? names.length : Math.max(1, count);
}
