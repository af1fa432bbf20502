/** `npm run bridge -w packages/xstate-inspect -- SCENARIO`: a run, for the tools of @xstate/inspect. */
import { Command } from 'commander';
import { EXIT, Stop } from '../../../src/cli/exit.ts';
import { addWorkFlags, wholeFrom, type WorkOptions } from '../../../src/cli/flags.ts';
import { complain, complainAbout, print } from '../../../src/cli/io.ts';
import { prepare } from '../../../src/cli/prepare.ts';
import { givenFlags } from '../../../src/cli/scenario-flags.ts';
import { LiveRun } from '../../../src/inspector/recording/live-run.ts';
import { ServeError } from '../../../src/inspector/server/serve-error.ts';
import { scenarios } from '../../../src/scenarios/index.ts';
import { loadScenario } from '../../../src/scenarios/load.ts';
import { UnusableInput } from '../../../src/scenarios/problem.ts';
import { bridge } from './bridge.ts';

interface BridgeFlags extends WorkOptions {
  readonly port: number;
  readonly origin: readonly string[];
  readonly speed: number;
}

// npm runs the scripts of a workspace in its folder; paths are relative to where npm was called.
process.chdir(process.env['INIT_CWD'] ?? '.');

const command = new Command('bridge')
  .description("Plays a scenario, and shows its actors to receivers of @xstate/inspect, XState 4's inspector. It begins when one connects.")
  .argument('<scenario>', 'as chartwright run takes it')
  .option('--port <n>', 'the port to listen on; 0: any that is free', wholeFrom(0), 8888)
  .option('--speed <s>', 'simulated seconds in a second; 0: as fast as it goes', wholeFrom(0), 60)
  .option('--origin <origin>', 'a page from elsewhere that may connect, such as https://stately.ai; repeatable', collect, []);

addWorkFlags(command, scenarios).action(async (reference: string, options: BridgeFlags & Readonly<Record<string, unknown>>) => {
  const loaded = await loadScenario(reference, scenarios);
  const { simulation, input } = prepare(loaded, options, givenFlags(scenarios, options));
  complainAbout(input?.problems ?? [], 'problems in the input');
  const run = new LiveRun(simulation, { reference });
  const { server, close } = await bridge({
    run,
    scenario: loaded.scenario,
    port: options.port,
    origins: options.origin,
    onInspecting: () => {
      if (run.status().playing || run.status().end !== null) return;
      run.command({ type: 'play', speed: options.speed === 0 ? null : options.speed });
      print('A receiver looks on: the run begins.');
    },
    onEvent: ({ actor, event }, refusal) => print(refusal ?? `${actor} was sent ${event.type}.`),
  });
  print(`${loaded.scenario.title}\n\n  createWebSocketReceiver({ server: '${server}' })\n\nCtrl-C ends it.`);
  const stopTelling = run.onChange(() => {
    const { end, problem } = run.status();
    if (end === null) return;
    print(problem ?? `The run has ended (${end}). Its actors can still be looked at.`);
    stopTelling();
  });
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve());
  });
  run.pause();
  await close();
});

try {
  await command.parseAsync();
} catch (cause) {
  process.exitCode = failed(cause);
}

function failed(cause: unknown): number {
  if (cause instanceof UnusableInput) complainAbout(cause.problems, 'problems');
  else if (cause instanceof Stop || cause instanceof ServeError) complain(cause.message);
  else throw cause;
  return cause instanceof Stop ? cause.code : cause instanceof ServeError ? EXIT.usage : EXIT.input;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
