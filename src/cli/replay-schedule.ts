/** Replays a schedule, such as a counterexample of the checker: leads a run through its events, and says what they show. */
import { StepError } from '../actors/step.ts';
import { wrap } from '../report/terminal.ts';
import { counted, visible } from '../scenarios/format.ts';
import { UnusableInput } from '../scenarios/problem.ts';
import { finding, type Finding } from '../simulator/finding.ts';
import { readSchedule } from '../simulator/schedule-file.ts';
import { ScheduleError } from '../simulator/schedule-error.ts';
import { ledSimulation } from '../simulator/schedule.ts';
import type { SimulationOptions, SimulationResult } from '../simulator/simulation.ts';
import { traceHead, type ScheduleHeader, type TraceHead } from '../simulator/trace-file.ts';
import { Verifier } from '../simulator/verify.ts';
import { version } from '../version.ts';
import { describeDivergence, tellVerdict } from './divergence.ts';
import { drive } from './drive.ts';
import { EXIT, type ExitCode } from './exit.ts';
import type { OutputOptions } from './flags.ts';
import { complain, print, styleOf } from './io.ts';
import { openOutputs } from './outputs.ts';
import { present } from './present.ts';
import type { GivenFlags } from './scenario-flags.ts';
import { followWithStately } from './stately.ts';
import { watchViews } from './views.ts';

export interface ScheduleRequest {
  readonly path: string;
  readonly head: TraceHead;
  readonly schedule: ScheduleHeader;
  /** Of the trace, from its first event on. */
  readonly lines: Iterator<string>;
  /** What the run is made from. */
  readonly simulationOptions: SimulationOptions;
  readonly options: OutputOptions & { readonly verify?: true };
  readonly views: GivenFlags['views'];
}

/** @throws UnusableInput where an event cannot happen as the schedule says, with its place in the file */
export async function replaySchedule({
  path,
  head,
  schedule,
  lines,
  simulationOptions,
  options,
  views,
}: ScheduleRequest): Promise<ExitCode> {
  const { header } = head;
  const firstLine = 2 + (header.items ?? 0);
  const read = readSchedule(lines, schedule, { file: path, firstLine });
  if ('problem' in read) throw new UnusableInput([read.problem]);
  const simulation = ledSimulation(simulationOptions, read.schedule);
  const found = finding(simulation, simulationOptions.scenario, schedule);
  const watched = watchViews(simulation, simulationOptions, views);
  const verifier = new Verifier([...read.lines, ...read.rest][Symbol.iterator](), head.hash);
  simulation.onLine((line) => {
    verifier.see(line);
    if (options.verify && verifier.divergence) simulation.stop('interrupted');
  });
  const followed = await followWithStately(options.stately, simulation, simulationOptions.scenario);
  const outputs = openOutputs(options, simulation, {
    head: traceHead(header.scenario, simulationOptions, { version, input: header.input, schedule }),
    reference: header.scenario,
    options: simulationOptions,
    inputs: [path, header.scenario],
    schedule,
  });
  try {
    const { result, wallMs, failure } = await drive(simulation, { quiet: options.quiet === true, room: followed?.room });
    await followed?.end();
    if (failure instanceof ScheduleError) throw new UnusableInput([failure.problemIn(path, firstLine, read.lines)]);
    if (failure !== undefined && !(schedule.type === 'failure' && failure instanceof StepError)) throw failure;
    const files = outputs.finish(result);
    if (result.end === 'interrupted' && !verifier.divergence) {
      outputs.complain();
      return EXIT.interrupted;
    }
    const divergence = verifier.end(result);
    if (options.verify) {
      const verdict = tellVerdict({ path, result, divergence, options });
      outputs.complain();
      return verdict;
    }
    if (watched.length > 0)
      present({
        scenario: simulationOptions.scenario,
        reference: header.scenario,
        params: simulationOptions.params,
        input: undefined,
        settingFiles: {},
        views: watched,
        result,
        wallMs,
        files,
        options,
        again: (more) => `npx chartwright run ${header.scenario} ${more}`,
      });
    else tell({ path, schedule, result, files, options, failure, isSame: divergence === undefined, finding: found() });
    if (divergence && !options.json) complain(describeDivergence(path, divergence));
    outputs.complain();
    return divergence ? EXIT.verdict : EXIT.ok;
  } catch (cause) {
    outputs.discard();
    throw cause;
  }
}

interface Replayed {
  readonly path: string;
  readonly schedule: ScheduleHeader;
  readonly result: SimulationResult;
  readonly files: readonly string[];
  readonly options: OutputOptions;
  readonly failure: StepError | undefined;
  readonly isSame: boolean;
  readonly finding: Finding;
}

function tell(it: Replayed): void {
  const { schedule, result, files, options, failure, isSame, finding: state } = it;
  if (options.json) {
    const { hash, events, end, atMs } = result;
    const { failing: _failing, ...shown } = schedule;
    const verdict = isSame ? 'same' : 'diverged';
    const failed = failure ? { failure: failure.message } : {};
    print(
      JSON.stringify({ schedule: shown, verdict, finding: state, ...failed, hash, events, end, simulatedS: atMs / 1000, files }, null, 2),
    );
  } else if (!options.quiet) print(asText(it));
}

function asText({ path, schedule, result, files, failure, isSame, finding: state }: Replayed): string {
  const { colors, width } = styleOf(process.stdout);
  const { property, type, steps, loopsTo } = schedule;
  const line = (label: string, text: string): readonly string[] => {
    const [first = '', ...more] = wrap(visible(text), Math.min(width, 100) - LABEL, '');
    return [`${colors.dim(label.padEnd(LABEL))}${first}`, ...more.map((it) => ' '.repeat(LABEL) + it)];
  };
  const shown = type === 'sometimes' ? line('possible', property) : line('violated', property);
  return [
    ...shown,
    ...line('schedule', `${counted(steps, 'step')}, ${counted(result.events, 'event')}; messages ${inWords(schedule.network)}`),
    ...line('times', timesInWords(schedule, result)),
    ...(loopsTo
      ? line(
          'for ever',
          `the last step leads back to where it was after step ${loopsTo.steps} (${counted(loopsTo.events, 'event')}), and so on`,
        )
      : []),
    ...(failure ? line('failure', failure.message) : []),
    ...line('replay', isSame ? `every event and state as recorded${FOUND[state]} (hash ${result.hash})` : `not as recorded in ${path}`),
    ...files.flatMap((file) => line('wrote', file)),
  ].join('\n');
}

/** Width of the words on the left. */
const LABEL = 10;

const FOUND: Readonly<Record<Finding, string>> = {
  holds: ', to a state where the property holds',
  'does not hold': ', to a state where the property does not hold',
  'not in a state': '',
};

function inWords({ order, lossy, duplicating }: ScheduleHeader['network']): string {
  const orders = { ordered: 'in order', unordered: 'in any order', set: 'that stay for ever' } as const;
  return [orders[order], ...(lossy ? ['lost at times'] : []), ...(duplicating ? ['doubled at times'] : [])].join(', ');
}

function timesInWords({ timed, why }: ScheduleHeader, { atMs }: SimulationResult): string {
  if (timed) return `possible: the last event is at ${atMs / 1000} s`;
  return `possible only if timers are imprecise${why === undefined ? '' : `: ${why}`}`;
}
