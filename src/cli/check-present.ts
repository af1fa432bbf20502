/** What a person, or a program, is told at the end of a check. */
import { planOf } from '../checker/build.ts';
import type { CheckOptions, PropertyResult } from '../checker/check-options.ts';
import type { Assumptions } from '../report/assumptions.ts';
import { checkReport } from '../report/check-report.ts';
import { violationText } from '../report/violation.ts';
import { WIDTH_MAX, wrap } from '../report/terminal.ts';
import { visible } from '../scenarios/format.ts';
import { nextCommands, type Checked } from './check-again.ts';
import { checkJson } from './check-json.ts';
import { toldInFiles } from './check-outputs.ts';
import { assumedNetwork } from '../checker/assumed-network.ts';
import { budgetOf } from './check-question.ts';
import { print, styleOf } from './io.ts';

export interface CheckPresentation extends Checked {
  readonly isInterrupted: boolean;
  /** Files that were written. */
  readonly files: readonly string[];
}

export function presentCheck(it: CheckPresentation): void {
  if (it.flags.json) print(checkJson(it));
  else if (!it.flags.quiet) print(asText(it));
}

function asText(it: CheckPresentation): string {
  const { question, result, isInterrupted, files } = it;
  const { options, settingFiles } = question;
  const style = styleOf(process.stdout);
  const { colors } = style;
  const width = Math.min(style.width, WIDTH_MAX);
  const lines = [checkReport({ title: options.scenario.title, result, assumptions: assumptionsOf(it) }, style)];
  if (isInterrupted) lines.splice(0, 0, colors.yellow('Interrupted: this is what was found until then.'), '');
  for (const { summary } of Object.values(settingFiles)) lines.push(colors.dim(`  read       ${visible(summary)}`));
  for (const property of toldOf(result.properties, options)) lines.push('', violationText(property, { colors, width }));
  if (files.length > 0)
    lines.push(
      '',
      ...wroteLines(it)
        .flatMap((line) => wrap(line, width, ''))
        .map(colors.dim),
    );
  const next = nextCommands(it);
  if (next.length > 0) lines.push('', 'Next', ...next.map(([command, shows]) => `  ${colors.cyan(command)}\n      ${colors.dim(shows)}`));
  return lines.join('\n');
}

/** Those of which there is a story to be told: the violated ones, and what can be reached if nothing else was asked. */
function toldOf(properties: readonly PropertyResult[], { only }: CheckOptions): readonly PropertyResult[] {
  const [asked, another] = only ?? [];
  const isWitness = ({ type, name, path }: PropertyResult): boolean =>
    type === 'sometimes' && path !== undefined && name === asked && another === undefined;
  return properties.filter((property) => property.verdict === 'violated' || isWitness(property));
}

/** The files, and which of several paths is in them. */
function wroteLines({ question, result, files }: CheckPresentation): readonly string[] {
  const wrote = files.map((file) => `wrote  ${file}`);
  const told = toldInFiles(result, question.options);
  const others = result.properties.filter(({ verdict, path, name }) => verdict === 'violated' && path && name !== told?.name);
  if (!told || others.length === 0) return wrote;
  const names = others.map(({ name }) => `"${visible(name)}"`).join(', ');
  return [...wrote, `It tells of "${visible(told.name)}"; --property chooses another: ${names}.`];
}

function assumptionsOf({ question: { options, input } }: CheckPresentation): Assumptions {
  const { scenario, only, timers = 'any', symmetry = false, reduction = false } = options;
  const fairness = (scenario.properties ?? []).flatMap((it) =>
    (it.type === 'eventually' || it.type === 'leadsTo') && (only?.includes(it.name) ?? true) ? [it.fairness] : [],
  );
  const work = input?.summary ?? workOf(options);
  return {
    ...(work === undefined ? {} : { work }),
    network: assumedNetwork(options),
    timers,
    faults: budgetOf(options),
    fairness,
    isBounded: scenario.check?.within !== undefined,
    symmetry,
    reduction,
  };
}

function workOf(options: CheckOptions): string | undefined {
  const { scenario, seed = 1 } = options;
  if (scenario.check?.work) return 'what the scenario has for checks';
  const { isMadeUp } = planOf(options);
  return isMadeUp && scenario.generate ? `made up, by seed ${seed}` : undefined;
}
