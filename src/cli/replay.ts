/** `chartwright replay`: runs a recorded run again, and compares the two if asked to. */
import type { Command } from 'commander';
import { scenarios } from '../scenarios/index.ts';
import { loadScenario, type Loaded } from '../scenarios/load.ts';
import type { AnyScenario, Input } from '../scenarios/scenario.ts';
import { COMMAND_LINE, UnusableInput } from '../scenarios/problem.ts';
import { Simulation, type SimulationOptions } from '../simulator/simulation.ts';
import { parseTraceEnd, readTraceHead, traceHead, type TraceHead } from '../simulator/trace-file.ts';
import { Verifier } from '../simulator/verify.ts';
import { version } from '../version.ts';
import { drive } from './drive.ts';
import { tellVerdict } from './divergence.ts';
import { EXIT, Stop, type ExitCode } from './exit.ts';
import { addOutputFlags, engineFlag, type OutputOptions, type WorkOptions } from './flags.ts';
import { complain } from './io.ts';
import { openOutputs } from './outputs.ts';
import { exitCodeOf, present } from './present.ts';
import { replaySchedule } from './replay-schedule.ts';
import { addViewFlags, givenFlags, refuseOtherFlags, type GivenFlags } from './scenario-flags.ts';
import { textLines } from './text-lines.ts';
import { watchViews } from './views.ts';

interface ReplayOptions extends OutputOptions, Pick<WorkOptions, 'engine'> {
  readonly verify?: true;
}

export function addReplay(program: Command, done: (code: ExitCode) => void, registry: readonly AnyScenario[] = scenarios): void {
  const command = program
    .command('replay')
    .summary('run a recorded run again')
    .description(
      'Runs the run of a trace file again. The trace carries its parameters and its work, so the input files are not needed. A counterexample is led through its schedule.',
    )
    .argument('<trace>', 'a file that run --trace, or check, has written')
    .option('--verify', 'compare with the trace, event by event, and name the first one that differs')
    .addOption(engineFlag());
  addViewFlags(command, registry);
  addOutputFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  chartwright replay day.jsonl                     the report of the recorded run
  chartwright replay day.jsonl --verify            0: the same, byte for byte; 1: it differs, and where
  chartwright replay day.jsonl --csv jobs.csv      what was not asked for at the time`,
    )
    .action(async (path: string, options: ReplayOptions & Readonly<Record<string, unknown>>) =>
      done(await replay({ path, options, views: givenFlags(registry, options).views, registry })),
    );
}

interface ReplayRequest {
  readonly path: string;
  readonly options: ReplayOptions;
  readonly views: GivenFlags['views'];
  readonly registry: readonly AnyScenario[];
}

async function replay({ path, options, views, registry }: ReplayRequest): Promise<ExitCode> {
  const [viewed] = Object.keys(views);
  if (options.verify && viewed !== undefined)
    throw new Stop(EXIT.usage, `--verify tells whether the run is the same, and nothing else; expected it without --${viewed}.`);
  const { head, lines, recorded } = open(path);
  const { header, items } = head;
  const { scenario } = await loadScenarioOf(path, header.scenario, registry);
  refuseOtherFlags(scenario, { files: {}, views });
  const parsed = scenario.parameters.safeParse(header.params);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UnusableInput([
      {
        file: path,
        line: 1,
        column: 1,
        found: `parameters that scenario '${scenario.name}' does not have (${issue?.path.join('.')}: ${issue?.message})`,
        expected: 'its parameters',
        hint: `The trace was written by version ${header.version}; this is ${version}.`,
      },
    ]);
  }
  const refusal = scenario.refuse?.(parsed.data);
  if (refusal !== undefined)
    throw new UnusableInput([{ file: path, line: 1, column: 1, found: 'parameters that cannot run together', expected: refusal }]);
  const bad = items?.findIndex((item) => scenario.item && !scenario.item.safeParse(item).success) ?? -1;
  if (bad >= 0) {
    throw new UnusableInput([
      {
        file: path,
        line: bad + 2,
        column: 1,
        found: 'an item of work that does not fit',
        expected: `an item of work of scenario '${scenario.name}'`,
      },
    ]);
  }
  const { seed, untilS } = header;
  // A run that was interrupted ends where it ended then.
  const eventsMax = recorded?.reason === 'interrupted' ? recorded.events : header.eventsMax;
  const simulationOptions: SimulationOptions = {
    scenario,
    params: parsed.data,
    seed,
    ...(items ? { items } : {}),
    ...(untilS === undefined ? {} : { untilS }),
    ...(eventsMax === undefined ? {} : { eventsMax }),
    ...(options.engine === undefined ? {} : { engine: options.engine }),
  };
  const { schedule } = header;
  if (schedule) return replaySchedule({ path, head, schedule, lines, simulationOptions, options, views });
  const simulation = new Simulation(simulationOptions);
  const watched = watchViews(simulation, simulationOptions, views);
  const verifier = options.verify ? new Verifier(lines, head.hash) : undefined;
  if (verifier) {
    simulation.onLine((line) => {
      verifier.see(line);
      if (verifier.divergence) simulation.stop('interrupted');
    });
  }
  const input: Input<unknown> | undefined = items ? { items, problems: [], summary: header.input ?? path } : undefined;
  const outputs = openOutputs(options, simulation, traceHead(header.scenario, simulationOptions, { version, input: header.input }));
  try {
    const { result, wallMs, failure } = await drive(simulation, { quiet: options.quiet === true });
    const files = outputs.finish(result);
    const wasStopped = result.end === 'interrupted' && !verifier?.divergence;
    if (verifier && !wasStopped) {
      return tellVerdict({ path, result, divergence: verifier.end(result), options });
    }
    if (recorded && !wasStopped && recorded.hash !== result.hash) {
      complain(
        `! This run is not the recorded one (hash ${result.hash}, recorded ${recorded.hash}); --verify names the first event that differs.`,
      );
    }
    present({
      scenario,
      reference: header.scenario,
      params: parsed.data,
      input,
      settingFiles: {},
      views: watched,
      result,
      wallMs,
      files,
      options,
      again: (more) => `npx chartwright run ${header.scenario} ${more}`,
      failure,
    });
    if (failure !== undefined) throw failure;
    const asRecorded = recorded?.reason === 'interrupted' && result.end === 'bound';
    return asRecorded ? EXIT.ok : exitCodeOf(result, { strict: false, problems: 0 });
  } catch (cause) {
    outputs.discard();
    throw cause;
  }
}

/** The scenario that a trace names, told by the trace's own place if it cannot be had. */
async function loadScenarioOf(path: string, reference: string, registry: readonly AnyScenario[]): Promise<Loaded> {
  try {
    return await loadScenario(reference, registry);
  } catch (cause) {
    if (!(cause instanceof UnusableInput)) throw cause;
    const problems = cause.problems.map((it) =>
      it.file === COMMAND_LINE || it.file === reference ? { ...it, file: path, found: `a trace of the scenario ${it.found}` } : it,
    );
    throw new UnusableInput(problems);
  }
}

/** The head of a trace, its other lines, and how it says that it ended. */
function open(path: string): {
  readonly head: TraceHead;
  readonly lines: Iterator<string>;
  readonly recorded: ReturnType<typeof parseTraceEnd>;
} {
  try {
    let last = '';
    for (const line of textLines(path)) last = line;
    const lines = textLines(path);
    const head = readTraceHead(lines, path);
    if ('problem' in head) throw new UnusableInput([head.problem]);
    return { head, lines, recorded: parseTraceEnd(last) };
  } catch (cause) {
    if (cause instanceof UnusableInput) throw cause;
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new UnusableInput([
      { file: path, line: 1, column: 1, found: `a file that cannot be read (${why})`, expected: 'a trace, as run --trace writes it' },
    ]);
  }
}
