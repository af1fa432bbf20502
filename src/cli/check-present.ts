/** What a person, or a program, is told at the end of a check. */
import type { CheckOptions, CheckResult, PropertyResult } from '../checker/check-options.ts';
import { checkReport } from '../report/check-report.ts';
import { story } from '../report/story.ts';
import { renderReport, wrap } from '../report/terminal.ts';
import { visible } from '../scenarios/format.ts';
import type { Loaded } from '../scenarios/loaded.ts';
import { quoted } from './again.ts';
import type { CheckFlags } from './check-flags.ts';
import { told } from './check-outputs.ts';
import { print, styleOf } from './io.ts';

export interface CheckPresentation {
  readonly loaded: Loaded;
  readonly reference: string;
  readonly flags: CheckFlags;
  readonly options: CheckOptions;
  readonly result: CheckResult;
  readonly isInterrupted: boolean;
  readonly files: readonly string[];
  readonly networkText: string;
}

export function presentCheck(it: CheckPresentation): void {
  if (it.flags.json) print(asJson(it));
  else if (!it.flags.quiet) print(asText(it));
}

function asJson({ loaded, options, result, files, networkText }: CheckPresentation): string {
  const { properties, wallMs, statesPerSecond, bytesPerState, ...figures } = result;
  return JSON.stringify(
    {
      scenario: loaded.scenario.name,
      network: networkText,
      timers: options.timers ?? 'any',
      faults: options.faults ?? loaded.scenario.check?.budget ?? {},
      ...figures,
      wallMs: Math.round(wallMs * 1000) / 1000,
      statesPerSecond: Math.round(statesPerSecond),
      bytesPerState: Math.round(bytesPerState * 10) / 10,
      properties: properties.map(propertyAsJson),
      files,
    },
    null,
    2,
  );
}

function propertyAsJson({ name, type, verdict, detail, path }: PropertyResult): object {
  const steps = path?.steps.map(({ happening, events }) => ({
    ...happening,
    actors: events.flatMap(({ event, sends }) =>
      event.type === 'step' ? [{ id: event.actor, state: event.state, context: event.snapshot.context, choices: event.choices, sends }] : [],
    ),
  }));
  return {
    name,
    type,
    verdict,
    ...(detail === undefined ? {} : { detail }),
    ...(steps ? { [type === 'sometimes' ? 'witness' : 'counterexample']: steps } : {}),
    ...(path?.loopsTo === undefined ? {} : { loopsTo: path.loopsTo }),
  };
}

function asText({ loaded, reference, flags, options, result, isInterrupted, files, networkText }: CheckPresentation): string {
  const style = styleOf(process.stdout);
  const { colors } = style;
  const width = Math.min(style.width, 88);
  const { scenario } = loaded;
  const faults = Object.entries(options.faults ?? scenario.check?.budget ?? {}).filter(([, count]) => count > 0);
  const report = checkReport(result, {
    network: networkWords(networkText),
    timers: options.timers === 'in order' ? 'go off in order of time' : 'whichever run may go off next, whatever their lengths',
    faults: faults.length === 0 ? 'none' : `at most ${faults.map(([name, count]) => `${count} ${name}`).join(', ')}`,
  });
  const lines = [renderReport(`${scenario.title}: every schedule`, report, style)];
  for (const it of result.properties.filter(({ verdict, path, type }) => verdict === 'violated' && path && type !== 'sometimes')) {
    lines.push('', colors.bold(visible(`"${it.name}" is violated${it.path?.steps.length === 0 ? ', from the beginning' : ':'}`)));
    if (it.detail !== undefined) lines.push(...wrap(visible(it.detail), width, '').map(colors.yellow));
    if (it.path) lines.push('', story(it.path, { colors, width }));
  }
  for (const it of result.properties.filter(({ verdict, type }) => verdict === 'violated' && type === 'sometimes'))
    lines.push('', ...wrap(visible(`"${it.name}" is never reached: is the model what was meant?`), width, '').map(colors.yellow));
  if (isInterrupted) lines.push('', colors.yellow('Interrupted: this is what was found until then.'));
  if (files.length > 0) lines.push('', ...files.map((file) => colors.dim(`wrote  ${file}`)));
  const next = nextCommands(reference, flags, result);
  if (next.length > 0)
    lines.push('', 'Next', ...next.map(([command, shows]) => `  ${colors.cyan(command)}\n      ${colors.dim(shows)}`));
  return lines.join('\n');
}

/** The words of a network model as a sentence. */
function networkWords(text: string): string {
  const words = text.split(',');
  const order = words.includes('set')
    ? 'what was sent stays, to be delivered whenever it is awaited'
    : words.includes('unordered')
      ? 'messages come in any order'
      : 'messages between two actors come in order';
  const bad = [...(words.includes('lossy') ? ['be lost'] : []), ...(words.includes('duplicating') ? ['come again'] : [])];
  return bad.length === 0 ? order : `${order}; any may ${bad.join(' or ')}`;
}

type Hint = readonly [command: string, shows: string];

function nextCommands(reference: string, flags: CheckFlags, result: CheckResult): readonly Hint[] {
  const again = (more: string): string => `npx chartwright check ${quoted(reference)}${givenAgain(flags)} ${more}`;
  const shown = told(result);
  if (result.verdict === 'violated' && shown?.path) {
    if (flags.trace !== undefined) return [[`npx chartwright replay ${quoted(flags.trace)}`, 'the same steps in the simulator']];
    return [
      [again('--trace bug.jsonl --mermaid bug.mmd'), 'as a trace that replay runs, and as a sequence diagram'],
      [again('--test bug.test.ts'), 'as a test that fails as long as it is so'],
    ];
  }
  if (result.verdict === 'incomplete') return [[again('--random-walk'), 'look around at random in what is too large to be explored']];
  return [];
}

/** The flags that make the model, as they were given. */
function givenAgain({ set, preset, network, timers, faults, property }: CheckFlags): string {
  const words = [
    ...(preset === undefined ? [] : ['--preset', preset]),
    ...set.flatMap(({ path, value }) => ['--set', `${path}=${typeof value === 'string' ? value : JSON.stringify(value)}`]),
    ...(network === undefined ? [] : ['--network', network]),
    ...(timers === undefined ? [] : ['--timers', timers]),
    ...(faults === undefined ? [] : ['--faults', Object.entries(faults).map((it) => it.join('=')).join(',') || 'none']),
    ...(property ?? []).flatMap((it) => ['--property', it]),
  ];
  return words.map((word) => ` ${quoted(word)}`).join('');
}
