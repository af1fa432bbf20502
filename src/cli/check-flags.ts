/** The flags of `check`, and how their values are read. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { NetworkModel } from '../scenarios/check-spec.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import { addInputFlags, addSettingFlags, WORK_GROUP } from './scenario-flags.ts';
import { collectSetting, engineFlag, wholeFrom, type WorkOptions } from './flags.ts';

export interface CheckFlags extends Pick<WorkOptions, 'seed' | 'set' | 'preset' | 'limit' | 'timeScale' | 'engine'> {
  /** A model of the network, or the path of a file with one of the scenario's parameters. */
  readonly network?: string;
  readonly timers?: 'any' | 'in-order';
  readonly faults?: Readonly<Record<string, number>>;
  readonly property?: readonly string[];
  readonly symmetry?: true;
  readonly reduction?: true;
  readonly exact?: true;
  readonly depthFirst?: true;
  readonly randomWalk?: true;
  readonly all?: true;
  readonly maxStates?: number;
  readonly maxDepth?: number;
  readonly maxSeconds?: number;
  readonly maxMemory?: number;
  readonly json?: true;
  readonly quiet?: true;
  readonly trace?: string;
  readonly mermaid?: string;
  readonly test?: string;
}

const MODEL = 'The model:';
const SEARCH = 'The search:';
const LIMITS = 'Limits (reaching one leaves the check incomplete, exit code 2):';
const OUTPUT = 'What it leaves behind:';

export function addCheckFlags(command: Command, registry: readonly AnyScenario[]): Command {
  const add = (group: string, option: Option): unknown => command.addOption(option.helpGroup(group));
  command
    .option('--set <path=value>', 'set a parameter; repeatable; the value is YAML', collectSetting, [])
    .option('--preset <name>', 'start from a preset of the scenario')
    .option('--seed <n>', 'of made-up work, and of a random walk (default: 1)', wholeFrom(0));
  addInputFlags(command, registry).addOption(
    new Option('--limit <n>', 'take only the first n items of that work').helpGroup(WORK_GROUP).argParser(wholeFrom(1)),
  );
  addSettingFlags(command, registry.map(withoutNetwork));
  const files = registry.flatMap(({ name, settingFiles = {} }) => (settingFiles['network'] ? [name] : []));
  const orFile = files.length === 0 ? '' : `; or, as in run, a file that describes the machines (${files.join(', ')})`;
  add(MODEL, new Option('--network <model>', `${ORDERS.join(', ')}; with lossy, duplicating: unordered,lossy${orFile}`));
  add(MODEL, new Option('--timers <order>', 'which timers may go off next: any, or by their lengths').choices(['any', 'in-order']));
  add(MODEL, new Option('--faults <budget>', 'how many of each: crash=1,loss=2; or none').argParser(budget));
  add(MODEL, new Option('--property <name>', 'check only this one, or a part of its name; repeatable').argParser(collect));
  add(SEARCH, new Option('--symmetry', 'take states that differ only by who is who for one'));
  add(SEARCH, new Option('--reduction', 'leave out orders of steps that come to the same'));
  add(SEARCH, new Option('--exact', 'keep whole states, rather than fingerprints of them'));
  add(SEARCH, new Option('--depth-first', 'deep before wide: less waits to be looked at; paths are not the shortest'));
  add(SEARCH, new Option('--random-walk', 'walk at random, for what is too large: finds, but never proves').conflicts('depthFirst'));
  add(SEARCH, new Option('--all', 'go on after a violation, until each property has its verdict'));
  add(SEARCH, engineFlag());
  add(LIMITS, new Option('--max-states <n>', 'distinct states').argParser(wholeFrom(1)));
  add(LIMITS, new Option('--max-depth <n>', 'states on a path; the initial one is the first').argParser(wholeFrom(1)));
  add(LIMITS, new Option('--max-seconds <n>', 'seconds of real time').argParser(wholeFrom(1)));
  add(LIMITS, new Option('--max-memory <size>', 'MiB, or a size such as 2GiB (default: half of what there is)').argParser(size));
  add(OUTPUT, new Option('--json', 'print one JSON object, and nothing else, on standard output'));
  add(OUTPUT, new Option('--trace <file>', 'write the counterexample as a trace, which replay runs'));
  add(OUTPUT, new Option('--mermaid <file>', 'write it as a sequence diagram in Mermaid'));
  add(OUTPUT, new Option('--test <file>', 'write a Vitest test that fails as long as it is so'));
  add(OUTPUT, new Option('--quiet', 'no progress, and no report'));
  return command;
}

/** `--network` is one flag, whichever of the two it is given. */
function withoutNetwork(scenario: AnyScenario): AnyScenario {
  const { network: _network, ...others } = scenario.settingFiles ?? {};
  return { ...scenario, settingFiles: others };
}

const ORDERS = ['ordered', 'unordered', 'set'] as const;
const MODIFIERS = ['lossy', 'duplicating'];

/** A model of the network from its words; undefined if they are not such words. */
export function networkFrom(text: string): NetworkModel | undefined {
  const words = text.split(',').map((it) => it.trim());
  const order = words.flatMap((word) => ORDERS.filter((it) => it === word));
  if (order.length > 1 || !words.every((word) => MODIFIERS.includes(word) || ORDERS.some((it) => it === word))) return undefined;
  return {
    order: order[0] ?? 'ordered',
    ...(words.includes('lossy') ? { lossy: true } : {}),
    ...(words.includes('duplicating') ? { duplicating: true } : {}),
  };
}

function budget(text: string): Readonly<Record<string, number>> {
  if (text === 'none') return {};
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [name = '', count = '1', ...more] = part.split('=').map((it) => it.trim());
      if (name === '' || more.length > 0 || !/^\d{1,6}$/.test(count))
        throw new InvalidArgumentError('Expected names with numbers, as in crash=1,loss=2; or none.');
      return [name, Number(count)];
    }),
  );
}

function collect(name: string, before: readonly string[] = []): readonly string[] {
  return [...before, name];
}

const UNITS: Readonly<Record<string, number>> = { KB: 1e3, MB: 1e6, GB: 1e9, KIB: 2 ** 10, MIB: 2 ** 20, GIB: 2 ** 30 };

function size(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmg]i?b)?$/i.exec(text) ?? [];
  const bytes = Number(number) * (UNITS[unit.toUpperCase()] ?? 2 ** 20);
  if (!(bytes > 0)) throw new InvalidArgumentError('Expected MiB, or a size with its unit: 800MB, 2GiB.');
  return bytes;
}
