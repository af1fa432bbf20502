/** Another program, that knows of nothing but XState and @statelyai/inspect, shows itself in the page. */
import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { describeInBrowser } from './in-browser.ts';
import { eventTold, exactly, openView, selectActor, standShown } from './reading.ts';
import { inspectingHere } from './shown.ts';

describeInBrowser('a plain XState application', (open) => {
  test('is waited for, and then shown with its actors, their states and charts, and what they told each other', async () => {
    const inspector = await inspectingHere(['--application']);
    const page = await open(inspector.url);
    await page.getByRole('heading', { level: 2, name: 'No actor yet' }).waitFor();
    const code = await page.locator('.shell-blank pre').innerText();
    const [address] = /ws:[^']*/.exec(code) ?? expect.unreachable();
    expect(inspector.out()).toContain(address);

    const program = spawn(process.execPath, ['node_modules/jiti/lib/jiti-cli.mjs', 'examples/plain-xstate-app.ts', address], {
      stdio: 'ignore',
    });
    try {
      await page.locator('.actors-id', { hasText: 'ada' }).waitFor();
      await selectActor(page, 'street');
      expect((await standShown(page)).states).toContain('kerb.open');
      await openView(page, 'Statechart');
      await page.locator('.chart-drawing [data-path="kerb.open"][aria-label$=", active"]').waitFor();
      await openView(page, 'Sequence');
      await page.getByRole('searchbox', { name: 'Filter by text in events' }).fill('button pressed');
      await page.locator('.sequence-ground', { hasText: 'button pressed' }).first().click({ force: true });
      expect((await eventTold(page)).sentence).toContain('button pressed');
      await selectActor(page, 'ada');
      const n = Number(/^Event (\d+)/.exec((await eventTold(page)).title)?.[1]);
      await exactly(page, n);
      expect(await standShown(page)).toMatchObject({ actor: 'ada', context: { name: 'ada' } });
    } finally {
      program.kill();
    }
  });
});
