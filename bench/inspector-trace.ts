/** A long trace: how soon it is open, how soon its states are known, and how long the timeline takes to draw a frame of it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { startInspector } from './inspector-served.ts';

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

export interface TraceFigures {
  readonly events: number;
  /** From the command to a page that shows all events. */
  readonly openMs: number;
  /** From the command to the last state that is known. */
  readonly rebuiltMs: number;
  /** From a jump to a moment anywhere in the run to the context that stood there: median and worst of some. */
  readonly jumpMs: Spread;
  /** Drawing a frame of the timeline, while it is zoomed and panned over the whole run. */
  readonly frameMs: Spread;
  readonly frames: number;
}

export interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** Writes such a trace. @returns its path */
export function writeTrace(folder: string, scenario: string, events: number): string {
  const path = join(folder, 'long.jsonl');
  const { status, stderr } = spawnSync(
    process.execPath,
    [MAIN, 'run', scenario, '--max-events', String(events), '--trace', path, '--quiet'],
    { encoding: 'utf8' },
  );
  // 2: it ended at the bound.
  if (status !== 2 && status !== 0) throw new Error(`the trace could not be written:\n${stderr}`);
  return path;
}

export async function measureTrace(browser: Browser, path: string, events: number): Promise<TraceFigures> {
  const started = performance.now();
  const inspector = await startInspector([path]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  try {
    const page = await context.newPage();
    await page.goto(inspector.url);
    await untilShown(page, `document.body.textContent.includes('of ${(events - 1).toLocaleString('en-US')}')`);
    const openMs = performance.now() - started;
    await inspector.until(({ rebuilt }) => rebuilt >= events);
    const rebuiltMs = performance.now() - started;
    const jumpMs = spread(await jumps(page));
    const frames = await timelineFrames(page);
    return { events, openMs, rebuiltMs, jumpMs, frameMs: spread(frames), frames: frames.length };
  } finally {
    await context.close();
    await inspector.end();
  }
}

// What runs in the page stands as text: this program knows no document. It is asked again and again, since the page's policy
// lets nothing be waited for that it would have to make of a text itself.
const POLL_MS = 4;
const SHOWN_MAX_MS = 120_000;

async function untilShown(page: Page, condition: string): Promise<void> {
  const started = performance.now();
  while (!(await page.evaluate<boolean>(condition))) {
    if (performance.now() - started > SHOWN_MAX_MS) throw new Error(`the page does not come to show ${condition}`);
    await page.waitForTimeout(POLL_MS);
  }
}

/** The event's panel has the event that the time bar names. */
const SHOWS_THE_MOMENT = `(() => {
  const text = document.body.textContent;
  const shown = /event ([\\d,]+) of/.exec(text)?.[1];
  return shown !== undefined && document.querySelector('[data-moment]')?.getAttribute('data-moment') === shown.replaceAll(',', '');
})()`;

/** Milliseconds that each frame took to draw since they were last taken. */
const TAKE_FRAMES = `(() => {
  const durations = performance.getEntriesByName('timeline-frame').map(({ duration }) => duration);
  performance.clearMeasures();
  return durations;
})()`;

/** Clicks here and there on the scrubber, and waits each time until the event's panel has the event that the time bar names. */
async function jumps(page: Page): Promise<readonly number[]> {
  const times: number[] = [];
  const slider = page.getByRole('slider').first();
  const box = await slider.boundingBox();
  if (!box) throw new Error('there is no scrubber');
  for (let at = 1; at <= 20; at += 1) {
    // Far from one to the next, so that none is near at hand.
    const share = (at * 0.381_966) % 1;
    const started = performance.now();
    await page.mouse.click(box.x + 4 + share * (box.width - 8), box.y + box.height / 2);
    await untilShown(page, SHOWS_THE_MOMENT);
    times.push(performance.now() - started);
  }
  return times;
}

/** Zooms in and out and pans for some seconds, as with keys held down. */
async function timelineFrames(page: Page): Promise<readonly number[]> {
  await page.keyboard.press('4');
  await page.waitForTimeout(1500);
  const canvas = page.locator('[role=tabpanel] canvas, main canvas').first();
  await canvas.click({ position: { x: 300, y: 60 } });
  await page.evaluate(TAKE_FRAMES);
  const frames: number[] = [];
  for (const key of ['w', 'd', 's', 'a', 'w', 'a', 'w', 'd', 's', 's']) {
    await page.keyboard.down(key);
    await page.waitForTimeout(700);
    await page.keyboard.up(key);
    frames.push(...(await page.evaluate<readonly number[]>(TAKE_FRAMES)));
  }
  return frames;
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95), max: at(1) };
}
