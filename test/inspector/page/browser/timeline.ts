/** The timeline: what is in view moves as the keys say, and bars are those of the run. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Open } from './in-browser.ts';
import { eventShown, eventTold, eventually, exactly, goToEvent, openView, playToItsEnd, selectActor } from './reading.ts';
import type { Shown } from './shown.ts';
import { sentenceOf, type Truth } from './truth.ts';

/** Of the axis, from the top of the canvas. */
const AXIS_Y = 12;

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

interface Bar extends Range {
  readonly event: number;
}

export function testTimeline(open: Open, network: Shown): void {
  const opened = async (): Promise<{ readonly page: Page; readonly canvas: Locator; readonly stage: Locator }> => {
    const page = await open(network.url);
    await playToItsEnd(page, network.truth.events.length);
    await openView(page, 'Timeline');
    const stage = page.getByRole('application', { name: /^Lanes of actors/ });
    await stage.focus();
    return { page, canvas: page.locator('.timeline-canvas'), stage };
  };
  /** What is in view, by clicks on the axis: each leads to the last event before it, of which there are many. */
  const inView = async (page: Page, canvas: Locator): Promise<Range> => {
    const { width = 0 } = (await canvas.boundingBox()) ?? {};
    const timeAt = async (share: number): Promise<number> => {
      await canvas.click({ position: { x: share * width, y: AXIS_Y } });
      return network.truth.events[await eventShown(page)]?.atMs ?? expect.unreachable();
    };
    const early = await timeAt(0.1);
    const tenthMs = ((await timeAt(0.5)) - early) / 4;
    return { fromMs: early - tenthMs, toMs: early + 9 * tenthMs };
  };
  /** The pointer is in the middle: there what is seen stays where it is. */
  const hold = async (page: Page, key: string): Promise<void> => {
    await page.keyboard.down(key);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 150)));
    await page.keyboard.up(key);
  };

  test('is moved by keys', async () => {
    const { page, canvas, stage } = await opened();
    const all = await inView(page, canvas);
    expect(all.fromMs / 1000).toBeCloseTo(0, -1);
    expect(all.toMs / 1000).toBeCloseTo(122, -1);
    await stage.focus();
    await hold(page, 'w');
    const closer = await inView(page, canvas);
    expect(lengthOf(closer)).toBeLessThan(0.9 * lengthOf(all));
    await hold(page, 'd');
    const later = await inView(page, canvas);
    expect(later.fromMs).toBeGreaterThan(closer.fromMs + 0.05 * lengthOf(closer));
    expect(lengthOf(later) / lengthOf(closer)).toBeCloseTo(1, 1);
    await hold(page, 'a');
    const earlier = await inView(page, canvas);
    expect(earlier.fromMs).toBeLessThan(later.fromMs - 0.05 * lengthOf(closer));
    await hold(page, 's');
    expect(lengthOf(await inView(page, canvas))).toBeGreaterThan(1.1 * lengthOf(closer));
    await page.keyboard.press('0');
    expect(lengthOf(await inView(page, canvas)) / lengthOf(all)).toBeCloseTo(1, 1);
  });

  test('leads to the beginning of a bar that is clicked, looks closely at it, and goes to the next', async () => {
    const { page, canvas, stage } = await opened();
    const bars = barsOf(network.truth, 'cpu-pc1');
    const longest =
      bars.filter(({ fromMs, toMs }) => fromMs > 20_000 && toMs < 100_000).toSorted((a, b) => lengthOf(b) - lengthOf(a))[0] ??
      expect.unreachable();
    await page.getByRole('searchbox', { name: 'Filter lanes' }).fill('cpu-pc1');
    const box = (await canvas.boundingBox()) ?? expect.unreachable();
    const head = (await page.locator('.timeline-head', { hasText: /^cpu-pc1$/ }).boundingBox()) ?? expect.unreachable();
    const share = (longest.fromMs + longest.toMs) / 2 / (1.02 * network.truth.result.atMs);
    await page.mouse.click(box.x + share * box.width, head.y + head.height / 2);
    await exactly(page, longest.event);
    expect((await eventTold(page)).sentence).toBe(
      sentenceOf(network.truth.events[longest.event] ?? expect.unreachable(), network.truth.events),
    );
    await page.getByRole('region', { name: 'Context of cpu-pc1' }).waitFor();
    expect(await page.locator('.timeline-spoken').textContent()).toContain('cpu-pc1: ');

    await stage.focus();
    await page.keyboard.press('f');
    const close = await inView(page, canvas);
    expect(Math.abs(close.fromMs - (longest.fromMs - 0.15 * lengthOf(longest)))).toBeLessThan(0.05 * lengthOf(longest));
    expect(Math.abs(close.toMs - (longest.toMs + 0.15 * lengthOf(longest)))).toBeLessThan(0.05 * lengthOf(longest));
    await goToEvent(page, longest.event);
    await stage.focus();
    await page.keyboard.press('ArrowRight');
    await exactly(page, bars[bars.indexOf(longest) + 1]?.event ?? -1);
    await page.keyboard.press('ArrowLeft');
    await exactly(page, longest.event);
  });

  test('keeps lanes that are pinned above the others', async () => {
    const { page, stage } = await opened();
    const pinned = page.locator('.timeline-pinned .timeline-name');
    const others = page.locator('.timeline-others .timeline-head .timeline-name');
    await selectActor(page, 'cpu-pc2');
    await stage.focus();
    await page.keyboard.press('p');
    expect(await pinned.allInnerTexts()).toEqual(['cpu-pc2']);
    const filter = page.getByRole('searchbox', { name: 'Filter lanes' });
    await filter.fill('files-pc1');
    await page.getByRole('button', { name: 'Pin files-pc1' }).click();
    await filter.fill('');
    expect(await pinned.allInnerTexts()).toEqual(['cpu-pc2', 'files-pc1']);
    const first = await others.first().innerText();
    await stage.evaluate((element) => element.scrollTo({ top: 400 }));
    await eventually(() => others.first().innerText()).not.toBe(first);
    expect(await pinned.allInnerTexts()).toEqual(['cpu-pc2', 'files-pc1']);
    await page.getByRole('button', { name: 'Unpin files-pc1' }).click();
    await stage.focus();
    await page.keyboard.press('p');
    expect(await pinned.count()).toBe(0);
  });
}

/** The bars of an actor, as the trace has them. */
function barsOf({ events, result }: Truth, actor: string): readonly Bar[] {
  const bars: { readonly event: number; readonly fromMs: number; toMs: number; readonly state: string }[] = [];
  for (const event of events) {
    if (event.type !== 'step' || event.actor !== actor) continue;
    const last = bars.at(-1);
    const state = JSON.stringify(event.state);
    if (last?.state === state) continue;
    if (last) last.toMs = event.atMs;
    bars.push({ event: event.n, fromMs: event.atMs, toMs: result.atMs, state });
  }
  return bars;
}

function lengthOf({ fromMs, toMs }: Range): number {
  return toMs - fromMs;
}
