/** `chartwright replay`: runs a recorded run again, and compares the two if asked to. */
import type { Command } from 'commander';
import { scenarios } from '../scenarios/index.ts';
import type { AnyScenario, Input } from '../scenarios/scenario.ts';
import { Simulation } from '../simulator/simulation.ts';
import { traceHead } from '../simulator/trace-file.ts';
import { Verifier } from '../simulator/verify.ts';
import { version } from '../version.ts';
import { drive } from './drive.ts';
import { tellVerdict } from './divergence.ts';
import { EXIT, Stop, type ExitCode } from './exit.ts';
import { addOutputFlags, engineFlag, type OutputOptions, type WorkOptions } from './flags.ts';
import { complain } from './io.ts';
import { openTrace } from './open-trace.ts';
import { openOutputs } from './outputs.ts';
import { exitCodeOf, present } from './present.ts';
import { replaySchedule } from './replay-schedule.ts';
import { addViewFlags, givenFlags, refuseOtherFlags, type GivenFlags } from './scenario-flags.ts';
import { followWithStately } from './stately.ts';
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
  const { head, lines, recorded, options: simulationOptions } = await openTrace(path, registry, options.engine);
  const { header, items } = head;
  const { scenario } = simulationOptions;
  refuseOtherFlags(scenario, { files: {}, views });
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
  const followed = await followWithStately(options.stately, simulation, scenario);
  const outputs = openOutputs(options, simulation, {
    head: traceHead(header.scenario, simulationOptions, { version, input: header.input }),
    reference: header.scenario,
    options: simulationOptions,
    inputs: [path, header.scenario],
  });
  try {
    const { result, wallMs, failure } = await drive(simulation, { quiet: options.quiet === true, room: followed?.room });
    await followed?.end();
    const files = outputs.finish(result);
    const wasStopped = result.end === 'interrupted' && !verifier?.divergence;
    if (verifier && !wasStopped) {
      const verdict = tellVerdict({ path, result, divergence: verifier.end(result), options });
      outputs.complain();
      return verdict;
    }
    if (recorded && !wasStopped && recorded.hash !== result.hash) {
      complain(
        `! This run is not the recorded one (hash ${result.hash}, recorded ${recorded.hash}); --verify names the first event that differs.`,
      );
    }
    present({
      scenario,
      reference: header.scenario,
      params: simulationOptions.params,
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
    outputs.complain();
    if (failure !== undefined) throw failure;
    const asRecorded = recorded?.reason === 'interrupted' && result.end === 'bound';
    return asRecorded ? EXIT.ok : exitCodeOf(result, { strict: false, problems: 0 });
  } catch (cause) {
    outputs.discard();
    throw cause;
  }
}
