/** The example of docs/statechart.md is the file of examples/, and prints what the page says; and its figures are true. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { XSTATE_VERSION } from '../../src/statechart/of-xstate.ts';
import { ofActions } from './fuzz/bugs/of-actions.ts';
import { ofEnds } from './fuzz/bugs/of-ends.ts';
import { ofEvents } from './fuzz/bugs/of-events.ts';
import { ofOrder } from './fuzz/bugs/of-order.ts';
import { ofStates } from './fuzz/bugs/of-states.ts';
import { ofWriting } from './fuzz/bugs/of-writing.ts';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/statechart.md'), 'utf8');

test('the page shows examples/compiled.ts as it is', () => {
  expect(page).toContain(`\`\`\`ts\n${readFileSync(join(ROOT, 'examples/compiled.ts'), 'utf8').trimEnd()}\n\`\`\``);
});

test('the example prints what the page says', () => {
  const { status, stdout } = spawnSync(process.execPath, ['node_modules/jiti/lib/jiti-cli.mjs', 'examples/compiled.ts'], {
    encoding: 'utf8',
    cwd: ROOT,
  });
  expect(status).toBe(0);
  expect(page).toContain(`$ npx jiti examples/compiled.ts\n${stdout.trimEnd()}\n`);
});

test('the page tells of as many planted bugs as there are, and of the version of XState that this is for', () => {
  const bugs = [ofStates, ofEvents, ofActions, ofEnds, ofWriting, ofOrder].flat();
  expect(page).toContain(`It plants ${bugs.length} bugs besides`);
  expect(page).toContain(`npm install xstate@${XSTATE_VERSION}`);
  for (const other of ['docs/library.md', 'docs/scenarios.md']) expect(readFileSync(join(ROOT, other), 'utf8')).toContain(XSTATE_VERSION);
});
