/** Events that are sent by hand, in the page of a live run. */
import { expect, test } from 'vitest';
import { describeInBrowser } from './in-browser.ts';
import { eventShown, eventTold, eventually, exactly, goToEvent, openView, selectActor, standShown } from './reading.ts';
import { inspectingHere } from './shown.ts';
import { chartShown } from './statechart.ts';

describeInBrowser('an event', (open) => {
  test('is sent to an actor of a live run by a click in its chart, and does what the machine says', async () => {
    const inspector = await inspectingHere(['examples/coffee-bar.ts', '--seed', '3']);
    const page = await open(inspector.url);
    await page.getByRole('heading', { level: 1, name: 'Five people who drink, and one who brews' }).waitFor();
    await selectActor(page, 'barista');
    await openView(page, 'Statechart');
    expect((await chartShown(page)).active).toEqual(['', 'idle']);
    const before = await eventShown(page);

    await page.locator('.chart-row-transition.chart-sendable', { hasText: 'order' }).click();
    const form = page.getByRole('dialog', { name: 'send order to barista' });
    await form.getByRole('textbox').fill('{ "from": ');
    await form.getByRole('button', { name: 'Send' }).click();
    await form.getByRole('alert').waitFor();
    expect(await eventShown(page)).toBe(before);

    await form.getByRole('textbox').fill('{ "from": "customer-ada" }');
    await form.getByRole('button', { name: 'Send' }).click();
    await exactly(page, before + 1);
    expect((await eventTold(page)).sentence).toBe('From outside to barista: order');
    expect(await standShown(page)).toEqual({ actor: 'barista', states: ['brewing'], context: { line: ['customer-ada'] } });
    await eventually(async () => (await chartShown(page)).active).toEqual(['', 'brewing']);
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });

    // It goes on from there: what was ordered is brewed.
    await page.getByLabel('Speed').selectOption('max');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.locator('.shell-status', { hasText: 'running' }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.locator('.shell-status', { hasText: 'paused' }).waitFor();
    await goToEvent(page, before + 1);
    await page.locator('.panel-part', { hasText: 'Led to' }).getByRole('button', { name: 'barista: timer brewing' }).click();
    await page.locator('.panel-part', { hasText: 'Led to' }).getByRole('button', { name: 'barista → customer-ada: coffee' }).waitFor();
  });

  test('that the machine cannot bear ends the run, which says why', async () => {
    const inspector = await inspectingHere(['examples/coffee-bar.ts', '--seed', '3']);
    const page = await open(inspector.url);
    await selectActor(page, 'barista');
    const accepted = page.getByRole('group', { name: 'Events to send to barista' });
    await accepted.getByRole('button', { name: 'order' }).click();
    await accepted.getByRole('button', { name: 'Send' }).click();
    await page.getByLabel('Speed').selectOption('max');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'it emitted a send for undefined' }).waitFor();
    expect(await page.locator('.shell-status').innerText()).toBe('ended: a machine failed');
  });

  test('is sent from beside the context, too', async () => {
    const inspector = await inspectingHere(['examples/coffee-bar.ts', '--seed', '3']);
    const page = await open(inspector.url);
    await selectActor(page, 'barista');
    const before = await eventShown(page);
    const accepted = page.getByRole('group', { name: 'Events to send to barista' });
    await accepted.getByRole('button', { name: 'order' }).click();
    await accepted.getByRole('textbox').fill('{ "from": "customer-tony" }');
    await accepted.getByRole('button', { name: 'Send' }).click();
    await exactly(page, before + 1);
    expect(await standShown(page)).toEqual({ actor: 'barista', states: ['brewing'], context: { line: ['customer-tony'] } });
  });
});
