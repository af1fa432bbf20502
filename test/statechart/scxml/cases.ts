/** The cases of the SCION test framework, as they lie in `cases/`: a document, and what it does. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Oracle {
  /** Ids of the atomic states. */
  readonly initialConfiguration: readonly string[];
  readonly events: readonly Move[];
}

export interface Move {
  readonly event: { readonly name: string };
  readonly nextConfiguration: readonly string[];
  /** How many milliseconds to wait before the event. */
  readonly after?: number;
}

export interface Case {
  /** As in `group/name`. */
  readonly title: string;
  readonly folder: string;
  readonly xml: string;
  readonly oracle: Oracle;
}

const FOLDER = join(import.meta.dirname, 'cases');

/** By title, in alphabetical order. */
export const cases: ReadonlyMap<string, Case> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.scxml'))
    .map((file) => file.slice(0, -'.scxml'.length).replaceAll('\\', '/'))
    .sort()
    .map((title) => [title, caseOf(title)]),
);

function caseOf(title: string): Case {
  const path = join(FOLDER, title);
  return {
    title,
    folder: join(path, '..'),
    xml: readFileSync(`${path}.scxml`, 'utf8'),
    // The file's own form, which covers.test.ts looks at.
    oracle: JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Oracle,
  };
}
