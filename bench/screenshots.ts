/**
 * Takes the pictures of the inspector that the README and docs/inspector.md show: each view, of both systems.
 *
 *     npm run screenshots
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { browserAbsence, launchBrowser } from './chromium.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'docs/inspector');

interface Picture {
  readonly name: string;
  readonly run: 'batch' | 'distributed' | 'counterexample';
  /** The key that shows the view. */
  readonly key: string;
  /** The event at which one looks. */
  readonly event: number;
  readonly scheme: 'light' | 'dark';
  /** Who is looked at; unless given, whoever took the step. */
  readonly actor?: string;
}

/** A job is in memory; and a process is being placed. */
const [IN_MEMORY, PLACED] = [146, 620];

const PICTURES: readonly Picture[] = [
  { name: 'batch-system', run: 'batch', key: '1', event: 152, scheme: 'light' },
  { name: 'batch-statechart', run: 'batch', key: '2', event: IN_MEMORY, scheme: 'light' },
  { name: 'batch-sequence', run: 'batch', key: '3', event: IN_MEMORY, scheme: 'light' },
  { name: 'batch-timeline', run: 'batch', key: '4', event: IN_MEMORY, scheme: 'dark' },
  { name: 'batch-figures', run: 'batch', key: '5', event: IN_MEMORY, scheme: 'light' },
  { name: 'distributed-system', run: 'distributed', key: '1', event: PLACED, scheme: 'light' },
  { name: 'distributed-statechart', run: 'distributed', key: '2', event: PLACED, scheme: 'dark' },
  { name: 'distributed-sequence', run: 'distributed', key: '3', event: PLACED, scheme: 'light' },
  { name: 'distributed-timeline', run: 'distributed', key: '4', event: PLACED, scheme: 'light' },
  { name: 'distributed-figures', run: 'distributed', key: '5', event: PLACED, scheme: 'dark' },
  { name: 'counterexample', run: 'counterexample', key: '6', event: 10, scheme: 'light' },
];

const absence = browserAbsence();
if (absence !== undefined) throw new Error(`no pictures can be taken: ${absence}`);
const scratch = mkdtempSync(join(tmpdir(), 'chartwright-pictures-'));
const browser = await launchBrowser();
try {
  mkdirSync(OUT, { recursive: true });
  chartwright('run', 'batch', '--decks', 'examples/decks', '--html', page('batch'));
  chartwright('run', 'distributed', '--html', page('distributed'));
  chartwright('check', 'examples/checked/hasty.ts', '--trace', join(scratch, 'bug.jsonl'));
  chartwright('replay', join(scratch, 'bug.jsonl'), '--html', page('counterexample'));
  for (const picture of PICTURES) await take(browser, picture);
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true });
}

function page(run: Picture['run']): string {
  return join(scratch, `${run}.html`);
}

function chartwright(...args: readonly string[]): void {
  const { stderr, status } = spawnSync(process.execPath, [join(ROOT, 'dist/cli/main.js'), ...args, '--quiet'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  // 1: a property is violated, as it should be.
  if (status !== 0 && status !== 1) throw new Error(`chartwright ${args.join(' ')}:\n${stderr}`);
}

async function take(browser: Browser, { name, run, key, event, scheme, actor }: Picture): Promise<void> {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: scheme });
  await tab.goto(pathToFileURL(page(run)).href);
  await tab.waitForSelector('[role=tab]');
  const where = tab.getByLabel('Time; write a time or the number of an event to go there');
  await where.fill(String(event));
  await where.press('Enter');
  if (actor !== undefined) await tab.getByText(actor, { exact: true }).last().click();
  await tab.keyboard.press(key);
  // Charts are laid out in a worker, and figures are drawn when they come into view.
  await tab.waitForTimeout(2500);
  await tab.screenshot({ path: join(OUT, `${name}.png`) });
  await tab.close();
}
