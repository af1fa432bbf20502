/** `chartwright check`: explores every schedule of a scenario, and says whether its properties hold. */
import type { Command } from 'commander';
import type { CheckOptions, CheckResult, PropertyResult } from '../checker/check-options.ts';
import { BUILT_IN } from '../checker/check-options.ts';
import { didYouMean } from '../scenarios/nearest.ts';
import { scenarios } from '../scenarios/index.ts';
import type { NetworkModel } from '../scenarios/check-spec.ts';
import { loadScenario, type Loaded } from '../scenarios/load.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import { addCheckFlags, networkFrom, networkText, type CheckFlags } from './check-flags.ts';
import { explore } from './check-explore.ts';
import { openCheckOutputs } from './check-outputs.ts';
import { presentCheck } from './check-present.ts';
import { EXIT, Stop, type ExitCode } from './exit.ts';
import { complainAbout } from './io.ts';
import { prepare } from './prepare.ts';
import { givenFlags, type GivenFlags } from './scenario-flags.ts';

export function addCheck(program: Command, done: (code: ExitCode) => void, registry: readonly AnyScenario[] = scenarios): void {
  const command = program
    .command('check')
    .summary('explore every schedule of a scenario')
    .description(
      'Explores every schedule of a scenario: all orders of messages and timers, all choices, and as many faults as a budget allows; ' +
        'and says whether its properties hold. The same machines as in run, with a small workload that the scenario has for it.',
    )
    .argument('<scenario>', 'a built-in scenario, a YAML file, a module of your own, or a folder with an index.ts');
  addCheckFlags(command, registry)
    .addHelpText(
      'after',
      `
Examples:
  chartwright check batch                                    the batch shop, small, and every schedule of it
  chartwright check batch --faults power=1
  chartwright check distributed --faults crash=1
  chartwright check examples/two-phase-commit --set managers=3 --json
  chartwright check examples/ping-pong --network unordered
  chartwright check mine.ts --property 'one winner' --trace bug.jsonl && chartwright replay bug.jsonl

Exit codes: 0 it holds; 1 violated; 2 incomplete, a limit was reached; 64 wrong usage; 65 unusable input; 130 interrupted.`,
    )
    .action(async (reference: string, options: CheckFlags & Readonly<Record<string, unknown>>) => done(await checkCommand(reference, options, registry)));
}

async function checkCommand(
  reference: string,
  flags: CheckFlags & Readonly<Record<string, unknown>>,
  registry: readonly AnyScenario[],
): Promise<ExitCode> {
  const loaded = await loadScenario(reference, registry);
  const { scenario } = loaded;
  const { network, given } = networkOf(loaded, flags, registry);
  const { simulation, input } = prepare(loaded, flags, given, scenario.check?.set);
  const { quiet = false } = flags;
  if (!quiet) complainAbout(input?.problems ?? [], 'problems in the input');
  const { params, items, seed } = simulation;
  const options: CheckOptions = {
    scenario,
    params,
    seed,
    ...(items ? { items } : {}),
    ...(network ? { network } : {}),
    ...(flags.timers ? { timers: flags.timers === 'any' ? 'any' : 'in order' } : {}),
    ...(flags.faults ? { faults: flags.faults } : {}),
    ...(flags.property ? { only: flags.property.map((it) => propertyNamed(scenario, it)) } : {}),
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
  const outputs = openCheckOutputs({ flags, loaded, reference, options, summary: input?.summary });
  try {
    const { result, isInterrupted } = await explore(options, { quiet });
    const files = outputs.finish(result);
    presentCheck({ loaded, reference, flags, options, result, isInterrupted, files, networkText: networkText(network ?? scenario.check?.network ?? { order: 'ordered' }) });
    return isInterrupted ? EXIT.interrupted : exitCodeOf(result);
  } catch (cause) {
    outputs.discard();
    throw cause;
  }
}

function exitCodeOf({ verdict }: CheckResult): ExitCode {
  return { holds: EXIT.ok, violated: EXIT.verdict, incomplete: EXIT.incomplete }[verdict];
}

/** `--network` is a model of the network, or a file of the scenario's own. */
function networkOf(
  { scenario }: Loaded,
  flags: CheckFlags & Readonly<Record<string, unknown>>,
  registry: readonly AnyScenario[],
): { readonly network: NetworkModel | undefined; readonly given: GivenFlags } {
  const { network: text, ...others } = flags;
  const given = givenFlags(registry, others);
  if (text === undefined) return { network: undefined, given };
  const network = networkFrom(text);
  if (network) return { network, given };
  if (scenario.settingFiles?.['network'] && /\.ya?ml$|[\\/]/.test(text))
    return { network: undefined, given: { ...given, files: { ...given.files, network: text } } };
  throw new Stop(EXIT.usage, `--network ${text}: expected ordered, unordered or set, with lossy or duplicating, as in unordered,lossy.`);
}

/** @throws Stop for a name that none, or several, have */
function propertyNamed(scenario: AnyScenario, text: string): string {
  const names: readonly PropertyResult['name'][] = [...(scenario.properties ?? []).map(({ name }) => name), ...Object.values(BUILT_IN)];
  if (names.includes(text)) return text;
  const like = names.filter((it) => it.toLowerCase().includes(text.toLowerCase()));
  const [only, another] = like;
  if (only !== undefined && another === undefined) return only;
  const expected = (like.length > 0 ? like : names).map((it) => `\n  "${it}"`).join('');
  const hint = didYouMean(text, names);
  throw new Stop(
    EXIT.usage,
    `--property "${text}" is ${like.length > 0 ? 'a part of several names' : 'no part of a name'}; expected one of${expected}${hint ? `\n${hint}` : ''}`,
  );
}
