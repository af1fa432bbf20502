/** The example of docs/statechart.md is the file of examples/, and prints what the page says. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

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
