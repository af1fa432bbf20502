/** What Spin's verifier, pan, prints about a search. */

export interface PanFigures {
  readonly states: number;
  /** Of the search alone, by its own clock, which counts hundredths of a second and prints three digits. */
  readonly wallMs: number;
  /** "total actual memory usage": states, hash table and stack. */
  readonly memoryBytes: number;
}

const MEBIBYTE = 2 ** 20;

/** What it prints when it has not seen all states. */
const INCOMPLETE = /^.*(?:search not completed|max search depth too small|out of memory).*$/im;

/** @throws if the search was not complete, found an error, or printed something else */
export function parsePan(output: string): PanFigures {
  const [incomplete] = INCOMPLETE.exec(output) ?? [];
  if (incomplete !== undefined) throw new Error(`pan did not see all states: ${incomplete.trim()}`);
  const number = (what: string, pattern: RegExp): number => {
    const value = Number(pattern.exec(output)?.[1] ?? Number.NaN);
    if (Number.isNaN(value)) throw new Error(`pan did not print its ${what}; it printed:\n${output}`);
    return value;
  };
  const errors = number('number of errors', /\berrors: (\d+)/);
  if (errors > 0) throw new Error(`pan found ${errors} errors, and should find none:\n${output}`);
  return {
    states: number('states', /^\s*([\d.e+]+) states, stored/m),
    wallMs: number('time', /^pan: elapsed time ([\d.e+]+) seconds/m) * 1000,
    memoryBytes: number('memory', /^\s*([\d.e+]+)\s+total actual memory usage/m) * MEBIBYTE,
  };
}
