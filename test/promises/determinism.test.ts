/** The same version, scenario, parameters and seed: the same trace, byte for byte. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chartwright, inFolder, type Ran } from '../command-line.ts';
import { runs, timeout } from '../runs.ts';
import { runShop, shops } from './shop.ts';

describe('a run', () => {
  test('leaves the same bytes in two processes, and others under another seed', async () => {
    await inFolder(
      (folder) => {
        const run = (file: string, ...args: readonly string[]): string => {
          expect(
            chartwright(['run', 'batch', '--preset', 'rough', '--decks', 'examples/decks', '--quiet', '--trace', file, ...args], folder)
              .code,
          ).toBe(0);
          return readFileSync(join(folder, file), 'utf8');
        };
        const first = run('a.jsonl');
        expect(run('b.jsonl')).toBe(first);
        expect(run('c.jsonl', '--seed', '2')).not.toBe(first);
      },
      { examples: true },
    );
  });

  test('has the same hash whenever it is run again, whatever the shop', { timeout: timeout(60_000) }, () => {
    fc.assert(
      fc.property(shops, (options) => {
        expect(runShop({ ...options, checked: false }).result.hash).toBe(runShop(options).result.hash);
      }),
      runs(25),
    );
  });
});

describe('a trace', () => {
  test('replays where its input files are gone, and is verified', async () => {
    await inFolder(
      (folder) => {
        const recorded = chartwright(['run', 'batch', '--decks', 'examples/decks', '--json', '--trace', 'day.jsonl'], folder);
        rmSync(join(folder, 'examples'), { recursive: true });
        expect(chartwright(['replay', 'day.jsonl', '--verify'], folder)).toMatchObject({
          code: 0,
          out: expect.stringContaining('same: all 397 events'),
        });
        const again = chartwright(['replay', 'day.jsonl', '--json'], folder);
        const figures = ({ out }: Ran): unknown => {
          const { metrics, hash } = JSON.parse(out) as Record<string, unknown>;
          return { metrics, hash };
        };
        expect(figures(again)).toEqual(figures(recorded));
      },
      { examples: true },
    );
  });

  test(
    'that was changed, shortened, lengthened or reordered is caught, and its first different event named',
    { timeout: timeout(60_000) },
    async () => {
      await inFolder((folder) => {
        expect(chartwright(['run', 'batch', '--quiet', '--trace', 'day.jsonl'], folder).code).toBe(0);
        const lines = readFileSync(join(folder, 'day.jsonl'), 'utf8').trimEnd().split('\n');
        const events = lines.length - 2;
        const verify = (changed: readonly string[]): { readonly verdict: string; readonly divergence?: { readonly n: number } } => {
          writeFileSync(join(folder, 'other.jsonl'), `${changed.join('\n')}\n`);
          const { code, out } = chartwright(['replay', 'other.jsonl', '--verify', '--json'], folder);
          const said = JSON.parse(out) as { readonly verdict: string; readonly divergence?: { readonly n: number } };
          expect(code).toBe(said.verdict === 'same' ? 0 : 1);
          return said;
        };
        expect(verify(lines)).toMatchObject({ verdict: 'same' });
        const at = (n: number): number => n + 1; // After the header.
        for (const n of [0, 17, events - 1]) {
          expect(verify(lines.with(at(n), (lines[at(n)] ?? '').replace('"at":', '"at":9')))).toMatchObject({
            verdict: 'diverged',
            divergence: { n },
          });
          expect(verify(lines.toSpliced(at(n), 1))).toMatchObject({ verdict: 'diverged', divergence: { n } });
          expect(verify(lines.toSpliced(at(n), 0, lines[at(n)] ?? ''))).toMatchObject({ verdict: 'diverged', divergence: { n: n + 1 } });
        }
        expect(verify(lines.toSpliced(at(40), 2, lines[at(41)] ?? '', lines[at(40)] ?? ''))).toMatchObject({ divergence: { n: 40 } });
        expect(verify(lines.slice(0, at(100)))).toMatchObject({ divergence: { n: 100 } });
        expect(verify(lines.slice(0, -1))).toMatchObject({ divergence: { n: events } });
        expect(verify(lines.with(0, (lines[0] ?? '').replace('"seed":1', '"seed":2')))).toMatchObject({ verdict: 'diverged' });
      });
    },
  );
});
