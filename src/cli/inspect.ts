/** `chartwright inspect`: serves the page that shows a run, live or recorded, or the actors of another program. */
import type { Command } from 'commander';
import open from 'open';
import { ApplicationSource } from '../inspector/others/application-source.ts';
import { LiveRun } from '../inspector/recording/live-run.ts';
import { OpenedTrace } from '../inspector/recording/opened-trace.ts';
import type { Source } from '../inspector/recording/source.ts';
import type { ApplicationClient } from '../inspector/server/application-client.ts';
import { serve } from '../inspector/server/serve.ts';
import { ServeError } from '../inspector/server/serve-error.ts';
import { scenarios } from '../scenarios/index.ts';
import { loadScenario } from '../scenarios/load.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import { EXIT, Stop, type ExitCode } from './exit.ts';
import { addWorkFlags, wholeFrom, type WorkOptions } from './flags.ts';
import { complainAbout, print } from './io.ts';
import { isTraceFile, openTrace } from './open-trace.ts';
import { prepare } from './prepare.ts';
import { PAGE_FOLDER } from './recorded-page.ts';
import { givenFlags, type GivenFlags } from './scenario-flags.ts';

interface InspectOptions extends WorkOptions {
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
    .action(async (subject: string | undefined, options: InspectOptions & Readonly<Record<string, unknown>>) =>
      done(await inspect({ subject, options, given: givenFlags(registry, options), registry })),
    );
}

interface InspectRequest {
  readonly subject: string | undefined;
  readonly options: InspectOptions;
  readonly given: GivenFlags;
  readonly registry: readonly AnyScenario[];
}

async function inspect(request: InspectRequest): Promise<ExitCode> {
  const { host, port, open: isToOpen } = request.options;
  const shown = await shownBy(request);
  const { source, onApplication } = shown;
  try {
    const served = await serve({ source, pageFolder: PAGE_FOLDER, host, port, ...(onApplication ? { onApplication } : {}) });
    print(`${source.about.title}\n\n  ${served.url}\n`);
    if (onApplication) print(`The program's createWebSocketInspector is to be given this as its url:\n\n  ${served.applicationUrl}\n`);
    print('Ctrl-C ends it.');
    if (isToOpen && process.stdout.isTTY) void openInBrowser(served.url);
    const reading = shown.begin();
    await interrupted();
    shown.end();
    await Promise.all([served.close(), reading]);
    return EXIT.ok;
  } catch (cause) {
    shown.end();
    if (cause instanceof ServeError) throw new Stop(EXIT.usage, cause.message);
    throw cause;
  }
}

/** What is shown, with what goes on while it is. */
interface ShownSource {
  readonly source: Source;
  readonly onApplication?: (client: ApplicationClient) => void;
  begin(): Promise<void>;
  end(): void;
}

async function shownBy({ subject, options, given, registry }: InspectRequest): Promise<ShownSource> {
  if (subject !== undefined && options.application)
    throw new Stop(EXIT.usage, `--application shows another program; expected it without '${subject}'.`);
  if (options.application) return applicationShown();
  if (subject === undefined)
    throw new Stop(EXIT.usage, 'expected a scenario, a trace file, or --application. See chartwright inspect --help.');
  return isTraceFile(subject) ? traceShown(subject, registry) : liveShown(subject, { options, given, registry });
}

function applicationShown(): ShownSource {
  const source = new ApplicationSource();
  return { source, onApplication: (client) => source.connect(client), begin: async () => {}, end: () => {} };
}

async function liveShown(subject: string, { options, given, registry }: Omit<InspectRequest, 'subject'>): Promise<ShownSource> {
  const loaded = await loadScenario(subject, registry);
  const { simulation, input } = prepare(loaded, options, given);
  const problems = input?.problems ?? [];
  complainAbout(problems, 'problems in the input');
  const reference = loaded.source.type === 'built-in' ? loaded.source.name : loaded.source.path;
  const run = new LiveRun(simulation, { reference, ...(options.keep === undefined ? {} : { eventsMax: options.keep }) });
  return { source: run, begin: async () => {}, end: () => run.pause() };
}

async function traceShown(subject: string, registry: readonly AnyScenario[]): Promise<ShownSource> {
  const { head, lines, options } = await openTrace(subject, registry);
  const { header } = head;
  const trace = new OpenedTrace({ header, options, lines, file: subject, firstLine: 2 + (header.items ?? 0) });
  return { source: trace, begin: () => trace.open(), end: () => trace.stop() };
}

/** Where there is no browser, the address is on the terminal all the same. */
async function openInBrowser(url: string): Promise<void> {
  try {
    const browser = await open(url);
    browser.on('error', () => {});
  } catch {
    // Nothing is lost: see above.
  }
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve());
  });
}
