/** What a person, or a program, is told at the end of a run. */
import { renderReport, wrap } from '../report/terminal.ts';
import { counted, duration, integer, visible } from '../scenarios/format.ts';
import { reportActivity, type ActivityMetrics } from '../scenarios/measures/activity.ts';
import type { SettingFiles } from '../scenarios/loaded.ts';
import type { AnyScenario, Input, Report } from '../scenarios/scenario.ts';
import type { End, SimulationResult } from '../simulator/simulation.ts';
import { quoted } from './again.ts';
import { EXIT, type ExitCode } from './exit.ts';
import type { OutputOptions } from './flags.ts';
import { print, styleOf } from './io.ts';
import { rounded } from './rounded.ts';
import { viewText } from './view-text.ts';
import type { Watched } from './views.ts';

export interface Presentation {
  readonly scenario: AnyScenario;
  /** As it was given on the command line. */
  readonly reference: string;
  readonly params: unknown;
  readonly input: Input<unknown> | undefined;
  readonly settingFiles: SettingFiles;
  /** What to show in place of the report; empty: the report. */
  readonly views: readonly Watched[];
  readonly result: SimulationResult;
  readonly wallMs: number;
  /** Files that were written. */
  readonly files: readonly string[];
  readonly options: OutputOptions;
  /** The command that does the same work again with more flags, for the commands to try next. */
  readonly again: (more: string) => string;
  /** What ended the run before its time. */
  readonly failure?: unknown;
}

const ENDINGS: Readonly<Record<End, string | undefined>> = {
  done: undefined,
  until: 'It ended at the time that was asked for.',
  bound: 'Incomplete: the greatest number of events was reached (--max-events).',
  stalled: 'Incomplete: it went on and on at one instant, and time never moved. A cycle of messages or timers that take no time?',
  interrupted: 'Interrupted: this is what was done until then.',
  violated: 'A property did not hold: this is what was done until then.',
  failed: 'Something failed: this is what was done until then.',
};

export function present(it: Presentation): void {
  if (it.options.json) print(asJson(it));
  else if (!it.options.quiet) print(it.views.length > 0 ? asViews(it) : asText(it));
}

/** Exit codes as documented; --strict turns complaints into a verdict. */
export function exitCodeOf(
  result: SimulationResult,
  { strict, problems }: { readonly strict: boolean; readonly problems: number },
): ExitCode {
  if (result.end === 'interrupted') return EXIT.interrupted;
  if (result.end === 'bound' || result.end === 'stalled') return EXIT.incomplete;
  const refused = 'refused' in result.metrics && Number(result.metrics.refused) > 0;
  return strict && (problems > 0 || refused) ? EXIT.verdict : EXIT.ok;
}

function asJson({ scenario, input, settingFiles, views, result, wallMs, files, failure }: Presentation): string {
  const { seed, hash, events, end, atMs, deadLetters, unhandled, metrics } = result;
  return JSON.stringify(
    {
      scenario: scenario.name,
      seed,
      hash,
      events,
      wallMs: Math.round(wallMs),
      end,
      ...(failure === undefined ? {} : { failure: failure instanceof Error ? failure.message : String(failure) }),
      simulatedS: atMs / 1000,
      ...(input ? { input: input.summary, problems: input.problems } : {}),
      ...Object.fromEntries(Object.entries(settingFiles).map(([flag, { summary }]) => [flag, summary])),
      deadLetters,
      unhandled,
      files,
      metrics: rounded(metrics),
      ...viewsAsJson(views),
    },
    null,
    2,
  );
}

/** A member for each flag, with the lines of each name that it was given. */
function viewsAsJson(views: readonly Watched[]): object {
  const members: Record<string, Record<string, unknown>> = {};
  for (const { flag, name, lines } of views) members[flag] = { ...members[flag], [name]: rounded(lines()) };
  return members;
}

function asViews({ views, result, wallMs, files }: Presentation): string {
  const style = styleOf(process.stdout);
  const { colors } = style;
  const isTerminal = process.stdout.isTTY === true;
  const ending = ENDINGS[result.end];
  return [
    viewText(views, { colors, ...(isTerminal ? { width: style.width } : {}) }),
    '',
    ...(ending === undefined ? [] : [colors.yellow(ending)]),
    ...[runLine(result, wallMs), ...wroteLines(files)].map(colors.dim),
  ].join('\n');
}

function asText({ scenario, reference, params, input, settingFiles, result, wallMs, files, again }: Presentation): string {
  const style = styleOf(process.stdout);
  const { colors } = style;
  const width = Math.min(style.width, 88);
  const report = reportOf(scenario, params, result.metrics);
  const lines = [renderReport(scenario.title, report, style), ''];
  const ending = ENDINGS[result.end];
  if (ending !== undefined) lines.push(...wrap(ending, width, '').map(colors.yellow), '');
  const unhandled = Object.entries(result.unhandled);
  if (result.deadLetters > 0) lines.push(colors.yellow(`${counted(result.deadLetters, 'message')} came to an actor that was gone.`), '');
  if (unhandled.length > 0)
    lines.push(colors.yellow(`Nobody was listening: ${unhandled.map(([what, times]) => `${what} (${integer(times)})`).join(', ')}.`), '');
  if (input)
    lines.push(
      colors.dim(
        `work   ${visible(input.summary)}${input.problems.length > 0 ? `; ${counted(input.problems.length, 'problem')} reported above` : ''}`,
      ),
    );
  for (const { summary } of Object.values(settingFiles)) lines.push(colors.dim(`read   ${visible(summary)}`));
  lines.push(...[runLine(result, wallMs), ...wroteLines(files)].map(colors.dim));
  lines.push(
    '',
    'Next',
    ...nextCommands(reference, again, report.next).map(([command, shows]) => `  ${colors.cyan(command)}\n      ${colors.dim(shows)}`),
  );
  return lines.join('\n');
}

function runLine({ seed, hash, events }: SimulationResult, wallMs: number): string {
  const perSecond = wallMs > 0 ? `, ${integer((events / wallMs) * 1000)}/s` : '';
  return `run    seed ${seed} · hash ${hash} · ${counted(events, 'event')} in ${duration(wallMs / 1000)}${perSecond}`;
}

function wroteLines(files: readonly string[]): readonly string[] {
  return files.map((file) => `wrote  ${file}`);
}

type Hint = readonly [command: string, shows: string];

function nextCommands(reference: string, again: Presentation['again'], next: Report['next']): readonly Hint[] {
  return [
    ...next.map(({ flags, shows }): Hint => [again(flags), shows]),
    [again('--trace day.jsonl --chrome-trace day.json'), 'every step: to replay, and to look at in ui.perfetto.dev'],
    [again('').trimEnd().replace('chartwright run', 'chartwright inspect'), 'the same in the browser: watch it, lead it, go back in it'],
    [`npx chartwright draw ${quoted(reference)}`, 'the statecharts'],
  ];
}

/** The scenario's own report, or what can be said of any. */
function reportOf(scenario: AnyScenario, params: unknown, metrics: object): Report {
  if (scenario.report) return scenario.report({ params, metrics });
  // Without a measure of its own, a simulation measures activity.
  return scenario.measure ? reportFigures(metrics) : reportActivity(metrics as ActivityMetrics);
}

function reportFigures(metrics: object): Report {
  const figures = Object.entries(metrics).flatMap(([label, value]) =>
    typeof value === 'number' ? [{ label, value: String(Math.round(value * 1000) / 1000) }] : [],
  );
  return {
    headline: counted(figures.length, 'figure'),
    sections: [{ type: 'figures', title: 'Figures', figures }],
    remarks: [],
    next: [{ flags: '--seed 2', shows: 'another schedule' }],
  };
}
