/** What a page has to bear: names that would like to be scripts, addresses that are not whole, and a server that goes away. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { chartwright, inFolder } from '../../../command-line.ts';
import { describeInBrowser } from './in-browser.ts';
import { goToEvent, openView, playToItsEnd, selectActor } from './reading.ts';
import { inspectingHere } from './shown.ts';
import type { Page } from 'playwright-core';

const VIEWS = ['System', 'Statechart', 'Sequence', 'Timeline', 'Figures'];

/** Looks at everything there is, and asserts that nothing that stands in it has run. */
async function expectNothingRuns(page: Page): Promise<void> {
  for (const view of VIEWS) {
    await openView(page, view);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  expect(await page.evaluate(() => Reflect.get(window, '__hit') as unknown)).toBeUndefined();
  expect(await page.locator('#app img, #app script, #app b[onclick]').count()).toBe(0);
}

describeInBrowser('a script in a name', (open) => {
  const NAME = '</script><script>window.__hit=1</script>';
  const TITLE = '<img src=x onerror="window.__hit=2"> & </title><script>window.__hit=3</script>';

  const evil = (folder: string): string => {
    const path = join(folder, 'examples', 'coffee-bar.ts');
    const text = readFileSync(path, 'utf8')
      .replace("'grace'", JSON.stringify(NAME))
      .replace(/title: '[^']*'/, `title: ${JSON.stringify(TITLE)}`)
      .replace("title: 'in line'", `title: ${JSON.stringify(TITLE)}`);
    expect(text).toContain('__hit=1');
    expect(text).toContain('__hit=2');
    writeFileSync(path, text);
    return path;
  };

  test('of an actor, or of the scenario, is shown as the text that it is', () =>
    inFolder(
      async (folder) => {
        const inspector = await inspectingHere([evil(folder), '--seed', '3', '--until', '7200']);
        const page = await open(inspector.url);
        await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
        expect(await page.title()).toBe(`${TITLE} · Chartwright`);
        await playToItsEnd(page);
        await page.locator('.actors-id', { hasText: NAME }).waitFor();
        await selectActor(page, `customer-${NAME}`);
        await page.getByRole('region', { name: `Context of customer-${NAME}` }).waitFor();
        await goToEvent(page, 9);
        await expectNothingRuns(page);
      },
      { examples: true },
    ));

  test('is shown so in a file of its own, too', () =>
    inFolder(
      async (folder) => {
        const file = join(folder, 'day.html');
        expect(chartwright(['run', evil(folder), '--until', '7200', '--quiet', '--html', file]).code).toBe(0);
        const page = await open(pathToFileURL(file).href);
        await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
        await page.locator('.actors-id', { hasText: NAME }).waitFor();
        await expectNothingRuns(page);
      },
      { examples: true },
    ));

  test('is shown so where it stands in a deck', () =>
    inFolder(async (folder) => {
      const deck = readFileSync('examples/decks/tides.deck', 'utf8').replace(/^\$JOB.*$/m, '$JOB, 10, 1850, <IMG SRC=X ONERROR=__HIT=1>');
      const path = join(folder, '<img src=x onerror=__hit=4>.deck');
      writeFileSync(path, deck);
      const inspector = await inspectingHere(['batch', '--decks', path]);
      const page = await open(inspector.url);
      await playToItsEnd(page);
      await expectNothingRuns(page);
      await openView(page, 'Sequence');
      await page.getByRole('searchbox', { name: 'Filter by text in events' }).fill('<img');
      await page.locator('.sequence-status', { hasText: /^[1-9]\d* of/ }).waitFor();
    }));
});

describeInBrowser('a server', (open) => {
  test('that goes away leaves a page that says so, and what to do, and can still be looked at', async () => {
    const inspector = await inspectingHere(['batch', '--decks', 'examples/decks', '--seed', '9']);
    const page = await open(inspector.url, { expected: { console: /WebSocket connection to .* failed/ } });
    await playToItsEnd(page, 413);
    await goToEvent(page, 200);
    await inspector.end();
    const notice = page.getByRole('alert').filter({ hasText: 'The server has gone.' });
    await notice.waitFor();
    expect(await notice.innerText()).toContain('Start `chartwright inspect` again, and open the address that it prints.');
    await page.getByRole('img', { name: 'connection closed' }).waitFor();
    // What has come is kept.
    await goToEvent(page, 150);
    await openView(page, 'Timeline');
    await openView(page, 'Sequence');
    await page.locator('.sequence-status', { hasText: '413 of 413 events' }).waitFor();
    await page.getByRole('button', { name: 'Close this notice' }).click();
    await notice.waitFor({ state: 'detached' });
  });

  test('does not know a page without its token, and says what to do', async () => {
    const inspector = await inspectingHere(['batch']);
    const url = new URL(inspector.url);
    url.search = '';
    const page = await open(url.href, { expected: { console: /status of 40[34]/ } });
    expect(await page.locator('body').innerText()).toContain('Open the whole address that the terminal printed');
  });
});
