/** The sequence diagram: what is filtered by actor, by type and by text is all that is so in the trace, and nothing else. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { TraceEvent } from '../../../../src/actors/trace.ts';
import { timeLabel } from '../../../../src/inspector/page/model/labels.ts';
import type { Open } from './in-browser.ts';
import { eventShown, eventTold, exactly, goToEvent, openView, playToItsEnd } from './reading.ts';
import type { Shown } from './shown.ts';
import { sentenceOf, whoOf } from './truth.ts';

export function testSequence(open: Open, shop: Shown): void {
  const opened = async (): Promise<Page> => {
    const page = await open(shop.url);
    await playToItsEnd(page, shop.truth.events.length);
    await openView(page, 'Sequence');
    return page;
  };
  const expectShown = async (page: Page, matches: (event: TraceEvent, n: number) => boolean): Promise<void> => {
    const wanted = shop.truth.events.filter(matches);
    expect(wanted.length).toBeGreaterThan(0);
    await page
      .locator('.sequence-status')
      .filter({ hasText: `${wanted.length} of ${shop.truth.events.length} events` })
      .waitFor();
    // Those in view, from the top down, are some of them, one after another.
    await page.locator('.sequence-stage').evaluate((stage) => stage.scrollTo({ top: 0 }));
    await page.waitForFunction(
      (first) => document.querySelector('.sequence-time')?.textContent?.includes(first),
      timeLabel(wanted[0]?.atMs ?? 0),
    );
    const rows = await page.locator('.sequence-time').evaluateAll((texts) =>
      texts
        .map((text) => ({ y: Number(text.getAttribute('y')), n: Number(text.querySelector('title')?.textContent?.replace('event ', '')) }))
        .toSorted((a, b) => a.y - b.y)
        .map(({ n }) => n),
    );
    expect(rows).toEqual(wanted.slice(0, rows.length).map(({ n }) => n));
    expect(rows.length).toBeGreaterThanOrEqual(Math.min(wanted.length, 20));
  };

  test('shows all events, and goes from one to the next, and to the one that led to it', async () => {
    const page = await opened();
    await expectShown(page, () => true);
    await goToEvent(page, 204);
    await page.getByRole('application', { name: /^Events in \d+ rows/ }).focus();
    await page.keyboard.press('ArrowUp');
    await exactly(page, 203);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await exactly(page, 205);
    const cause = shop.truth.events.findIndex((event) => event.type === 'step' && event.cause.type === 'message' && event.n > 205);
    await goToEvent(page, cause);
    const event = shop.truth.events[cause];
    const sent = event?.type === 'step' && event.cause.type === 'message' ? event.cause.sent : expect.unreachable();
    await page.getByRole('application').focus();
    await page.keyboard.press('c');
    await exactly(page, sent);
  });

  test('is filtered by actor', async () => {
    const page = await opened();
    await choose(page, 'Actors', ['user-okafor', 'memory']);
    await expectShown(page, (event) => isBetween(event, 'user-okafor') || isBetween(event, 'memory'));
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await expectShown(page, () => true);
  });

  test('is filtered by type', async () => {
    const page = await opened();
    await choose(page, 'Types', ['deck.handedIn', 'deck.refused']);
    await expectShown(page, (event) => ['deck.handedIn', 'deck.refused'].includes(typeOf(event) ?? ''));
  });

  test('is filtered by text, in names as in what messages carry', async () => {
    const page = await opened();
    const holds = (text: string) => (_: TraceEvent, n: number) => shop.truth.lines[n]?.toLowerCase().includes(text) ?? false;
    const field = page.getByRole('searchbox', { name: 'Filter by text in events' });
    await field.fill('orbit');
    await expectShown(page, holds('orbit'));
    await field.fill('User-Okafor');
    await expectShown(page, holds('user-okafor'));
    await choose(page, 'Types', ['listing.returned']);
    await expectShown(page, (event, n) => typeOf(event) === 'listing.returned' && holds('user-okafor')(event, n));
    await field.fill('no such text');
    await page.getByText('No event matches').waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await expectShown(page, () => true);
  });

  test('leads to the event that is clicked', async () => {
    const page = await opened();
    await choose(page, 'Types', ['job.rejected']);
    const wanted = shop.truth.events.find((event) => typeOf(event) === 'job.rejected') ?? expect.unreachable();
    await expectShown(page, (event) => event === wanted);
    // Whatever of the row is under the pointer.
    await page.locator('.sequence-ground').first().click({ force: true });
    expect(await eventShown(page)).toBe(wanted.n);
    expect((await eventTold(page)).sentence).toBe(sentenceOf(wanted, shop.truth.events));
  });
}

/** The type of a message that was told. */
function typeOf(event: TraceEvent): string | undefined {
  if (event.type !== 'step') return event.message.type;
  return 'message' in event.cause ? event.cause.message.type : undefined;
}

function isBetween(event: TraceEvent, actor: string): boolean {
  return whoOf(event) === actor || (event.type === 'step' && event.cause.type === 'message' && event.cause.from === actor);
}

async function choose(page: Page, what: 'Actors' | 'Types', names: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: `${what}:` }).click();
  const panel = page.getByRole('dialog', { name: what });
  await panel.getByRole('button', { name: 'None' }).click();
  for (const name of names) {
    await panel.getByRole('searchbox').fill(name);
    await panel.locator(`label[title="${name}"] input`).check();
  }
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
}
