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
import type { Loaded } from './loaded.ts';
import { resolveParameters, settingsOf, type Setting } from './parameters.ts';
import { UnusableInput, type Problem } from './problem.ts';
import { nearestFile } from './nearest.ts';
import { findReference, type Complaint } from './reference.ts';
import type { AnyScenario, InputFlag } from './scenario.ts';
import { readEntries, type Said } from './scenario-keys.ts';
import { inOrder, loadScenarioModule } from './scenario-module.ts';
import { secondsFrom } from './seconds.ts';
import type { Position } from './source-position.ts';
import { YamlMapping, type Entry } from './yaml-mapping.ts';

/**
 * Reads a file and the scenario that it names, and checks that its settings are parameters of it.
 *
 * @throws UnusableInput with everything that is wrong, and where
 */
export async function readScenarioFile(path: string, registry: readonly AnyScenario[]): Promise<Loaded> {
  const yaml = new YamlMapping(path, textOf(path));
  const said = readEntries(yaml.entries);
  const named = said.entry('scenario');
  if (!named) throw new UnusableInput([...absence(yaml, registry), ...said.problems]);
  const origin = await loadNamed({ named, folder: dirname(path), registry, problems: said.problems });
  const settings = settingsOf(origin.scenario, said.object('set') ?? {});
  const { inputs, problems } = inputsOf(said, dirname(path), origin.scenario);
  const all = [...said.problems, ...checkSettings({ scenario: origin.scenario, said, settings, yaml, named }), ...problems];
  if (all.length > 0) throw new UnusableInput(inOrder(all));
  return {
    ...origin,
    ...optionsOf(said),
    inputs,
    settings,
    where: (parameter) => (isSet(parameter, settings) ? yaml.find('set', parameter) : undefined),
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

/** Whether the file sets a parameter itself, the whole of it, or the part that the path names. */
function isSet(parameter: string, settings: readonly Setting[]): boolean {
  return settings.some(({ path }) => parameter === path || parameter.startsWith(`${path}.`));
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
  /** What is wrong already, to be told together with what is wrong with the name. */
  readonly problems: readonly Problem[];
}

async function loadNamed({ named, folder, registry, problems }: Naming): Promise<Pick<Loaded, 'scenario' | 'source'>> {
  const found = findReference(String(named.value), registry, folder);
  switch (found.type) {
    case 'built-in':
      return { scenario: found.scenario, source: { type: 'built-in', name: found.scenario.name } };
    case 'module':
      try {
        return { scenario: await loadScenarioModule(found.path), source: { type: 'module', path: found.path } };
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
  readonly yaml: YamlMapping;
  readonly named: Entry;
}

/** A preset that there is not is told together with what is wrong with the settings. */
function checkSettings({ scenario, said, settings, yaml, named }: Settings): readonly Problem[] {
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
  const ofSettings = problemsOf(scenario, isPreset ? preset : undefined, settings).map(({ path, ...complaint }) => ({
    ...(yaml.find('set', path) ?? presetAt),
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

const INPUTS: readonly InputFlag[] = ['decks', 'swf'];

function inputsOf(said: Said, folder: string, scenario: AnyScenario): Pick<Loaded, 'inputs'> & { readonly problems: readonly Problem[] } {
  const inputs: Partial<Record<InputFlag, string>> = {};
  const problems: Problem[] = [];
  for (const flag of INPUTS) {
    const entry = said.entry(flag);
    const given = said.text(flag);
    if (!entry || given === undefined) continue;
    const path = isAbsolute(given) ? given : join(folder, given);
    const complaint = checkInput({ flag, given, path, scenario });
    if (complaint) problems.push({ ...entry.valueAt, ...complaint });
    inputs[flag] = path;
  }
  return { inputs, problems };
}

interface InputFile {
  readonly flag: InputFlag;
  readonly given: string;
  readonly path: string;
  readonly scenario: AnyScenario;
}

function checkInput({ flag, given, path, scenario }: InputFile): Complaint | undefined {
  const flags = Object.keys(scenario.inputs ?? {});
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
