/** `chartwright inspect`: the page that shows a run, live or recorded, or the actors of another program. */
import type { Command } from 'commander';
import { scenarios } from '../scenarios/index.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import type { ExitCode } from './exit.ts';
import { addWorkFlags, wholeFrom, type WorkOptions } from './flags.ts';
import { givenFlags } from './scenario-flags.ts';

export interface InspectOptions extends WorkOptions {
  readonly application?: true;
  readonly port: number;
  readonly host: string;
  readonly open: boolean;
  readonly keep?: number;
}

const EXAMPLES = `
Examples:
  chartwright inspect batch                              the batch shop, live: play, pause, step, send an event
  chartwright inspect batch --decks examples/decks
  chartwright inspect day.jsonl                          a recorded run: what run --trace has written
  chartwright inspect bug.jsonl                          a counterexample: what check --trace has written
  chartwright inspect --application                      another program: prints what its createWebSocketInspector is to be given
  chartwright run batch --html day.html                  the same page as one file, without a server

The page is served on this machine only, unless --host says otherwise, to whoever has the address with its token.
Exit codes: 0 ended by Ctrl-C; 64 wrong usage; 65 unusable input.`;

export function addInspect(program: Command, done: (code: ExitCode) => void, registry: readonly AnyScenario[] = scenarios): void {
  const command = program
    .command('inspect')
    .summary('watch a run in the browser: live, recorded, or a counterexample')
    .description('Serves a page that shows the statecharts, the messages and the time of a run, and goes back in it.')
    .argument('[scenario or trace]', 'what run takes, for a run to lead; or a trace file');
  addWorkFlags(command, registry)
    .option('--port <n>', 'the port to listen on (default: any that is free)', wholeFrom(0), 0)
    .option('--host <address>', 'the address to listen on; another than the default lets other machines in', '127.0.0.1')
    .option('--no-open', 'print the address, and leave it to you to open it')
    .option('--application', 'show the actors of another XState v5 program instead, through @statelyai/inspect')
    .option('--keep <events>', 'so many events of a live run are kept; then it pauses (default: 2000000)', wholeFrom(1))
    .addHelpText('after', EXAMPLES)
    .action(async (subject: string | undefined, options: InspectOptions & Readonly<Record<string, unknown>>) => {
      // The server and what it shows are loaded by those alone who look.
      const { inspect } = await import('./inspect-serve.ts');
      done(await inspect({ subject, options, given: givenFlags(registry, options), registry }));
    });
}
