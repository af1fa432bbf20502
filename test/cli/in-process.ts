/** The command line in this process, over scenarios of the test's own. */
import { Command, CommanderError } from 'commander';
import { vi } from 'vitest';
import { CheckRefused } from '../../src/checker/refused.ts';
import { addCheck } from '../../src/cli/check.ts';
import { EXIT, Stop } from '../../src/cli/exit.ts';
import { addList } from '../../src/cli/list.ts';
import { addReplay } from '../../src/cli/replay.ts';
import { addRun } from '../../src/cli/run.ts';
import { UnusableInput } from '../../src/scenarios/problem.ts';
import type { AnyScenario } from '../../src/scenarios/scenario.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The program with the commands that take scenarios. */
export function programOf(registry: readonly AnyScenario[], done: (code: number) => void = () => undefined): Command {
  const program = new Command('chartwright').exitOverride();
  addRun(program, done, registry);
  addReplay(program, done, registry);
  addList(program, done, registry);
  addCheck(program, done, registry);
  for (const command of program.commands) command.exitOverride();
  return program;
}

/** Exit codes as main.ts gives them. */
export async function commandLine(registry: readonly AnyScenario[], args: readonly string[]): Promise<Ran> {
  let out = '';
  let err = '';
  let code = -1;
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => (out += String(text)).length > 0);
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => (err += String(text)).length > 0);
  try {
    await programOf(registry, (it) => (code = it)).parseAsync([...args], { from: 'user' });
  } catch (cause) {
    if (cause instanceof CommanderError) code = cause.exitCode === 0 ? EXIT.ok : EXIT.usage;
    else if (cause instanceof Stop) [code, err] = [cause.code, err + cause.message];
    else if (cause instanceof CheckRefused) [code, err] = [EXIT.usage, err + cause.message];
    else if (cause instanceof UnusableInput) [code, err] = [EXIT.input, err + cause.message];
    else throw cause;
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
  return { code, out, err };
}
