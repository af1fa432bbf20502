/**
 * The inspector: what it costs a run to be watched, how soon a long trace is open, how long a frame of its timeline takes, and how
 * large the page is. docs/benchmarks.md says how to read the figures.
 *
 *     npm run bench:inspector -- [--json] [--events N] [--long N]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { browserAbsence, launchBrowser } from './chromium.ts';
import { measureLive, type LiveFigures } from './inspector-live.ts';
import { measureTrace, writeTrace, type TraceFigures } from './inspector-trace.ts';

const PAGE = fileURLToPath(new URL('../dist/inspector/page', import.meta.url));

/** Views of the page, by the key that shows them. */
const VIEWS = { system: '1', chart: '2', sequence: '3', timeline: '4', figures: '5' };

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    events: { type: 'string', default: '200000' },
    long: { type: 'string', default: '1000000' },
  },
});

interface SizeFigures {
  /** Gzipped, without the worker that lays charts out. */
  readonly pageBytes: number;
  readonly workerBytes: number;
}

function sizes(): SizeFigures {
  const packed = (name: string): number => gzipSync(readFileSync(join(PAGE, name)), { level: 9 }).length;
  return { pageBytes: packed('index.html') + packed('main.js') + packed('style.css'), workerBytes: packed('layout-worker.js') };
}

const absence = browserAbsence();
const size = sizes();
const scratch = mkdtempSync(join(tmpdir(), 'chartwright-bench-'));
let live: readonly LiveFigures[] = [];
let trace: TraceFigures | undefined;
try {
  if (absence === undefined) {
    const browser = await launchBrowser();
    try {
      const events = Number(values.events);
      live = [
        await measureLive(browser, 'examples/coffee-bar.ts', events, VIEWS),
        await measureLive(browser, 'distributed', Math.round(events / 4), { system: VIEWS.system, chart: VIEWS.chart }),
      ];
      const long = Number(values.long);
      trace = await measureTrace(browser, writeTrace(scratch, 'examples/coffee-bar.ts', long), long);
    } finally {
      await browser.close();
    }
  }
} finally {
  rmSync(scratch, { recursive: true });
}
const processors = cpus();
const machine = { cpu: processors[0]?.model ?? 'unknown', cores: processors.length, memoryBytes: totalmem(), node: process.version };
if (values.json) console.log(JSON.stringify({ machine, absence, size, live, trace }));
else print();

function print(): void {
  console.log(
    `The inspector, on ${machine.cpu}, ${machine.cores} cores, ${Math.round(machine.memoryBytes / 2 ** 30)} GiB, Node ${machine.node}`,
  );
  console.log(`  page           ${kilobytes(size.pageBytes)} gzipped, and ${kilobytes(size.workerBytes)} of layout worker`);
  if (absence !== undefined) console.log(`  the rest is left out: ${absence}`);
  for (const { scenario, alone, unwatched, watched } of live) {
    console.log(`  ${scenario}`);
    console.log(`    run alone    ${count(alone)} events/s`);
    console.log(`    no page      ${count(unwatched)} events/s   ${(unwatched / alone).toFixed(2)} of it`);
    for (const [view, rate] of Object.entries(watched))
      console.log(
        `    ${view.padEnd(12)} ${count(rate)} events/s   ${(rate / alone).toFixed(2)} of it, ${(rate / unwatched).toFixed(2)} of no page`,
      );
  }
  if (!trace) return;
  const { events, openMs, rebuiltMs, jumpMs, frameMs, frames } = trace;
  console.log(`  a trace of ${count(events)} events`);
  console.log(`    open         ${(openMs / 1000).toFixed(1)} s, states known after ${(rebuiltMs / 1000).toFixed(1)} s`);
  console.log(`    a jump       median ${jumpMs.median.toFixed(0)} ms, at most ${jumpMs.max.toFixed(0)} ms`);
  console.log(
    `    a frame      median ${frameMs.median.toFixed(1)} ms, 95 % ${frameMs.p95.toFixed(1)} ms, at most ${frameMs.max.toFixed(1)} ms (${frames} frames of the timeline)`,
  );
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}

function count(n: number): string {
  return Math.round(n).toLocaleString('en-US');
}
