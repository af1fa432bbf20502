/** The example of docs/library.md is the file of examples/, and prints what the page says. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chartwright } from '../command-line.ts';

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

test('the couriers of the examples deliver every parcel over a wire that loses nothing, and fewer over one that does', () => {
  const delivered = (loss: number): unknown => {
    const { code, out } = chartwright(['run', 'examples/couriers.ts', '--checked', '--json', '--set', `post.loss=${loss}`]);
    expect(code).toBe(0);
    return (JSON.parse(out) as { readonly metrics: unknown }).metrics;
  };
  expect(delivered(0)).toMatchObject({ actors: 101, lost: 0, messages: { 'courier > delivered > desk': 100 } });
  expect(delivered(0.1)).toMatchObject({ actors: 101, lost: 9, messages: { 'courier > delivered > desk': 91 } });
});
