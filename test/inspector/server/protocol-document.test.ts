// What docs/inspector-protocol.md shows is what the server takes, and its client is one.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readPageFrame } from '../../../src/inspector/server/page-frame.ts';
import { testServer } from './served.ts';

const ROOT = join(import.meta.dirname, '../../..');
const text = readFileSync(join(ROOT, 'docs/inspector-protocol.md'), 'utf8');

/** The first block of code in a section. */
function exampleOf(section: string): string {
  return text.split(`\n## ${section}\n`)[1]?.split(/^```.*\n/m)[1] ?? '';
}

describe('the document of the protocol', () => {
  const frames = exampleOf('From the page').trim().split('\n');

  test('has an example of every frame of a page', () => {
    const types = new Set(frames.map((line) => (JSON.parse(line) as { readonly type: string }).type));
    expect([...types]).toEqual(['hello', 'ack', 'stretch', 'find', 'play', 'pause', 'step', 'send']);
  });

  test.each(frames)('has an example that is taken: %s', (line) => {
    expect(readPageFrame(line)).toEqual({ frame: JSON.parse(line) });
  });

  test('has an example of every frame of the server', () => {
    const lines = exampleOf('From the server').trim().split('\n');
    const types = lines.map((line) => (JSON.parse(line) as { readonly type: string }).type);
    expect(types).toEqual(['hello', 'charts', 'status', 'plots', 'stretch', 'found', 'refused']);
  });

  test('has a client that works', async () => {
    await using server = await testServer(40_000);
    const args = ['--input-type=module', '-e', exampleOf('A conversation'), server.served.url];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
    expect(stderr).toBe('');
    expect(stdout).toBe('40000 events 1005 \n');
  });
});
