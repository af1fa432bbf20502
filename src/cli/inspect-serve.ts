/** Serves the page of `chartwright inspect`, and keeps what it shows going until Ctrl-C. */
import open from 'open';
import { ApplicationSource } from '../inspector/others/application-source.ts';
import { LiveRun } from '../inspector/recording/live-run.ts';
import { OpenedTrace } from '../inspector/recording/opened-trace.ts';
import type { Source } from '../inspector/recording/source.ts';
import type { ApplicationClient } from '../inspector/server/application-client.ts';
import { serve } from '../inspector/server/serve.ts';
import { ServeError } from '../inspector/server/serve-error.ts';
import { visible } from '../scenarios/format.ts';
import { loadScenario } from '../scenarios/load.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import { EXIT, Stop, type ExitCode } from './exit.ts';
import type { InspectOptions } from './inspect.ts';
import { complainAbout, print } from './io.ts';
import { isTraceFile, openTrace } from './open-trace.ts';
import { prepare } from './prepare.ts';
import { PAGE_FOLDER } from './recorded-page.ts';
import type { GivenFlags } from './scenario-flags.ts';

export interface InspectRequest {
  readonly subject: string | undefined;
  readonly options: InspectOptions;
  readonly given: GivenFlags;
  readonly registry: readonly AnyScenario[];
}

export async function inspect(request: InspectRequest): Promise<ExitCode> {
  const { host, port, open: isToOpen } = request.options;
  const shown = await shownBy(request);
  const { source, onApplication } = shown;
  // Before anybody is told how to end it.
  const over = interrupted();
  try {
    const served = await serve({ source, pageFolder: PAGE_FOLDER, host, port, ...(onApplication ? { onApplication } : {}) });
    print(`${visible(source.about.title)}\n\n  ${served.url}\n`);
    if (onApplication) print(`The program's createWebSocketInspector is to be given this as its url:\n\n  ${served.applicationUrl}\n`);
    print('Ctrl-C ends it.');
    if (isToOpen && process.stdout.isTTY) void openInBrowser(served.url);
    const reading = shown.begin();
    await over;
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
  return isTraceFile(subject) ? traceShown(subject, registry, options) : liveShown(subject, { options, given, registry });
}

function applicationShown(): ShownSource {
  const source = new ApplicationSource();
  return { source, onApplication: (client) => source.connect(client), begin: async () => {}, end: () => {} };
}

async function liveShown(subject: string, { options, given, registry }: Omit<InspectRequest, 'subject'>): Promise<ShownSource> {
  const loaded = await loadScenario(subject, registry, options.engine);
  const { simulation, input } = prepare(loaded, options, given);
  const problems = input?.problems ?? [];
  complainAbout(problems, 'problems in the input');
  const reference = loaded.source.type === 'built-in' ? loaded.source.name : loaded.source.path;
  const run = new LiveRun(simulation, { reference, ...(options.keep === undefined ? {} : { eventsMax: options.keep }) });
  return { source: run, begin: async () => {}, end: () => run.pause() };
}

async function traceShown(subject: string, registry: readonly AnyScenario[], { engine }: InspectOptions): Promise<ShownSource> {
  const { head, lines, options } = await openTrace(subject, registry, engine);
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
