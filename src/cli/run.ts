/** `chartwright run`: plays one schedule of a scenario. */
import type { Command } from 'commander';
import { scenarios } from '../scenarios/index.ts';
import { loadScenario } from '../scenarios/load.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import { Simulation } from '../simulator/simulation.ts';
import { traceHead } from '../simulator/trace-file.ts';
import { version } from '../version.ts';
import { commandAgain } from './again.ts';
import { drive } from './drive.ts';
import type { ExitCode } from './exit.ts';
import { addOutputFlags, addWorkFlags, type OutputOptions, type WorkOptions } from './flags.ts';
import { complainAbout } from './io.ts';
import { openOutputs } from './outputs.ts';
import { prepare } from './prepare.ts';
import { exitCodeOf, present } from './present.ts';
import { addViewFlags, givenFlags, type GivenFlags } from './scenario-flags.ts';
import { followWithStately } from './stately.ts';
import { watchViews } from './views.ts';

export interface RunOptions extends WorkOptions, OutputOptions {
  readonly strict?: true;
  readonly checked?: true;
}

export function addRun(program: Command, done: (code: ExitCode) => void, registry: readonly AnyScenario[] = scenarios): void {
  const command = program
    .command('run')
    .summary('play one schedule of a scenario')
    .description('Plays one schedule of a scenario in virtual time and reports what happened.')
    .argument(
      '<scenario>',
      'a built-in scenario, a YAML file that names one and sets its parameters, or a TypeScript or JavaScript module of your own',
    );
  addWorkFlags(command, registry);
  addViewFlags(command, registry);
  addOutputFlags(command)
    .option('--strict', 'exit with 1 if a deck was refused or a line of the input left out')
    .option('--checked', 'look for hidden state and check the properties after every event; some five times slower')
    .addHelpText(
      'after',
      `
Examples:
  chartwright run batch                                  a day with made-up work
  chartwright run batch --decks examples/decks           the same shop on a folder of decks
  chartwright run batch --set operator.groupBy=user --set operator.setUpS=300
  chartwright run batch --preset bare --swf trace.swf.gz --json
  chartwright run distributed --sessions examples/sessions --screen alice
  chartwright run distributed --preset campus --set placement.policy=threshold
  chartwright run batch --trace day.jsonl && chartwright replay day.jsonl --verify
  chartwright list batch                                 its presets and parameters

Exit codes: 0 done; 1 a verdict against (violated, or --strict); 2 a bound was reached;
64 wrong usage; 65 unusable input; 130 interrupted. Reaching --until is done, as asked.`,
    )
    .action(async (reference: string, options: RunOptions & Readonly<Record<string, unknown>>) =>
      done(await run({ reference, options, given: givenFlags(registry, options), registry })),
    );
}

interface RunRequest {
  readonly reference: string;
  readonly options: RunOptions;
  readonly given: GivenFlags;
  readonly registry: readonly AnyScenario[];
}

async function run({ reference, options, given, registry }: RunRequest): Promise<ExitCode> {
  const loaded = await loadScenario(reference, registry, options.engine);
  const prepared = prepare(loaded, options, given);
  const { scenario } = loaded;
  const simulation = new Simulation({ ...prepared.simulation, ...(options.checked ? { checked: true } : {}) });
  const views = watchViews(simulation, prepared.simulation, given.views);
  const name = loaded.source.type === 'built-in' ? loaded.source.name : loaded.source.path;
  const followed = await followWithStately(options.stately, simulation, scenario);
  const outputs = openOutputs(options, simulation, {
    head: traceHead(name, prepared.simulation, { version, input: prepared.input?.summary }),
    reference: name,
    options: prepared.simulation,
    inputs: [reference, ...Object.values(given.files)],
  });
  const { quiet = false } = options;
  if (!quiet) complainAbout(prepared.input?.problems ?? [], 'problems in the input');
  try {
    const { result, wallMs, failure } = await drive(simulation, { quiet, room: followed?.room });
    await followed?.end();
    const files = outputs.finish(result);
    present({
      scenario,
      reference,
      params: prepared.simulation.params,
      input: prepared.input,
      settingFiles: prepared.settingFiles,
      views,
      result,
      wallMs,
      files,
      options,
      again: (more) => commandAgain({ reference, options, files: given.files }, more),
      failure,
    });
    outputs.complain();
    if (failure !== undefined) throw failure;
    return exitCodeOf(result, { strict: options.strict === true, problems: prepared.input?.problems.length ?? 0 });
  } catch (cause) {
    outputs.discard();
    throw cause;
  }
}
