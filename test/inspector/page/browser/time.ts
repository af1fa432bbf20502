/** Time in the page: a run is played to its end, and what is shown at any event of it is what was so then. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { stateLabel, timeLabel } from '../../../../src/inspector/page/model/labels.ts';
import type { Open } from './in-browser.ts';
import { eventShown, eventTold, exactly, goToEvent, playToItsEnd, selectActor, standShown } from './reading.ts';
import type { Shown } from './shown.ts';
import { sentenceOf, whoOf } from './truth.ts';

export function testTime(open: Open, shop: Shown, network: Shown): void {
  test('is shown with its title, its actors and its views, and is played to its end', async () => {
    const page = await open(shop.url);
    await page.getByRole('heading', { level: 1, name: 'A batch processing system of the early machines' }).waitFor();
    expect(await page.title()).toBe('A batch processing system of the early machines · Chartwright');
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(['System', 'Statechart', 'Sequence', 'Timeline', 'Figures']);
    const kinds = page.getByRole('treeitem', { level: 1 });
    expect(await kinds.allInnerTexts()).toEqual(['▾\nuser\n7', '▾\noperator\n1', '▾\nprocessor\n1', '▾\nmemory\n1']);
    const ids = new Set(shop.truth.events.flatMap((event) => (event.type === 'step' ? [event.actor] : [])));
    const rows = await page.locator('.actors-id').allInnerTexts();
    expect(rows.toSorted()).toEqual([...ids].toSorted());
    expect(await page.locator('.shell-status').innerText()).toMatch(/^paused/);

    await playToItsEnd(page, shop.truth.events.length);
    expect(await page.locator('.shell-status').innerText()).toBe('ended: all is done');
    const last = shop.truth.events.length - 1;
    expect(await page.locator('.time-event').innerText()).toBe(`event ${last} of ${last}`);
    await expectTruth(page, shop, last, whoOf(shop.truth.events[last]));
  });

  test('is what it was at any event that one goes back to', async () => {
    const page = await open(shop.url);
    await playToItsEnd(page, shop.truth.events.length);
    const last = shop.truth.events.length - 1;
    for (const n of [17, 200, last - 5]) {
      await goToEvent(page, n);
      await expectTruth(page, shop, n, whoOf(shop.truth.events[n]));
    }
  });

  test('stays with the actor that is selected', async () => {
    const page = await open(shop.url);
    await playToItsEnd(page, shop.truth.events.length);
    await selectActor(page, 'operator');
    for (const n of [12, 150, 333]) {
      await goToEvent(page, n);
      await expectTruth(page, shop, n, 'operator');
    }
  });

  test('is gone through by the keys of the scrubber, and by dragging it', async () => {
    const page = await open(shop.url);
    await playToItsEnd(page, shop.truth.events.length);
    const last = shop.truth.events.length - 1;
    const endMs = shop.truth.events[last]?.atMs ?? 0;
    const eventAt = (atMs: number): number => shop.truth.events.findLastIndex((event) => event.atMs <= atMs);
    const scrubber = page.getByRole('slider', { name: 'Simulated time' });
    await scrubber.focus();
    for (const [key, n] of [
      ['Home', 0],
      ['ArrowRight', 1],
      ['ArrowRight', 2],
      ['ArrowLeft', 1],
      ['PageUp', eventAt(0.05 * endMs)],
      ['End', last],
    ] as const) {
      await page.keyboard.press(key);
      await expectTruth(page, shop, n, whoOf(shop.truth.events[n]));
    }

    const box = (await scrubber.boundingBox()) ?? expect.unreachable();
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + 0.8 * box.width, y);
    await page.mouse.down();
    for (const share of [0.7, 0.6, 0.5, 0.42]) await page.mouse.move(box.x + share * box.width, y);
    await page.mouse.up();
    const n = eventAt((Math.round(0.42 * box.width * 64) / 64 / box.width) * endMs);
    await expectTruth(page, shop, n, whoOf(shop.truth.events[n]));
    expect(await scrubber.getAttribute('aria-valuetext')).toBe(`${timeLabel(shop.truth.events[n]?.atMs ?? 0)}, event ${n}`);
  });

  test('goes to a time that is written, and says when it cannot be read', async () => {
    const page = await open(shop.url);
    await playToItsEnd(page, shop.truth.events.length);
    const field = page.getByLabel('Time; write a time or the number of an event to go there');
    await field.fill('2:30');
    await field.press('Enter');
    expect(await eventShown(page)).toBe(shop.truth.events.findLastIndex(({ atMs }) => atMs <= 9_000_000));
    await field.fill('noon');
    await field.press('Enter');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
  });

  test('is what it was at any event, also where actors come and go', async () => {
    const page = await open(network.url);
    await playToItsEnd(page, network.truth.events.length);
    const last = network.truth.events.length - 1;
    expect(last).toBeGreaterThan(1300);
    for (const n of [last, 1023, 1024, 700]) {
      await goToEvent(page, n);
      await expectTruth(page, network, n, whoOf(network.truth.events[n]));
    }
    const spawned = network.truth.events.findIndex((event) => event.type === 'step' && event.cause.type === 'spawned');
    await goToEvent(page, spawned);
    const child = whoOf(network.truth.events[spawned]);
    await expectTruth(page, network, spawned, child);
    await selectActor(page, child);
    await page.getByRole('button', { name: 'One event back' }).click();
    await page.getByText('It is not there at this time.').waitFor();
  });
}

/** That what is shown at an event is so. @param who the actor that is looked at */
async function expectTruth(page: Page, { truth }: Shown, n: number, who: string): Promise<void> {
  const event = truth.events[n] ?? expect.unreachable();
  await exactly(page, n);
  const told = await eventTold(page);
  expect(told.title).toBe(`Event ${n.toLocaleString('en-US')} ${timeLabel(event.atMs)}`);
  expect(told.sentence).toContain(sentenceOf(event, truth.events));
  // Of who is gone after the event: the state that was its last, and the context before.
  const isGone = event.type === 'step' && event.final && event.actor === who;
  const { state, context } = truth.stand(who, isGone ? n - 1 : n) ?? expect.unreachable();
  const states = stateLabel(isGone ? event.state : state).split(' + ');
  expect(await standShown(page)).toEqual({ actor: who, states, context });
}
