/** The command that does a run again, for the suggestions at the end of a report. */
import type { WorkOptions } from './flags.ts';

/**
 * The command line of the same run, with more flags; a preset among them takes the place of the one it had.
 *
 * @param reference the scenario, as it was given
 */
export function commandAgain(reference: string, options: WorkOptions, more: string): string {
  const { preset, set, seed, until, decks, swf, limit, timeScale } = options;
  const flags: readonly (readonly [string, string | number | undefined])[] = [
    ['--decks', decks],
    ['--swf', swf],
    ['--limit', limit],
    ['--time-scale', timeScale],
    ['--preset', more.includes('--preset') ? undefined : preset],
    ...set
      .filter(({ path }) => !more.includes(`--set ${path}=`))
      .map(({ path, value }): [string, string] => ['--set', `${path}=${typeof value === 'string' ? value : JSON.stringify(value)}`]),
    ['--seed', more.includes('--seed') ? undefined : seed],
    ['--until', until],
  ];
  const given = flags.flatMap(([flag, value]) => (value === undefined ? [] : [`${flag} ${quoted(String(value))}`]));
  return ['npx chartwright run', quoted(reference), ...given, more].join(' ');
}

/** As a shell takes it for one word. */
export function quoted(word: string): string {
  return /^[\w./=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
