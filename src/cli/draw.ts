/** `chartwright draw`: the statecharts of a scenario, for people and for other tools. */
import { type Command, Option } from 'commander';
import { statechartDiagram, statechartJson } from '../report/statechart.ts';
import { scenarios } from '../scenarios/index.ts';
import { loadScenario } from '../scenarios/load.ts';
import { didYouMean } from '../scenarios/nearest.ts';
import { EXIT, Stop, type ExitCode } from './exit.ts';
import { print } from './io.ts';

export function addDraw(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('draw')
    .summary('the statecharts of a scenario, as Mermaid and as XState JSON')
    .description(
      'Draws the statechart of each kind of actor, as a Mermaid state diagram followed by the machine as XState JSON; as Markdown that renders.',
    )
    .argument('<scenario>', 'a built-in scenario, a YAML file or a module')
    .argument('[kind]', 'only this kind of actor')
    .addOption(new Option('--format <format>', 'only one of the two, without Markdown around it').choices(['mermaid', 'json']))
    .addHelpText(
      'after',
      `
Examples:
  chartwright draw batch                                 all charts, as Markdown
  chartwright draw batch operator --format mermaid       paste it into mermaid.live
  chartwright draw batch operator --format json          for the Stately editor`,
    )
    .action(async (reference: string, kind: string | undefined, { format }: { readonly format?: 'mermaid' | 'json' }) => {
      const { scenario } = await loadScenario(reference, scenarios, 'xstate');
      const kinds = Object.keys(scenario.kinds);
      if (kind !== undefined && !kinds.includes(kind)) {
        const hint = didYouMean(kind, kinds);
        throw new Stop(
          EXIT.usage,
          `scenario '${scenario.name}' has no actors of kind '${kind}'; expected one of ${kinds.join(', ')}.${hint ? ` ${hint}` : ''}`,
        );
      }
      if (kind === undefined && format === 'json') {
        const all = Object.entries(scenario.kinds).map(([name, machine]) => [name, JSON.parse(statechartJson(machine))]);
        print(JSON.stringify(Object.fromEntries(all), null, 2));
        return done(EXIT.ok);
      }
      const drawn = Object.entries(scenario.kinds).filter(([name]) => kind === undefined || name === kind);
      for (const [name, machine] of drawn) {
        if (format === 'mermaid') print(statechartDiagram(machine));
        else if (format === 'json') print(statechartJson(machine));
        else
          print(`## ${name}\n\n\`\`\`mermaid\n${statechartDiagram(machine)}\n\`\`\`\n\n\`\`\`json\n${statechartJson(machine)}\n\`\`\`\n`);
      }
      return done(EXIT.ok);
    });
}
