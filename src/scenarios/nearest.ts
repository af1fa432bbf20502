/** The nearest right name, for errors: "Did you mean compiler?" */
import { closest, distance } from 'fastest-levenshtein';

/** A hint, or undefined when nothing is near enough to be what was meant. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = closest(name, [...known]);
  const near = distance(name.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, Math.floor(nearest.length / 3));
  return near ? `Did you mean ${nearest}?` : undefined;
}
