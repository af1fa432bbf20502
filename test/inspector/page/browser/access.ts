/** The page without a mouse, and in the dark: what can be done is reached by the Tab key, and has a name. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Open } from './in-browser.ts';
import { openView, playToItsEnd, standShown } from './reading.ts';
import type { Shown } from './shown.ts';

export function testAccess(open: Open, shop: Shown): void {
  test('leads by the Tab key to all that can be done, in every view', async () => {
    const page = await open(shop.url, { colorScheme: 'dark' });
    await playToItsEnd(page, shop.truth.events.length);
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    for (const view of ['System', 'Statechart', 'Sequence', 'Timeline', 'Figures']) {
      await openView(page, view);
      if (view === 'Statechart') await page.locator('.chart-drawing [data-path]').first().waitFor();
      const { stops, missed } = await tabStops(page);
      const nameless = stops.filter(({ role, name }) => name === '' || role === '' || role === 'generic');
      expect({ view, missed, nameless }).toEqual({ view, missed: [], nameless: [] });
      expect(stops.map(({ role, name }) => `${role} ${name}`)).toEqual(expect.arrayContaining([...SHELL]));
    }
  });

  test('does by keys what it does by the mouse', async () => {
    const page = await open(shop.url);
    await playToItsEnd(page, shop.truth.events.length);
    await page.keyboard.press('2');
    await page.getByRole('tab', { name: 'Statechart', selected: true }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('takahashi');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Context of user-takahashi' }).waitFor();
    expect((await standShown(page)).actor).toBe('user-takahashi');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await help.waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Context of user-takahashi' }).waitFor({ state: 'detached' });
  });

  test('is light, or dark, as one has it, and stays so', async () => {
    const page = await open(shop.url);
    const html = page.locator('html');
    await page.getByRole('button', { name: 'Theme: auto' }).click();
    await page.getByRole('button', { name: 'Theme: light' }).click();
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
    expect(await html.getAttribute('data-theme')).toBe('dark');
    await page.reload();
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
    expect(await html.getAttribute('data-theme')).toBe('dark');
  });
}

interface Stop {
  readonly role: string;
  readonly name: string;
}

/** Of whom the browser tells who hears the page. */
interface Spoken {
  readonly nodes: readonly { readonly role?: { readonly value?: string }; readonly name?: { readonly value?: string } }[];
}

const STOPS_MAX = 400;

/** All that the Tab key leads to, until it begins anew. */
async function tabStops(page: Page): Promise<{ readonly stops: readonly Stop[]; readonly missed: readonly string[] }> {
  const devtools = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('[data-reached]')) element.removeAttribute('data-reached');
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  const stops: Stop[] = [];
  // It begins where one has clicked last, comes to the end of the page, and goes on at its beginning.
  for (;;) {
    await page.keyboard.press('Tab');
    const where = await page.evaluate(() => {
      const { activeElement } = document;
      if (!activeElement || activeElement === document.body) return 'end';
      if (activeElement.hasAttribute('data-reached')) return 'again';
      activeElement.setAttribute('data-reached', '');
      return 'new';
    });
    if (where === 'again') break;
    if (where === 'end') continue;
    const { result } = await devtools.send('Runtime.evaluate', { expression: 'document.activeElement' });
    const { nodes }: Spoken = await devtools.send('Accessibility.getPartialAXTree', {
      ...(result.objectId === undefined ? {} : { objectId: result.objectId }),
      fetchRelatives: false,
    });
    stops.push({ role: nodes[0]?.role?.value ?? '', name: nodes[0]?.name?.value ?? '' });
    if (stops.length > STOPS_MAX) throw new Error(`the Tab key goes on and on: ${JSON.stringify(stops.slice(-5))}`);
  }
  // What a mouse could press and the Tab key does not lead to.
  const missed = await page.evaluate(() =>
    [...document.querySelectorAll('button:not(:disabled), input, select, textarea, [role=slider], [role=tree]')]
      .filter((it) => !it.hasAttribute('data-reached') && it.getAttribute('tabindex') !== '-1' && it.checkVisibility())
      .map((it) => it.outerHTML),
  );
  return { stops, missed };
}

/** What is there in every view. */
const SHELL: readonly string[] = [
  'tab System',
  'tab Figures',
  'button Actors',
  'button Event',
  'button Theme: auto',
  'button Keys',
  'searchbox Search actors',
  'tree Actors by kinds',
  'button To the beginning',
  'button One event back',
  'button Play',
  'combobox Speed',
  'slider Simulated time',
  'textbox Time; write a time or the number of an event to go there',
];
