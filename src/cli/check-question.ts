/** From a scenario and the flags of `check` to the question that the checker is asked. */
import { existsSync } from 'node:fs';
import { BUILT_IN, type CheckOptions } from '../checker/check-options.ts';
import type { Property } from '../properties/property.ts';
import type { NetworkModel } from '../scenarios/check-spec.ts';
import { didYouMean } from '../scenarios/nearest.ts';
import type { Loaded } from '../scenarios/loaded.ts';
import type { AnyScenario, Input } from '../scenarios/scenario.ts';
import { networkFrom, type CheckFlags } from './check-flags.ts';
import { EXIT, Stop } from './exit.ts';
import { prepare, type Prepared } from './prepare.ts';
import { givenFlags, type GivenFlags } from './scenario-flags.ts';

export interface Question {
  readonly options: CheckOptions;
  readonly input: Input<unknown> | undefined;
  readonly settingFiles: Prepared['settingFiles'];
  /** The paths that were given, by the scenario's own flags. */
  readonly files: GivenFlags['files'];
  /** Properties that were not asked for by name, and that this search cannot decide. */
  readonly leftOut: readonly Property[];
}

export type AnyFlags = CheckFlags & Readonly<Record<string, unknown>>;

/** @throws Stop for wrong usage, UnusableInput for files that cannot be used */
export function questionOf(loaded: Loaded, flags: AnyFlags, registry: readonly AnyScenario[]): Question {
  const { scenario } = loaded;
  const { network, given } = networkOf(scenario, flags, registry);
  const { simulation, input, settingFiles } = prepare(loaded, flags, given, scenario.check?.set);
  const { params, items, seed, engine } = simulation;
  const { only, leftOut } = chosen(scenario, flags);
  const options: CheckOptions = {
    scenario,
    params,
    seed,
    ...(items ? { items } : {}),
    ...(engine ? { engine } : {}),
    ...(network ? { network } : {}),
    ...(flags.timers ? { timers: flags.timers === 'any' ? 'any' : 'in order' } : {}),
    ...(flags.faults ? { faults: flags.faults } : {}),
    ...(only ? { only } : {}),
    symmetry: flags.symmetry === true,
    reduction: flags.reduction === true,
    exact: flags.exact === true,
    all: flags.all === true,
    search: flags.depthFirst ? 'depth first' : flags.randomWalk ? 'random walk' : 'breadth first',
    limits: {
      ...(flags.maxStates === undefined ? {} : { statesMax: flags.maxStates }),
      ...(flags.maxDepth === undefined ? {} : { depthMax: flags.maxDepth }),
      ...(flags.maxSeconds === undefined ? {} : { secondsMax: flags.maxSeconds }),
      ...(flags.maxMemory === undefined ? {} : { memoryBytesMax: flags.maxMemory }),
    },
  };
  return { options, input, settingFiles, files: given.files, leftOut };
}

/** How many of each fault may befall. */
export function budgetOf({ faults, scenario }: CheckOptions): Readonly<Record<string, number>> {
  return faults ?? scenario.check?.budget ?? {};
}

/** `--network` is a model of the network, or, where a scenario takes such a file, the path of one that describes its machines. */
function networkOf(
  scenario: AnyScenario,
  flags: AnyFlags,
  registry: readonly AnyScenario[],
): { readonly network: NetworkModel | undefined; readonly given: GivenFlags } {
  const { network: text, ...others } = flags;
  const given = givenFlags(registry, others);
  if (text === undefined) return { network: undefined, given };
  const network = networkFrom(text);
  if (network) return { network, given };
  const takesFile = scenario.settingFiles?.['network'] !== undefined;
  if (takesFile && (/\.ya?ml$|[\\/]/.test(text) || existsSync(text)))
    return { network: undefined, given: { ...given, files: { ...given.files, network: text } } };
  const orFile = takesFile ? '; or a file that describes the machines' : '';
  throw new Stop(
    EXIT.usage,
    `--network ${text}: expected ordered, unordered or set, and lossy or duplicating if it is, as in unordered,lossy${orFile}.`,
  );
}

/** What is asked, by names; without them, all that such a search can decide. */
function chosen(scenario: AnyScenario, flags: CheckFlags): { readonly only?: readonly string[]; readonly leftOut: readonly Property[] } {
  if (flags.property) return { only: flags.property.map((it) => propertyNamed(scenario, it)), leftOut: [] };
  const { properties = [] } = scenario;
  const leftOut = properties.filter(({ type }) => !isDecidable(type, flags));
  if (leftOut.length === 0) return { leftOut };
  const only = [...properties.filter((it) => !leftOut.includes(it)).map(({ name }) => name), ...Object.values(BUILT_IN)];
  return { only, leftOut };
}

/** What is about paths takes all states and all steps between them; with symmetry, nobody can be remembered. */
function isDecidable(type: Property['type'], { depthFirst, randomWalk, symmetry, reduction }: CheckFlags): boolean {
  if (type === 'eventually' || type === 'leadsTo') return !depthFirst && !randomWalk && !symmetry && !reduction;
  return type !== 'throughout' || !symmetry;
}

/** @throws Stop for a name that none, or several, have */
function propertyNamed(scenario: AnyScenario, text: string): string {
  const names: readonly string[] = [...(scenario.properties ?? []).map(({ name }) => name), ...Object.values(BUILT_IN)];
  if (names.includes(text)) return text;
  const like = names.filter((it) => it.toLowerCase().includes(text.toLowerCase()));
  const [only, another] = like;
  if (only !== undefined && another === undefined) return only;
  const expected = (another === undefined ? names : like).map((it) => `\n  "${it}"`).join('');
  const hint = didYouMean(text, names);
  throw new Stop(
    EXIT.usage,
    `--property "${text}" is ${another === undefined ? 'no part of a name' : 'a part of several names'}; expected one of${expected}${hint ? `\n${hint}` : ''}`,
  );
}
