/** The example of docs/library.md is the file of examples/, and prints what the page says. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/library.md', 'utf8');

test('the library page shows examples/observe.ts as it is', () => {
  expect(page).toContain(`\`\`\`ts\n${readFileSync('examples/observe.ts', 'utf8').trimEnd()}\n\`\`\``);
});

test('the example of the library page prints what the page says', () => {
  const { status, stdout } = spawnSync(process.execPath, ['node_modules/jiti/lib/jiti-cli.mjs', 'examples/observe.ts'], {
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(page).toContain(`$ npx jiti examples/observe.ts\n${stdout.trimEnd()}\n`);
});
