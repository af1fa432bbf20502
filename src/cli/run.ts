/** `chartwright run`: plays one schedule of a scenario. */
import type { Command } from 'commander';
import { Random } from '../actors/random.ts';
import { scenarios } from '../scenarios/index.ts';
import { loadScenario, type Loaded } from '../scenarios/load.ts';
import { resolveParameters } from '../scenarios/parameters.ts';
import { describeParameterProblem, type ParameterProblem } from '../scenarios/parameter-problems.ts';
import type { Problem } from '../scenarios/problem.ts';
import type { AnyScenario, Input, InputFlag } from '../scenarios/scenario.ts';
import { Simulation, type SimulationOptions } from '../simulator/simulation.ts';
import { traceHead } from '../simulator/trace-file.ts';
import { version } from '../version.ts';
import { commandAgain } from './again.ts';
import { drive } from './drive.ts';
import { EXIT, Stop, type ExitCode } from './exit.ts';
import { addOutputFlags, addWorkFlags, type OutputOptions, type WorkOptions } from './flags.ts';
import { complainAbout } from './io.ts';
import { openOutputs } from './outputs.ts';
import { exitCodeOf, present } from './present.ts';

export interface RunOptions extends WorkOptions, OutputOptions {
  readonly strict?: true;
  readonly checked?: true;
}

export function addRun(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('run')
    .summary('play one schedule of a scenario')
    .description('Plays one schedule of a scenario in virtual time and reports what happened.')
    .argument(
      '<scenario>',
      'a built-in scenario, a YAML file that names one and sets its parameters, or a TypeScript or JavaScript module of your own',
    );
  addWorkFlags(command);
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
  chartwright run batch --trace day.jsonl && chartwright replay day.jsonl --verify
  chartwright list batch                                 its presets and parameters

Exit codes: 0 done; 1 a verdict against (violated, or --strict); 2 a bound was reached;
64 wrong usage; 65 unusable input; 130 interrupted. Reaching --until is done, as asked.`,
    )
    .action(async (reference: string, options: RunOptions) => done(await run(reference, options)));
}

async function run(reference: string, options: RunOptions): Promise<ExitCode> {
  const loaded = await loadScenario(reference, scenarios);
  const prepared = prepare(loaded, options);
  const { scenario } = loaded;
  const simulation = new Simulation({ ...prepared.simulation, ...(options.checked ? { checked: true } : {}) });
  const name = loaded.source.type === 'built-in' ? loaded.source.name : loaded.source.path;
  const head = traceHead(name, prepared.simulation, { version, input: prepared.input?.summary });
  const outputs = openOutputs(options, simulation, head);
  const { quiet = false } = options;
  if (!quiet) complainAbout(prepared.input?.problems ?? [], 'problems in the input');
  try {
    const { result, wallMs, failure } = await drive(simulation, { quiet });
    const files = outputs.finish(result);
    present({
      scenario,
      reference,
      params: prepared.simulation.params,
      input: prepared.input,
      result,
      wallMs,
      files,
      options,
      again: (more) => commandAgain(reference, options, more),
      failure,
    });
    if (failure !== undefined) throw failure;
    return exitCodeOf(result, { strict: options.strict === true, problems: prepared.input?.problems.length ?? 0 });
  } catch (cause) {
    outputs.discard();
    throw cause;
  }
}

interface Prepared {
  readonly simulation: SimulationOptions;
  readonly input: Input<unknown> | undefined;
}

/** Parameters and work, from the scenario file and the flags; flags win. */
function prepare(loaded: Loaded, options: RunOptions): Prepared {
  const { scenario } = loaded;
  const seed = options.seed ?? loaded.seed ?? 1;
  const resolved = resolveParameters(scenario, options.preset ?? loaded.preset, [...loaded.settings, ...options.set]);
  if ('problems' in resolved) throw refusal(loaded, scenario, resolved.problems);
  const { params } = resolved;
  const input = readInput(loaded, options, params, seed);
  const untilS = options.until ?? loaded.untilS;
  return {
    input,
    simulation: {
      scenario,
      params,
      seed,
      ...(input ? { items: input.items } : {}),
      ...(untilS === undefined ? {} : { untilS }),
      ...(options.maxEvents === undefined ? {} : { eventsMax: options.maxEvents }),
    },
  };
}

function readInput(loaded: Loaded, options: RunOptions, params: unknown, seed: number): Input<unknown> | undefined {
  const given: Partial<Record<InputFlag, string>> = (options.decks ?? options.swf) ? pick(options) : loaded.inputs;
  const flags = (['decks', 'swf'] as const).filter((flag) => given[flag] !== undefined);
  const limit = options.limit ?? loaded.limit;
  const timeScale = options.timeScale ?? loaded.timeScale;
  const [flag, second] = flags;
  if (second !== undefined) throw new Stop(EXIT.usage, `--${flag} and --${second} were both given; expected one source of work.`);
  if (flag === undefined) {
    if (limit !== undefined) throw new Stop(EXIT.usage, '--limit goes with --decks or --swf: it says how much of the input is taken.');
    if (timeScale !== undefined) throw new Stop(EXIT.usage, '--time-scale goes with --swf: it stretches the times of the trace.');
    return undefined;
  }
  if (flag === 'decks' && timeScale !== undefined) throw new Stop(EXIT.usage, '--time-scale goes with --swf: decks have no times.');
  const reader = loaded.scenario.inputs?.[flag];
  const path = given[flag] ?? '';
  if (!reader) {
    const takes = Object.keys(loaded.scenario.inputs ?? {}).map((it) => `--${it}`);
    throw new Stop(EXIT.usage, `scenario '${loaded.scenario.name}' takes no --${flag}; it takes ${takes.join(', ') || 'no input files'}.`);
  }
  return reader.read(path, {
    params,
    random: new Random(seed),
    ...(limit === undefined ? {} : { limit }),
    ...(timeScale === undefined ? {} : { timeScale }),
  });
}

function pick({ decks, swf }: RunOptions): Partial<Record<InputFlag, string>> {
  return { ...(decks === undefined ? {} : { decks }), ...(swf === undefined ? {} : { swf }) };
}

/** A parameter that a file set is wrong input, told by its place; one from the command line is wrong usage. */
function refusal(loaded: Loaded, scenario: AnyScenario, problems: readonly ParameterProblem[]): Stop {
  const placed: Problem[] = [];
  const lines: string[] = [];
  for (const problem of problems) {
    const where = loaded.where(problem.path);
    if (where)
      placed.push({
        ...where,
        found: `${problem.path}: ${problem.found}`,
        expected: problem.expected,
        ...(problem.hint === undefined ? {} : { hint: problem.hint }),
      });
    else lines.push(describeParameterProblem(problem));
  }
  complainAbout(placed, 'problems');
  const code = lines.length === 0 ? EXIT.input : EXIT.usage;
  return new Stop(code, [...lines, `See chartwright list ${scenario.name} for its parameters and presets.`].join('\n'));
}
