/** What was recorded: a counterexample, and a run in one file that is opened from disk. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { stateLabel, timeLabel } from '../../../../src/inspector/page/model/labels.ts';
import { chartwright, inFolder } from '../../../command-line.ts';
import { describeInBrowser } from './in-browser.ts';
import { eventShown, eventTold, eventually, exactly, goToEvent, openView, selectActor, standShown } from './reading.ts';
import { inspectingHere } from './shown.ts';
import { argumentsOf, sentenceOf, truthOf, whoOf, type Told } from './truth.ts';
import type { Page } from 'playwright-core';

describeInBrowser('a counterexample', (open) => {
  const STEPS = [
    'from outside → clerk-ada: customer.came',
    'from outside → clerk-ben: customer.came',
    'clerk-ada → hall: seat.asked (by clerk-ada)',
    'clerk-ben → hall: seat.asked (by clerk-ben)',
    'hall → clerk-ada: seat.free',
    'hall → clerk-ben: seat.free',
    'a timer of clerk-ada goes off: paying (in clerk.selling)',
    'a timer of clerk-ben goes off: paying (in clerk.selling)',
  ];

  const expectCounterexample = async (page: Page): Promise<void> => {
    await page.getByRole('tab', { name: 'Counterexample', selected: true }).waitFor();
    await page.getByRole('heading', { level: 2, name: 'the seat is sold once' }).waitFor();
    expect(await page.locator('.counterexample header').innerText()).toContain('It does not hold after 8 steps.');
    const steps = page.locator('.counterexample li');
    expect(await steps.locator('b').allInnerTexts()).toEqual(STEPS);
    // It is opened where it ends: where the seat is sold twice.
    const isCurrent = page.locator('[aria-current=step]');
    expect(await isCurrent.innerText()).toContain('after this step, the property does not hold');
    for (const clerk of ['clerk-ada', 'clerk-ben']) {
      await selectActor(page, clerk);
      await exactly(page, await eventShown(page));
      expect((await standShown(page)).states).toEqual(['sold']);
    }
    await page.getByRole('button', { name: STEPS[2] ?? '' }).click();
    await eventually(() => isCurrent.innerText()).toContain(STEPS[2]);
    expect((await eventTold(page)).sentence).toBe('clerk-ada told hall: seat.asked');
    await exactly(page, await eventShown(page));
    expect((await standShown(page)).states).toEqual(['asking']);
    await openView(page, 'Sequence');
    await page.locator('.sequence-status', { hasText: 'events' }).waitFor();
  };

  test('is shown with its property, its steps, and the state that violates it', () =>
    inFolder(
      async (folder) => {
        expect(chartwright(['check', 'examples/checked/hasty.ts', '--quiet', '--trace', 'bug.jsonl'], folder).code).toBe(1);
        const inspector = await inspectingHere(['bug.jsonl'], folder);
        await expectCounterexample(await open(inspector.url));
      },
      { examples: true },
    ));
});

describeInBrowser('a run in one file', (open) => {
  test('is opened from disk: every view, and any event as it was', () =>
    inFolder(async (folder) => {
      const told: Told = { reference: 'batch', seed: 5 };
      const truth = await truthOf(told);
      const file = join(folder, 'day.html');
      expect(chartwright(['run', ...argumentsOf(told), '--quiet', '--html', file])).toMatchObject({ code: 0, err: '' });
      const page = await open(pathToFileURL(file).href);
      await page.locator('.shell-status', { hasText: 'ended: all is done' }).waitFor();
      const n = Math.floor(truth.events.length / 2);
      const event = truth.events[n] ?? expect.unreachable();
      const who = whoOf(event);
      await goToEvent(page, n);
      const { title, sentence } = await eventTold(page);
      expect(title).toBe(`Event ${n.toLocaleString('en-US')} ${timeLabel(event.atMs)}`);
      expect(sentence).toBe(sentenceOf(event, truth.events));
      const { state, context } = truth.stand(who, n) ?? expect.unreachable();
      expect(await standShown(page)).toEqual({ actor: who, states: stateLabel(state).split(' + '), context });

      await page.locator('.overview').first().waitFor();
      await openView(page, 'Statechart');
      // It is laid out by a worker, which has no file of its own here.
      await page.locator('.chart-drawing [data-path][aria-label$=", active"]').first().waitFor();
      await openView(page, 'Sequence');
      await page.locator('.sequence-status', { hasText: `${truth.events.length.toLocaleString('en-US')} events` }).waitFor();
      await page.getByRole('searchbox', { name: 'Filter by text in events' }).fill('deck.refused');
      const refused = truth.lines.filter((line) => line.includes('deck.refused')).length;
      await page.locator('.sequence-status', { hasText: new RegExp(`^${refused} of`) }).waitFor();
      await openView(page, 'Timeline');
      await page
        .locator('.timeline-name', { hasText: /^operator$/ })
        .first()
        .waitFor();
      await openView(page, 'Figures');
      await page.locator('.plots-figure canvas').first().waitFor();
      // Nobody leads it, so nothing can be sent; it can be played.
      expect(await page.getByText('Accepts').count()).toBe(0);
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await page.getByRole('button', { name: 'Pause' }).waitFor();
      await eventually(() => eventShown(page)).toBeGreaterThan(n);
    }));
});
