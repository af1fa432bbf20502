/** Texts in rows are cut at their end: what they say is said first. */

/** Of what an event says. */
export const LABEL_LETTERS = 34;

export function shortened(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
}
