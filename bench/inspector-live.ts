/** What it costs a run to be watched: events per second by itself, in the inspector without a page, and with one open. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { startInspector } from './inspector-served.ts';

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

export interface LiveFigures {
  readonly scenario: string;
  readonly events: number;
  /** Events per second of `chartwright run`. */
  readonly alone: number;
  /** In the inspector, with nobody who looks on. */
  readonly unwatched: number;
  /** With a page open, by the view that it shows. */
  readonly watched: Readonly<Record<string, number>>;
}

export async function measureLive(
  browser: Browser,
  scenario: string,
  events: number,
  views: Readonly<Record<string, string>>,
): Promise<LiveFigures> {
  const args = [scenario, '--max-events', String(events)];
  const unwatched = await played(args, undefined);
  const watched: Record<string, number> = {};
  for (const [view, key] of Object.entries(views)) watched[view] = await played(args, { browser, key });
  return { scenario, events, alone: alone(args), unwatched, watched };
}

function alone(args: readonly string[]): number {
  const { stdout } = spawnSync(process.execPath, [MAIN, 'run', ...args, '--json'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const { events, wallMs } = JSON.parse(stdout) as { readonly events: number; readonly wallMs: number };
  return (events / wallMs) * 1000;
}

/** Events per second from play to the end. @param page what looks on, and the key that shows its view */
async function played(args: readonly string[], page: { readonly browser: Browser; readonly key: string } | undefined): Promise<number> {
  const inspector = await startInspector(args);
  const context = await page?.browser.newContext({ viewport: { width: 1280, height: 720 } });
  try {
    if (context && page) {
      const tab = await context.newPage();
      await tab.goto(inspector.url);
      await tab.waitForSelector('[role=tab]');
      await tab.keyboard.press(page.key);
      await tab.waitForTimeout(1000);
    }
    const { events: before } = await inspector.until(() => true);
    const started = performance.now();
    inspector.command({ type: 'play', speed: null });
    const { events } = await inspector.until(({ end }) => end !== null);
    return ((events - before) / (performance.now() - started)) * 1000;
  } finally {
    await context?.close();
    await inspector.end();
  }
}
