/** The statechart: what is lit is where the actor stands, and what is marked is what fired. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { TraceEvent } from '../../../../src/actors/trace.ts';
import { activePaths, stateLabel } from '../../../../src/inspector/page/model/labels.ts';
import type { ChartTransition } from '../../../../src/inspector/protocol/chart.ts';
import { chartOf } from '../../../../src/inspector/recording/chart-of.ts';
import { timerText } from '../../../../src/report/happening-text.ts';
import type { Open } from './in-browser.ts';
import { eventually, goToEvent, openView, playToItsEnd, selectActor } from './reading.ts';
import type { Shown } from './shown.ts';
import { whoOf } from './truth.ts';

export function testStatechart(open: Open, shop: Shown): void {
  test('lights the states in which the actor is, and marks what fired', async () => {
    const page = await open(shop.url);
    await playToItsEnd(page, shop.truth.events.length);
    await openView(page, 'Statechart');
    const kinds = new Set<string>();
    for (const n of [200, 202, 203, 210, 215]) {
      const event = shop.truth.events[n] ?? expect.unreachable();
      const who = whoOf(event);
      const kind = event.type === 'step' ? event.kind : expect.unreachable();
      kinds.add(kind);
      await goToEvent(page, n);
      await selectActor(page, who);
      const { state } = shop.truth.stand(who, n) ?? expect.unreachable();
      const machine = shop.truth.options.scenario.kinds[kind] ?? expect.unreachable();
      const chart = chartOf(kind, machine);
      await page.getByRole('group', { name: `statechart of ${chart.id}`, exact: true }).waitFor();
      await eventually(() => page.locator('.chart-state-words').innerText()).toBe(stateLabel(state));
      const { drawn, active, fired, firedArrows } = await chartShown(page);
      const truly = [...activePaths(state)].filter((path) => drawn.includes(path));
      expect(active.toSorted()).toEqual(truly.toSorted());
      expect(truly.length).toBeGreaterThan(1);
      const transitions = fired.map((number) => chart.transitions[number] ?? expect.unreachable());
      // One was set off by the event, in the state before it; others can only follow from that.
      const before = activePaths(shop.truth.stand(who, n - 1)?.state);
      const setOff = transitions.filter((it) => isSetOffBy(it, event) && before.has(it.from));
      const others = transitions.filter(({ trigger }) => trigger === 'always' || trigger === 'done');
      expect({ n, fired: setOff.length + others.length, setOff: setOff.length }).toEqual({ n, fired: fired.length, setOff: 1 });
      const leads = fired.filter((number) => (chart.transitions[number]?.to ?? []).some((to) => to !== chart.transitions[number]?.from));
      expect(firedArrows).toEqual(expect.arrayContaining([...leads]));
      expect(firedArrows.some((number) => !leads.includes(number)) && leads.length === 0).toBe(false);
    }
    expect(kinds.size).toBeGreaterThan(2);
  });

  test('lights them so that one sees it', async () => {
    const page = await open(shop.url);
    await playToItsEnd(page, shop.truth.events.length);
    await goToEvent(page, 200);
    await openView(page, 'Statechart');
    await chartShown(page);
    const fillOf = (selector: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((box) => getComputedStyle(box).fill);
    expect(await fillOf('.chart-atomic.chart-active > .chart-box')).not.toBe(await fillOf('.chart-atomic:not(.chart-active) > .chart-box'));
  });
}

export interface ChartShown {
  readonly drawn: readonly string[];
  readonly active: readonly string[];
  /** Numbers of transitions: told in words, and drawn as arrows. */
  readonly fired: readonly number[];
  readonly firedArrows: readonly number[];
}

/** Once it is laid out. */
export async function chartShown(page: Page): Promise<ChartShown> {
  await page.locator('.chart-drawing [data-path]').first().waitFor();
  return page.locator('.chart-drawing').evaluate((drawing) => {
    const states = [...drawing.querySelectorAll('[data-path]')];
    const pathOf = (state: Element): string => state.getAttribute('data-path') ?? '';
    const numbers = (selector: string, attribute: string): readonly number[] =>
      [...drawing.querySelectorAll(selector)].flatMap((it) => (it.getAttribute(attribute) ?? '').split(' ').map(Number));
    return {
      drawn: states.map(pathOf),
      active: states.filter((state) => state.getAttribute('aria-label')?.endsWith(', active')).map(pathOf),
      fired: numbers('.chart-row-transition.chart-fired', 'data-transition'),
      firedArrows: numbers('.chart-arrow.chart-fired', 'data-transitions'),
    };
  });
}

/** Whether an event can have set it off. */
function isSetOffBy({ trigger, text }: ChartTransition, event: TraceEvent): boolean {
  if (event.type !== 'step') return false;
  const { cause } = event;
  if (cause.type === 'timer') return trigger === 'after' && timerText(cause.timer).startsWith(`${text} (`);
  return 'message' in cause && trigger === 'event' && text === cause.message.type;
}
