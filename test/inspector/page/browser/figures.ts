/** The figures: as many plots as the scenario declares, drawn, with the results of the run at its end. */
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Open } from './in-browser.ts';
import { eventShown, openView, playToItsEnd } from './reading.ts';
import type { Shown } from './shown.ts';

export function testFigures(open: Open, shop: Shown): void {
  test('are those that the scenario declares, and are drawn', async () => {
    const { options, result, events } = shop.truth;
    const plots = options.scenario.plots?.(options.params) ?? expect.unreachable();
    const page = await open(shop.url);
    await openView(page, 'Figures');
    await playToItsEnd(page, shop.truth.events.length);
    const figures = page.locator('.plots-figure');
    expect(await figures.locator('.plots-title').allInnerTexts()).toEqual(plots.map(({ title }) => title));
    for (const [at, { series }] of plots.entries()) {
      const legend = figures.nth(at).locator('.plots-legend li');
      expect((await legend.allInnerTexts()).map((text) => series.some(({ label }) => text.startsWith(label)))).toEqual(
        series.map(() => true),
      );
      expect(await colorsIn(figures.nth(at).locator('canvas'))).toBeGreaterThan(3);
    }
    // At the end, the figures are the results.
    const { jobs, finished } = result.metrics as { readonly jobs: number; readonly finished: number };
    const ofJobs = figures.filter({ has: page.getByText('Jobs', { exact: true }) }).locator('.plots-legend');
    expect(await ofJobs.innerText()).toMatch(new RegExp(`handed in\\s*${jobs}\\s+finished\\s*${finished}\\s`));

    const over = figures.first().locator('.u-over');
    const { width = 0, height = 0 } = (await over.boundingBox()) ?? {};
    await over.click({ position: { x: width / 2, y: height / 2 } });
    const atMs = events[await eventShown(page)]?.atMs ?? 0;
    expect(atMs / result.atMs).toBeGreaterThan(0.4);
    expect(atMs / result.atMs).toBeLessThan(0.51);
  });
}

function colorsIn(canvas: Locator): Promise<number> {
  return canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) return 0;
    const { data } = element.getContext('2d')?.getImageData(0, 0, element.width, element.height) ?? { data: [] };
    const colors = new Set<number>();
    for (let at = 0; at < data.length; at += 4) colors.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
    return colors.size;
  });
}
