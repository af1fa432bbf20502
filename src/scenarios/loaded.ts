/** A scenario as it was loaded, and the settings that came with it. */
import type { Setting } from './parameters.ts';
import type { AnyScenario, FileSettings, SettingsReader } from './scenario.ts';
import type { Position } from './source-position.ts';

export interface Loaded {
  readonly scenario: AnyScenario;
  /** Where the scenario itself is from, whether or not a YAML file led to it. */
  readonly source: { readonly type: 'built-in'; readonly name: string } | { readonly type: 'module'; readonly path: string };
  /** In the order in which they stand; to be followed by those of setting files, and those of the command line. */
  readonly settings: readonly Setting[];
  readonly preset?: string;
  readonly seed?: number;
  /** Simulated seconds after which the run ends. */
  readonly untilS?: number;
  /** Paths as they are reached from the working directory, by the names of the scenario's inputs. */
  readonly inputs: Readonly<Record<string, string>>;
  /** By the names of the scenario's setting files. */
  readonly settingFiles: SettingFiles;
  readonly limit?: number;
  readonly timeScale?: number;
  /**
   * Where the YAML file sets a parameter, or the part of one; undefined if it does not. For problems
   * that show only when settings of the command line are added.
   */
  where(path: string): Position | undefined;
}

/** A file that describes parameters, as it was read. */
export interface SettingFile extends FileSettings {
  readonly path: string;
}

export type SettingFiles = Readonly<Record<string, SettingFile>>;

/** @throws UnusableInput with everything that is wrong, and where */
export function readSettingFile(reader: SettingsReader, path: string): SettingFile {
  return { path, ...reader.read(path) };
}

/** Those of a scenario, in the order in which it declares them: where two set one parameter, the later one holds. */
export function inDeclaredOrder(scenario: AnyScenario, files: SettingFiles): readonly SettingFile[] {
  return Object.keys(scenario.settingFiles ?? {}).flatMap((flag) => files[flag] ?? []);
}

/** Where a parameter, or the part of one, was set last by files; undefined if none of them sets it. */
export function placeIn(files: readonly SettingFile[], parameter: string): Position | undefined {
  for (const { path, settings } of files.toReversed()) {
    const last = settings.findLast((it) => sets(it, parameter));
    if (last) return last.at ?? { file: path, line: 1, column: 1 };
  }
  return undefined;
}

/** Whether a setting is of the parameter itself, or of the whole that the path names a part of. */
export function sets({ path }: Setting, parameter: string): boolean {
  return parameter === path || parameter.startsWith(`${path}.`);
}
