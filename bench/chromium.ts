/** Chromium without a screen, for measuring and testing the inspector's page as somebody has it open. */
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Debian puts it, unless told otherwise. */
const CHROMIUM = process.env['CHARTWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium';

/** Why there is none, in words; undefined: there is one. */
export function browserAbsence(): string | undefined {
  return existsSync(CHROMIUM) ? undefined : `there is no ${CHROMIUM} (apt-get install chromium)`;
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
