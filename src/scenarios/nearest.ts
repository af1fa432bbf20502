/** The nearest right name, for errors: "Did you mean compiler?" */
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { closest, distance } from 'fastest-levenshtein';

/** A hint, or undefined when nothing is near enough to be what was meant. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const byLowerCase = new Map(known.toReversed().map((it) => [it.toLowerCase(), it]));
  const lower = closest(name.toLowerCase(), [...byLowerCase.keys()].toReversed());
  const nearest = byLowerCase.get(lower) ?? lower;
  const near = distance(name.toLowerCase(), lower) <= Math.max(2, Math.floor(lower.length / 3));
  return near ? `Did you mean ${nearest}?` : undefined;
}

/** The file beside it whose name is nearest. */
export function nearestFile(path: string): string | undefined {
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  return didYouMean(basename(path), readdirSync(folder).sort());
}
