/** Hears what a page complains of, and whom it asks for anything: neither should ever happen. */
import type { Page } from 'playwright-core';

/** What a test itself brings about. */
export interface Expected {
  /** Of what the console is told. */
  readonly console?: RegExp;
}

export interface Watched {
  /** All that went wrong so far, in words. */
  complaints(): Promise<readonly string[]>;
}

/** Before the page is opened. @param home where it is opened */
export async function watched(page: Page, home: string, expected: Expected = {}): Promise<Watched> {
  const complaints: string[] = [];
  const isAtHome = isOf(home);
  await page.exposeFunction('chartwrightViolated', (what: string) => complaints.push(`against the content security policy: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const tell: unknown = Reflect.get(window, 'chartwrightViolated');
      if (typeof tell === 'function') tell(`${violatedDirective} ${blockedURI}`);
    });
  });
  page.on('console', (message) => {
    const isBad = message.type() === 'error' || message.type() === 'warning';
    if (isBad && !expected.console?.test(message.text())) complaints.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('crash', () => complaints.push('the page crashed'));
  // Of all pages and workers of the context, were they to come up.
  page.context().on('request', (request) => {
    if (!isAtHome(request.url())) complaints.push(`asked for ${request.url()}`);
  });
  page.on('websocket', (socket) => {
    if (!isAtHome(socket.url())) complaints.push(`connected to ${socket.url()}`);
  });
  page.context().on('page', (other) => complaints.push(`opened ${other.url()}`));
  return {
    complaints: async () => {
      // What the browser has to tell comes before its answer.
      if (!page.isClosed()) await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)));
      return complaints;
    },
  };
}

/** What is made in the page itself is asked of nobody. */
function isOf(home: string): (url: string) => boolean {
  const { protocol, host } = new URL(home);
  return (url) => {
    const asked = new URL(url);
    if (asked.protocol === 'blob:' || asked.protocol === 'data:') return true;
    if (protocol === 'file:') return url === home;
    return asked.host === host && [protocol, 'ws:'].includes(asked.protocol);
  };
}
