/** `chartwright list`: the scenarios, or everything that can be set in one of them. */
import type { Command } from 'commander';
import { scenarios } from '../scenarios/index.ts';
import { loadScenario } from '../scenarios/load.ts';
import { describeParameters, type ParameterEntry } from '../scenarios/parameters.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import { wrap } from '../report/terminal.ts';
import { checkingOf, checkingLines } from './list-checking.ts';
import { quoted } from './again.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { print, styleOf } from './io.ts';

export function addList(program: Command, done: (code: ExitCode) => void, registry: readonly AnyScenario[] = scenarios): void {
  program
    .command('list')
    .summary('the scenarios; with one: its presets, promises and parameters')
    .description(
      'Lists the built-in scenarios. With a scenario: its kinds of actor, presets, inputs, views, what it promises and how it is checked, and every parameter with its default, unit and source.',
    )
    .argument('[scenario]', 'a built-in scenario, a YAML file or a module')
    .option('--json', 'print one JSON object, and nothing else, on standard output')
    .addHelpText(
      'after',
      `
Examples:
  chartwright list
  chartwright list batch
  chartwright list batch --json`,
    )
    .action(async (reference: string | undefined, options: { readonly json?: true }) => {
      const chosen = reference === undefined ? undefined : (await loadScenario(reference, registry, 'xstate')).scenario;
      if (options.json) print(JSON.stringify(chosen ? asData(chosen) : { scenarios: registry.map(asData) }, null, 2));
      else print(chosen ? describe(chosen, reference) : overview(registry));
      done(EXIT.ok);
    });
}

function asData(scenario: AnyScenario): object {
  const { name, title, description, kinds, presets = {}, inputs = {}, settingFiles = {}, views = {} } = scenario;
  return {
    name,
    title,
    description,
    kinds: Object.keys(kinds),
    presets,
    inputs: Object.fromEntries(Object.entries(inputs).map(([flag, input]) => [flag, input.description])),
    settingFiles: Object.fromEntries(Object.entries(settingFiles).map(([flag, file]) => [flag, file.description])),
    views: Object.fromEntries(
      Object.entries(views).map(([flag, view]) => [flag, { argument: view.argument, description: view.description }]),
    ),
    properties: (scenario.properties ?? []).map(({ type, name: property }) => ({ name: property, type })),
    checking: checkingOf(scenario),
    parameters: describeParameters(scenario),
  };
}

function overview(registry: readonly AnyScenario[]): string {
  const { colors } = styleOf(process.stdout);
  const lines = registry.flatMap(({ name, title, presets = {} }) => [
    `${colors.bold(name)}  ${title}`,
    ...(Object.keys(presets).length > 0 ? [colors.dim(`  presets: ${Object.keys(presets).join(', ')}`)] : []),
  ]);
  return [...lines, '', 'More about one:', ...registry.map(({ name }) => `  ${colors.cyan(`npx chartwright list ${name}`)}`)].join('\n');
}

function describe(scenario: AnyScenario, reference = scenario.name): string {
  const { colors, width: columns } = styleOf(process.stdout);
  const width = Math.min(columns, 100);
  const { name, title, description, kinds, presets = {}, inputs = {}, settingFiles = {}, views = {} } = scenario;
  const lines = [`${colors.bold(name)}  ${title}`, ...wrap(description, width, '  ')];
  lines.push(
    '',
    colors.bold('Actors'),
    `  ${Object.keys(kinds).join(', ')}${colors.dim(`   (npx chartwright draw ${quoted(reference)} KIND shows the statechart)`)}`,
  );
  if (Object.keys(inputs).length > 0) {
    lines.push('', colors.bold('Work from files'));
    for (const [flag, input] of Object.entries(inputs)) lines.push(`  --${flag}  ${input.description}`);
  }
  if (Object.keys(settingFiles).length > 0) {
    lines.push('', colors.bold('Parameters from files'));
    for (const [flag, file] of Object.entries(settingFiles)) lines.push(`  --${flag}  ${file.description}`);
  }
  if (Object.keys(views).length > 0) {
    lines.push('', colors.bold('Views'));
    for (const [flag, view] of Object.entries(views)) lines.push(`  --${flag} ${view.argument.toUpperCase()}  ${view.description}`);
  }
  if (Object.keys(presets).length > 0) {
    lines.push('', colors.bold('Presets'));
    for (const [preset, it] of Object.entries(presets))
      lines.push(`  ${colors.cyan(`--preset ${preset}`)}`, ...wrap(it.description, width, '      '));
  }
  lines.push(...checkingLines(scenario, reference, { colors, width }));
  const parameters = describeParameters(scenario);
  if (parameters.length > 0) lines.push('', colors.bold('Parameters'), ...parameters.flatMap((entry) => describeParameter(entry, width)));
  if (parameters.some(({ values }) => values.includes('distribution'))) lines.push('', colors.bold('Distributions'), ...DISTRIBUTIONS);
  return lines.join('\n');
}

/** What can be given where a parameter is drawn. */
const DISTRIBUTIONS = [
  '  a number                                              it does not vary',
  '  {type: constant, value: 3}                            the same',
  '  {type: uniform, min: 2, max: 4}',
  '  {type: exponential, mean: 3}',
  '  {type: erlang, mean: 3, stages: 4}                    less variable than exponential',
  '  {type: hyperexponential, means: [1, 9], firstProbability: 0.8}   more variable',
  '  {type: lognormal, mean: 3, deviation: 2}              of the quantity itself, not of its logarithm',
  '  {type: normal, mean: 3, deviation: 1}                 cut off at 0',
  '  {type: pareto, min: 1, shape: 2.5}',
  '  {type: empirical, values: [1, 1, 2, 8]}               one of them',
];

function describeParameter({ path, fallback, values, doc, unit, source }: ParameterEntry, width: number): readonly string[] {
  const { colors } = styleOf(process.stdout);
  const set = `  ${colors.cyan(`--set ${path}`)}=${inline(fallback)}${unit ? ` ${unit}` : ''}`;
  const lines = [set, ...wrap(`${doc} (${values})`, width, '      ')];
  return source === undefined ? lines : [...lines, ...wrap(`source: ${source}`, width, '      ').map(colors.dim)];
}

/** A default as it could be typed. */
function inline(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, part]) => `${key}: ${inline(part)}`)
    .join(', ')}}`;
}
