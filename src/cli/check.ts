/** `chartwright check`: explores every schedule of a scenario, and says whether its properties hold. */
import type { Command } from 'commander';
import type { CheckResult } from '../checker/check-options.ts';
import { scenarios } from '../scenarios/index.ts';
import { loadScenario } from '../scenarios/load.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import { addCheckFlags } from './check-flags.ts';
import { explore } from './check-explore.ts';
import { openCheckOutputs } from './check-outputs.ts';
import { presentCheck } from './check-present.ts';
import { withLeftOut } from './check-left-out.ts';
import { questionOf, type AnyFlags } from './check-question.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { complainAbout } from './io.ts';

export function addCheck(program: Command, done: (code: ExitCode) => void, registry: readonly AnyScenario[] = scenarios): void {
  const command = program
    .command('check')
    .summary('explore every schedule of a scenario')
    .description(
      'Explores every schedule of a scenario: all orders of messages and timers, all choices, and as many faults as a budget allows; ' +
        'and says whether its properties hold. The same machines as in run, with a small workload that the scenario has for it.',
    )
    .argument('<scenario>', 'a built-in scenario, a YAML file, a module of your own, or a folder with an index.ts');
  addCheckFlags(command, registry)
    .addHelpText(
      'after',
      `
Examples:
  chartwright check batch                         a small batch shop, all of it
  chartwright check batch --faults none           and where nothing goes wrong
  chartwright check examples/checked --network unordered,lossy
  chartwright check examples/two-phase-commit --set managers=3 --json
  chartwright check mine.ts --property winner     a part of its name will do
  chartwright check mine.ts --trace bug.jsonl; chartwright replay bug.jsonl
  chartwright list batch                          its properties, and its faults

Exit codes: 0 it holds; 1 it is violated; 2 incomplete, a limit was reached;
64 wrong usage; 65 unusable input; 130 interrupted.`,
    )
    .action(async (reference: string, flags: AnyFlags) => done(await check(reference, flags, registry)));
}

async function check(reference: string, flags: AnyFlags, registry: readonly AnyScenario[]): Promise<ExitCode> {
  const loaded = await loadScenario(reference, registry, flags.engine);
  const question = questionOf(loaded, flags, registry);
  const { options, input } = question;
  const { quiet = false } = flags;
  if (!quiet) complainAbout(input?.problems ?? [], 'problems in the input');
  const outputs = openCheckOutputs({ flags, loaded, question });
  try {
    const explored = await explore(options, { quiet });
    const result = withLeftOut(explored.result, { flags, question });
    const files = outputs.finish(result);
    presentCheck({ reference, flags, question, result, isInterrupted: explored.isInterrupted, files });
    return explored.isInterrupted ? EXIT.interrupted : EXIT_CODES[result.verdict];
  } catch (cause) {
    outputs.discard();
    throw cause;
  }
}

const EXIT_CODES = { holds: EXIT.ok, violated: EXIT.verdict, incomplete: EXIT.incomplete } as const satisfies Readonly<
  Record<CheckResult['verdict'], ExitCode>
>;
