/** The flags that several commands share, and how their values are read. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { parse as parseYaml } from 'yaml';
import type { EngineName } from '../actors/stepper.ts';
import type { Setting } from '../scenarios/parameters.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import { secondsFrom } from '../scenarios/seconds.ts';
import type { OutputFlags } from './outputs.ts';
import { addInputFlags, addSettingFlags, WORK_GROUP } from './scenario-flags.ts';

export interface WorkOptions {
  readonly seed?: number;
  readonly set: readonly Setting[];
  readonly preset?: string;
  /** Simulated seconds. */
  readonly until?: number;
  readonly maxEvents?: number;
  readonly limit?: number;
  readonly timeScale?: number;
  readonly engine?: EngineName;
}

export interface OutputOptions extends OutputFlags {
  readonly json?: true;
  readonly quiet?: true;
  readonly stately?: string;
}

/** What a run is made from; of files, what the scenarios of the registry read. */
export function addWorkFlags(command: Command, registry: readonly AnyScenario[]): Command {
  command
    .option('--seed <n>', 'the seed of every random number (default: 1)', wholeFrom(0))
    .option('--set <path=value>', 'set a parameter; repeatable; the value is YAML', collectSetting, [])
    .option('--preset <name>', 'start from a preset of the scenario')
    .option('--until <time>', 'end at a simulated time: seconds, or 90s, 45m, 8h, 2d', duration)
    .option('--max-events <n>', 'end after so many events, as incomplete (exit code 2)', wholeFrom(1))
    .addOption(engineFlag());
  addInputFlags(command, registry)
    .addOption(
      new Option('--limit <n>', 'take only the first n items of that work, such as decks or jobs')
        .helpGroup(WORK_GROUP)
        .argParser(wholeFrom(1)),
    )
    .addOption(
      new Option('--time-scale <x>', 'multiply the times at which that work arrives; below 1: a heavier load')
        .helpGroup(WORK_GROUP)
        .argParser(positive),
    );
  return addSettingFlags(command, registry);
}

/** What steps the machines. */
export function engineFlag(): Option {
  const engines: readonly EngineName[] = ['compiled', 'xstate'];
  return new Option(
    '--engine <name>',
    "what steps the machines: compiled (default), or xstate, XState's interpreter: slower, and the same",
  ).choices(engines);
}

/** What it leaves behind. */
export function addOutputFlags(command: Command): Command {
  return command
    .option('--json', 'print one JSON object, and nothing else, on standard output')
    .option('--csv <file>', 'write a row for each job')
    .option('--trace <file>', 'write the trace (JSON Lines), from which replay runs')
    .option('--chrome-trace <file>', 'write a trace for Perfetto (ui.perfetto.dev), a track for each actor')
    .option('--mermaid <file>', 'write a sequence diagram in Mermaid')
    .option('--html <file>', 'write the inspector with the run inside, as one file that needs no server')
    .option('--stately <url>', 'send the run to a receiver of @statelyai/inspect, at the address of its web socket')
    .option('--quiet', 'no progress, no notes about the input, and no report');
}

export function wholeFrom(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`Expected a whole number from ${least}.`);
    return value;
  };
}

function positive(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('Expected a number above 0.');
  return value;
}

function duration(text: string): number {
  const seconds = secondsFrom(text);
  if (seconds === undefined) throw new InvalidArgumentError('Expected seconds, or a number with a unit: 90s, 45m, 8h, 2d.');
  return seconds;
}

export function collectSetting(text: string, before: readonly Setting[]): readonly Setting[] {
  const at = text.indexOf('=');
  if (at <= 0) throw new InvalidArgumentError('Expected path=value, as in --set operator.groupBy=user.');
  try {
    return [...before, { path: text.slice(0, at), value: parseYaml(text.slice(at + 1), { logLevel: 'error' }) as unknown }];
  } catch {
    throw new InvalidArgumentError(`Expected a YAML value after '=', as in 3, compiler, [60, 600] or '{type: exponential, mean: 10}'.`);
  }
}
