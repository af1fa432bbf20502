/**
 * A YAML file that names a scenario and sets its parameters.
 *
 *     scenario: batch
 *     preset: rough
 *     seed: 7
 *     set:
 *       operator: { groupBy: user, largestBatch: 10 }
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { EngineName } from '../actors/stepper.ts';
import { inDeclaredOrder, placeIn, readSettingFile, sets, type Loaded, type SettingFile } from './loaded.ts';
import { resolveParameters, settingsOf, type Setting } from './parameters.ts';
import { UnusableInput, type Problem } from './problem.ts';
import { nearestFile } from './nearest.ts';
import { findReference, type Complaint } from './reference.ts';
import type { AnyScenario } from './scenario.ts';
import { fileKeysOf, readEntries, type Said } from './scenario-keys.ts';
import { inOrder, loadScenarioModule } from './scenario-module.ts';
import { secondsFrom } from './seconds.ts';
import type { Position } from './source-position.ts';
import { YamlMapping, type Entry } from './yaml-mapping.ts';

/**
 * Reads a file and the scenario that it names, and checks that its settings are parameters of it.
 *
 * @throws UnusableInput with everything that is wrong, and where
 */
export async function readScenarioFile(path: string, registry: readonly AnyScenario[], engine: EngineName): Promise<Loaded> {
  const yaml = new YamlMapping(path, textOf(path));
  const first = readEntries(yaml.entries, fileKeysOf(registry));
  const named = first.entry('scenario');
  if (!named) throw new UnusableInput([...absence(yaml, registry), ...first.problems]);
  const origin = await loadNamed({ named, folder: dirname(path), registry, engine, problems: first.problems });
  const { scenario } = origin;
  // A module's own names of files are known only now.
  const said = readEntries(yaml.entries, fileKeysOf([...registry, scenario]));
  const settings = settingsOf(scenario, said.object('set') ?? {});
  const { inputs, settingFiles, problems } = filesOf(said, dirname(path), scenario);
  const files = inDeclaredOrder(scenario, settingFiles);
  // Settings may need what a file was to say: they are looked at once it can be read.
  const isComplete = said.files.every(({ key }) => !scenario.settingFiles?.[key] || settingFiles[key]);
  const ofSettings = isComplete ? checkSettings({ scenario, said, settings, files, yaml, named }) : [];
  const all = [...said.problems, ...ofSettings, ...problems];
  if (all.length > 0) throw new UnusableInput(inOrder(all));
  return {
    ...origin,
    ...optionsOf(said),
    inputs,
    settingFiles,
    settings,
    where: (parameter) => (settings.some((it) => sets(it, parameter)) ? yaml.find('set', parameter) : undefined),
  };
}

type Options = Pick<Loaded, 'preset' | 'seed' | 'untilS' | 'limit' | 'timeScale'>;

function optionsOf(said: Said): Options {
  const until = said.text('until');
  const options: { readonly [name in keyof Options]: Options[name] | undefined } = {
    preset: said.text('preset'),
    seed: said.number('seed'),
    untilS: until === undefined ? said.number('until') : secondsFrom(until),
    limit: said.number('limit'),
    timeScale: said.number('timeScale'),
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function absence(yaml: YamlMapping, registry: readonly AnyScenario[]): readonly Problem[] {
  if (yaml.entries.some(({ key }) => key === 'scenario')) return [];
  const hint = `Add scenario: ${registry[0]?.name ?? './my-scenario.ts'}`;
  return [{ ...yaml.start, found: "no key 'scenario'", expected: 'the name of a scenario, or the path of a module', hint }];
}

interface Naming {
  readonly named: Entry;
  readonly folder: string;
  readonly registry: readonly AnyScenario[];
  readonly engine: EngineName;
  /** What is wrong already, to be told together with what is wrong with the name. */
  readonly problems: readonly Problem[];
}

async function loadNamed({ named, folder, registry, engine, problems }: Naming): Promise<Pick<Loaded, 'scenario' | 'source'>> {
  const found = findReference(String(named.value), registry, folder);
  switch (found.type) {
    case 'built-in':
      return { scenario: found.scenario, source: { type: 'built-in', name: found.scenario.name } };
    case 'module':
      try {
        return { scenario: await loadScenarioModule(found.path, engine), source: { type: 'module', path: found.path } };
      } catch (cause) {
        if (cause instanceof UnusableInput) throw new UnusableInput([...inOrder(problems), ...cause.problems]);
        throw cause;
      }
    case 'yaml':
      throw refusal(problems, named.valueAt, {
        found: `${JSON.stringify(named.value)}, another YAML file`,
        expected: 'the name of a scenario, or the path of a module',
      });
    case 'unknown':
      throw refusal(problems, named.valueAt, found.complaint);
  }
}

interface Settings {
  readonly scenario: AnyScenario;
  readonly said: Said;
  readonly settings: readonly Setting[];
  /** Whose settings come after those. */
  readonly files: readonly SettingFile[];
  readonly yaml: YamlMapping;
  readonly named: Entry;
}

/** A preset that there is not is told together with what is wrong with the settings. */
function checkSettings({ scenario, said, settings, files, yaml, named }: Settings): readonly Problem[] {
  const preset = said.text('preset');
  const presetAt = said.entry('preset')?.valueAt ?? named.valueAt;
  const isPreset = preset === undefined || Object.hasOwn(scenario.presets ?? {}, preset);
  const ofPreset = isPreset
    ? []
    : problemsOf(scenario, preset, []).map(({ path, ...complaint }) => ({
        ...presetAt,
        ...complaint,
        found: `the ${path} ${complaint.found}`,
      }));
  const together = [...settings, ...files.flatMap((it) => it.settings)];
  const ofSettings = problemsOf(scenario, isPreset ? preset : undefined, together).map(({ path, ...complaint }) => ({
    ...(placeIn(files, path) ?? yaml.find('set', path) ?? presetAt),
    ...complaint,
    found: `${complaint.found} for ${path}`,
  }));
  return [...ofPreset, ...ofSettings];
}

function problemsOf(
  scenario: AnyScenario,
  preset: string | undefined,
  settings: readonly Setting[],
): readonly (Complaint & { readonly path: string })[] {
  const resolved = resolveParameters(scenario, preset, settings);
  return 'problems' in resolved ? resolved.problems : [];
}

type Files = Pick<Loaded, 'inputs' | 'settingFiles'> & { readonly problems: readonly Problem[] };

function filesOf(said: Said, folder: string, scenario: AnyScenario): Files {
  const inputs: Record<string, string> = {};
  const settingFiles: Record<string, SettingFile> = {};
  const problems: Problem[] = [];
  for (const { key, value, valueAt } of said.files) {
    const given = String(value);
    const path = isAbsolute(given) ? given : join(folder, given);
    const complaint = checkFile({ flag: key, given, path, scenario });
    const reader = scenario.settingFiles?.[key];
    if (complaint) problems.push({ ...valueAt, ...complaint });
    else if (!reader) inputs[key] = path;
    else {
      try {
        settingFiles[key] = readSettingFile(reader, path);
      } catch (cause) {
        if (!(cause instanceof UnusableInput)) throw cause;
        problems.push(...cause.problems);
      }
    }
  }
  return { inputs, settingFiles, problems };
}

interface InputFile {
  readonly flag: string;
  readonly given: string;
  readonly path: string;
  readonly scenario: AnyScenario;
}

function checkFile({ flag, given, path, scenario }: InputFile): Complaint | undefined {
  const flags = fileKeysOf([scenario]);
  if (!flags.includes(flag)) {
    return {
      found: `${flag} for the scenario ${scenario.name}`,
      expected: flags.length === 0 ? 'no input from files, of which it takes none' : `${flags.join(' or ')}, which it takes`,
    };
  }
  if (statSync(path, { throwIfNoEntry: false })) return undefined;
  const hint = nearestFile(path);
  return {
    found: `${JSON.stringify(given)}, a path that does not exist`,
    expected: 'a path, relative to this file',
    ...(hint === undefined ? {} : { hint }),
  };
}

const BYTES_MAX = 1024 * 1024;

function textOf(file: string): string {
  const start: Position = { file, line: 1, column: 1 };
  if (statSync(file).size > BYTES_MAX)
    throw refusal([], start, { found: 'a file of more than 1 MiB', expected: 'settings, which are short' });
  const bytes = bytesOf(file, start);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What cannot be decoded comes out as the replacement character; at worst, the file has one of its own before.
    const line = bytes.toString('utf8').split('\uFFFD', 1)[0]?.split('\n').length ?? 1;
    throw refusal([], { ...start, line }, { found: 'bytes that are no text', expected: 'UTF-8' });
  }
}

function bytesOf(file: string, start: Position): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw refusal([], start, {
      found: `a file that cannot be read (${cause instanceof Error ? cause.message : String(cause)})`,
      expected: 'a file that can',
    });
  }
}

function refusal(problems: readonly Problem[], at: Position, complaint: Complaint): UnusableInput {
  return new UnusableInput(inOrder([...problems, { ...at, ...complaint }]));
}
