/** Leads the page as a person does, and reads from it what a person sees. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What is so soon, however slow the machine. */
export function eventually<T>(read: () => T) {
  return expect.poll(read, { timeout: 60_000 });
}

/** Plays a live run as fast as it goes, if it has not ended yet. @param events of the whole run: the last of them come after the news of its end */
export async function playToItsEnd(page: Page, events?: number): Promise<void> {
  const status = page.locator('.shell-status');
  await status.filter({ hasText: /paused|running|ended/ }).waitFor();
  if (!(await status.innerText()).startsWith('ended')) {
    await page.getByLabel('Speed').selectOption('max');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
  }
  await status.filter({ hasText: /^ended/ }).waitFor();
  if (events !== undefined) await page.locator('.time-event', { hasText: `of ${(events - 1).toLocaleString('en-US')}` }).waitFor();
}

export async function openView(page: Page, title: string): Promise<void> {
  await page.getByRole('tab', { name: title, exact: true }).click();
}

/** By writing its number where the time stands. */
export async function goToEvent(page: Page, n: number): Promise<void> {
  const field = page.getByLabel('Time; write a time or the number of an event to go there');
  await field.fill(String(n));
  await field.press('Enter');
  await exactly(page, n);
}

/** Until the exact states at an event are shown. */
export async function exactly(page: Page, n: number): Promise<void> {
  await page.locator(`.panels [data-moment="${n}"]:not(.panel-late)`).waitFor();
}

/** The number of the event at which one looks at the run. */
export async function eventShown(page: Page): Promise<number> {
  const text = await page.locator('.time-event').innerText();
  return Number(/^event ([\d,]+) of/.exec(text)?.[1]?.replaceAll(',', ''));
}

/** The event as the page tells of it: its number, its time, and what happened, in a sentence. */
export async function eventTold(page: Page): Promise<{ readonly title: string; readonly sentence: string }> {
  const panel = page.getByRole('region', { name: 'Event', exact: true });
  return {
    title: (await panel.getByRole('heading', { level: 2 }).textContent()) ?? '',
    sentence: (await panel.locator('.panel-sentence').textContent()) ?? '',
  };
}

/** Where the actor stands that is looked at: whose context it is, its states, and all of its context. */
export async function standShown(
  page: Page,
): Promise<{ readonly actor: string; readonly states: readonly string[]; readonly context: unknown }> {
  const panel = page.getByRole('region', { name: /^Context of / });
  const actor = ((await panel.getAttribute('aria-label')) ?? '').replace('Context of ', '');
  const states = await panel.getByRole('list', { name: 'State' }).getByRole('listitem').allInnerTexts();
  return { actor, states, context: await treeShown(panel) };
}

/** Unfolds a tree, and reads it as the data that it shows. What is struck out, because it was before, is left out. */
function treeShown(panel: Locator): Promise<unknown> {
  return panel.evaluate(async (element) => {
    const closed = (): NodeListOf<HTMLElement> => element.querySelectorAll('.tree-more, .tree-fold[aria-expanded="false"]');
    while (closed().length > 0) {
      for (const button of closed()) button.click();
      await new Promise(requestAnimationFrame);
    }
    const read = (list: Element, isList: boolean): unknown => {
      const members = [...list.children]
        .filter((it) => !it.classList.contains('tree-gone') && it.querySelector('.tree-key'))
        .map((it): readonly [string, unknown] => {
          const inner = it.querySelector(':scope > ul');
          const size = it.querySelector(':scope > .tree-fold > .tree-size')?.textContent ?? '';
          const leaf = it.querySelector(':scope > .tree-value')?.textContent ?? 'null';
          return [it.querySelector('.tree-key')?.textContent ?? '', inner ? read(inner, size.startsWith('[')) : JSON.parse(leaf)];
        });
      return isList ? members.map(([, value]) => value) : Object.fromEntries(members);
    };
    const root = element.querySelector('ul.tree');
    return root ? read(root, false) : {};
  });
}

/** Selects an actor in the list of all, by searching for it. */
export async function selectActor(page: Page, id: string): Promise<void> {
  const search = page.getByRole('searchbox', { name: 'Search actors' });
  await search.fill(id);
  await page
    .getByRole('treeitem')
    .and(page.locator(`[title^="${id}:"], [title^="${id}, at "]`))
    .click();
  await search.fill('');
}
