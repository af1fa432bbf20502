/** The command that does a run again, for the suggestions at the end of a report. */
import type { WorkOptions } from './flags.ts';
import type { GivenFlags } from './scenario-flags.ts';

export interface Before {
  /** The scenario, as it was given. */
  readonly reference: string;
  readonly options: WorkOptions;
  /** By the scenario's own flags. */
  readonly files: GivenFlags['files'];
}

/** The command line of the same run, with more flags; a preset among them takes the place of the one it had. */
export function commandAgain({ reference, options, files }: Before, more: string): string {
  const { preset, set, seed, until, limit, timeScale } = options;
  const flags: readonly (readonly [string, string | number | undefined])[] = [
    ...Object.entries(files).map(([flag, path]) => [`--${flag}`, path] as const),
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
