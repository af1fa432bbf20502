/**
 * Tests of the page in Chromium, as somebody has it open. Where there is none they are skipped, with the reason in their title. Of
 * every page that a test opens it is asserted at the end that it complained of nothing, and asked nobody but its own server.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { browserAbsence, launchBrowser } from '../../../../bench/chromium.ts';
import { watched, type Expected, type Watched } from './watched.ts';

export interface Opening extends BrowserContextOptions {
  readonly expected?: Expected;
}

/** Opens an address in a browser that knows of nothing before. */
export type Open = (url: string, opening?: Opening) => Promise<Page>;

/** One browser for all of the tests in the body. */
export function describeInBrowser(what: string, body: (open: Open) => void): void {
  const absence = browserAbsence();
  // The reason is also in the title, because not every reporter shows what is printed.
  if (absence !== undefined) console.warn(`${what}: skipped, because ${absence}`);
  describe.skipIf(absence !== undefined)(absence === undefined ? what : `${what} (skipped: ${absence})`, () => {
    let browser: Browser | undefined;
    const opened: { readonly page: Page; readonly watched: Watched }[] = [];
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterEach(async () => {
      const heard = await Promise.all(opened.map((it) => it.watched.complaints()));
      await Promise.all(opened.splice(0).map(({ page }) => page.context().close()));
      expect(heard.flat()).toEqual([]);
    });
    afterAll(() => browser?.close());
    body(async (url, { expected, ...options } = {}) => {
      if (!browser) throw new Error('pages can be opened in tests, not before them');
      const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, colorScheme: 'light', ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      opened.push({ page, watched: await watched(page, url, expected) });
      await page.goto(url);
      return page;
    });
  });
}
