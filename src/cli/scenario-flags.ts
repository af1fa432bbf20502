/** The flags that scenarios bring along: files of work, files of parameters, and views. Their names are known to them alone. */
import { Option, type Command } from 'commander';
import { fileKeysOf } from '../scenarios/scenario-keys.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import { EXIT, Stop } from './exit.ts';

/** What was given of such flags, by their names. */
export interface GivenFlags {
  /** Paths, of work as well as of parameters. */
  readonly files: Readonly<Record<string, string>>;
  /** Whom or what to view; each once. */
  readonly views: Readonly<Record<string, readonly string[]>>;
}

/** A flag for each input of each scenario, and what goes with it. */
export function addInputFlags(command: Command, registry: readonly AnyScenario[]): Command {
  for (const { name, said } of flagsOf(registry, 'inputs'))
    command.addOption(new Option(`--${name} <path>`, `work from ${said}`).helpGroup(WORK_GROUP));
  return command;
}

/** Of work from files, in the help. */
export const WORK_GROUP = 'Work from files:';

export function addSettingFlags(command: Command, registry: readonly AnyScenario[]): Command {
  for (const { name, said } of flagsOf(registry, 'settingFiles'))
    command.addOption(new Option(`--${name} <path>`, `parameters from ${said}`).helpGroup('Parameters from files:'));
  return command;
}

export function addViewFlags(command: Command, registry: readonly AnyScenario[]): Command {
  const collect = (name: string, before: readonly string[] = []): readonly string[] => [...new Set([...before, name])];
  for (const { name, said, argument } of flagsOf(registry, 'views'))
    command.addOption(
      new Option(`--${name} <${argument}>`, `${said}, in place of the report; repeatable`).helpGroup('Views:').argParser(collect),
    );
  return command;
}

/** Takes the scenarios' own flags out of what the command line was given. */
export function givenFlags(registry: readonly AnyScenario[], options: Readonly<Record<string, unknown>>): GivenFlags {
  const given = (names: readonly string[]): readonly (readonly [string, unknown])[] =>
    names.flatMap((name) => (Object.hasOwn(options, name) && options[name] !== undefined ? [[name, options[name]] as const] : []));
  const views = flagsOf(registry, 'views').map(({ name }) => name);
  return {
    files: Object.fromEntries(given(fileKeysOf(registry)).map(([name, path]) => [name, String(path)])),
    views: Object.fromEntries(given(views).map(([name, asked]) => [name, Array.isArray(asked) ? asked.map(String) : [String(asked)]])),
  };
}

/** @throws Stop if a flag is not one of the scenario's own */
export function refuseOtherFlags(scenario: AnyScenario, { files, views }: GivenFlags): void {
  const filesOfIt = fileKeysOf([scenario]);
  const viewsOfIt = Object.keys(scenario.views ?? {});
  const other = Object.keys(files).find((it) => !filesOfIt.includes(it)) ?? Object.keys(views).find((it) => !viewsOfIt.includes(it));
  if (other === undefined) return;
  const takes = [...filesOfIt, ...viewsOfIt].map((it) => `--${it}`);
  throw new Stop(EXIT.usage, `scenario '${scenario.name}' takes no --${other}; it takes ${takes.join(', ') || 'no input files'}.`);
}

interface Flag {
  readonly name: string;
  /** What it brings, in words; whose it is, where there are several scenarios. */
  readonly said: string;
  /** Of a view. */
  readonly argument: string;
}

interface Described {
  readonly description: string;
  readonly argument?: string;
}

/** One for each name, in order of the first scenario that has it. */
function flagsOf(registry: readonly AnyScenario[], member: 'inputs' | 'settingFiles' | 'views'): readonly Flag[] {
  const owners = new Map<string, { readonly scenario: string; readonly it: Described }[]>();
  for (const scenario of registry) {
    for (const [name, it] of Object.entries<Described>(scenario[member] ?? {}))
      owners.set(name, [...(owners.get(name) ?? []), { scenario: scenario.name, it }]);
  }
  return [...owners].map(([name, all]) => {
    const said = [...new Set(all.map(({ it }) => it.description))].map((description) => {
      const those = all.filter(({ it }) => it.description === description).map(({ scenario }) => scenario);
      return registry.length === 1 ? description : `${description} (${those.join(', ')})`;
    });
    return { name, said: said.join('; '), argument: all[0]?.it.argument ?? 'name' };
  });
}
