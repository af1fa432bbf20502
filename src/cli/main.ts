#!/usr/bin/env node
/** The command line: one file a command, and one place that turns failures into exit codes. */
import { Command, CommanderError } from 'commander';
import { UnsoundMachine } from '../actors/behavior.ts';
import { StepError } from '../actors/step.ts';
import { COMMAND_LINE, UnusableInput } from '../scenarios/problem.ts';
import { PropertyViolated } from '../simulator/simulation.ts';
import { version } from '../version.ts';
import { CheckRefused } from '../checker/refused.ts';
import { Unanswered } from '../checker/unanswered.ts';
import { visible } from '../scenarios/format.ts';
import { addCheck } from './check.ts';
import { addDraw } from './draw.ts';
import { EXIT, Stop, type ExitCode } from './exit.ts';
import { complain, complainAbout, styleOf } from './io.ts';
import { addInspect } from './inspect.ts';
import { addList } from './list.ts';
import { removeUnfinished } from './output-file.ts';
import { addReplay } from './replay.ts';
import { addRun } from './run.ts';

/** Node's own code for a program that ends while it still waits at a top-level await. */
const UNSETTLED = 13;

async function main(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const done = (it: ExitCode): void => {
    code = it;
  };
  const program = new Command('chartwright')
    .description('Model a system once, as statecharts. Run it, watch it, prove it.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .configureOutput({ outputError: (text, write) => write(text) })
    .exitOverride()
    .showHelpAfterError('(add --help for what there is)')
    .addHelpText(
      'after',
      `
Examples:
  chartwright list                                 what there is to run
  chartwright run batch --decks examples/decks     a day at the batch shop
  chartwright check batch                          every schedule of a small one
  chartwright draw batch operator                  how the operator works

Exit codes: 0 done, or it holds; 1 a verdict against; 2 incomplete, a bound was reached;
64 wrong usage; 65 unusable input; 130 interrupted.`,
    );
  addList(program, done);
  addRun(program, done);
  addCheck(program, done);
  addReplay(program, done);
  addInspect(program, done);
  addDraw(program, done);
  for (const command of program.commands) command.exitOverride().showHelpAfterError(`(add --help for what there is)`);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (cause) {
    return explain(cause);
  }
}

/** Says what went wrong, and what it is worth as an exit code. */
function explain(cause: unknown): ExitCode {
  const { colors } = styleOf(process.stderr);
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (cause instanceof Stop) {
    complain(`${colors.red('error:')} ${cause.message}`);
    return cause.code;
  }
  if (cause instanceof Unanswered) {
    complain(`${colors.red('error:')} ${visible(cause.message)}`);
    return EXIT.input;
  }
  if (cause instanceof CheckRefused) {
    complain(`${colors.red('error:')} ${cause.message}`);
    return EXIT.usage;
  }
  if (cause instanceof UnusableInput) {
    complainAbout(cause.problems, 'problems');
    return cause.problems.every(({ file }) => file === COMMAND_LINE) ? EXIT.usage : EXIT.input;
  }
  if (cause instanceof PropertyViolated) {
    complain(`${colors.red('violated:')} ${cause.message}`);
    return EXIT.verdict;
  }
  if (cause instanceof StepError || cause instanceof UnsoundMachine) {
    complain(`${colors.red('error:')} ${cause.message}`);
    return EXIT.input;
  }
  complain(`${colors.red('error:')} ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
  complain('This is a fault of Chartwright, or of a scenario of your own.');
  return EXIT.input;
}

// A reader that goes away early, as head does, does not change what the command has to say by its exit code.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EPIPE') return;
    if (stream === process.stdout) complain(`error: cannot write to standard output (${cause.code ?? cause.message}).`);
    process.exit(EXIT.input);
  });
}
// What a module of a user's leaves running, or throws later, is not waited for, and not taken for a verdict.
process.on('uncaughtException', (cause) => process.exit(explain(cause)));
process.on('exit', () => {
  removeUnfinished();
  if (process.exitCode !== UNSETTLED) return;
  complain('error: the module waits for something that never comes (a top-level await); expected one that runs to its end.');
  process.exitCode = EXIT.input;
});

const code = await main(process.argv.slice(2));
process.exitCode = code;
// In a turn of its own, so that a failure to write is heard first.
process.stdout.write('', () => process.stderr.write('', () => setImmediate(() => process.exit(code))));
