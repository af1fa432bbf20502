import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyOf, keep, newestPaths, type Cache } from '../../../src/machines/distributed/cache.ts';
import type { FileVersion } from '../../../src/machines/distributed/protocol.ts';
import { runs } from '../../runs.ts';

function fileOf(path: string, sizeBytes = 10, version = 1): FileVersion {
  return { path, version, sizeBytes, by: null, made: 'put' };
}

function cacheOf(...paths: readonly string[]): Cache {
  return paths.map((path) => fileOf(path));
}

function pathsIn(cache: Cache): readonly string[] {
  return cache.map(({ path }) => path);
}

describe('a cache', () => {
  test('gives back the copy that it holds, and nothing for what it does not', () => {
    expect(copyOf(cacheOf('a/x', 'a/y'), 'a/y')).toEqual(fileOf('a/y'));
    expect(copyOf(cacheOf('a/x'), 'a/y')).toBeNull();
  });

  test.each([
    // bytes of the cache, the file that comes, what is there then
    [30, fileOf('d/d', 10), ['b/b', 'c/c', 'd/d']],
    [40, fileOf('d/d', 10), ['a/a', 'b/b', 'c/c', 'd/d']],
    [30, fileOf('d/d', 11), ['c/c', 'd/d']],
    [30, fileOf('d/d', 30), ['d/d']],
    [30, fileOf('d/d', 31), ['a/a', 'b/b', 'c/c']],
    [30, fileOf('d/d', 0), ['a/a', 'b/b', 'c/c', 'd/d']],
    [30, fileOf('a/a', 10), ['b/b', 'c/c', 'a/a']],
    [30, fileOf('b/b', 20), ['c/c', 'b/b']],
    [30, fileOf('b/b', 31), ['a/a', 'c/c']],
  ] as const)('of %i bytes with a, b and c in it, after %o, holds %j', (cacheBytes, file, paths) => {
    expect(pathsIn(keep(cacheOf('a/a', 'b/b', 'c/c'), file, cacheBytes))).toEqual(paths);
  });

  test('holds the version that came last', () => {
    expect(copyOf(keep(cacheOf('a/a'), fileOf('a/a', 10, 2), 100), 'a/a')?.version).toBe(2);
  });

  test('names the paths used last, sorted', () => {
    const cache = cacheOf('z/1', 'a/2', 'm/3', 'b/4');
    expect([0, 1, 2, 3, 9].map((count) => newestPaths(cache, count).join(' '))).toEqual([
      '',
      'b/4',
      'b/4 m/3',
      'a/2 b/4 m/3',
      'a/2 b/4 m/3 z/1',
    ]);
  });

  const cases = fc.record({
    cacheBytes: fc.nat({ max: 40 }),
    files: fc.array(fc.record({ path: fc.constantFrom('a/a', 'a/b', 'a/c', 'b/a', 'b/b'), sizeBytes: fc.nat({ max: 45 }) }), {
      maxLength: 40,
    }),
  });

  test('never holds more than its bytes', () => {
    fc.assert(
      fc.property(cases, ({ cacheBytes, files }) => {
        let cache: Cache = [];
        for (const { path, sizeBytes } of files) {
          cache = keep(cache, fileOf(path, sizeBytes), cacheBytes);
          expect(cache.reduce((sum, file) => sum + file.sizeBytes, 0)).toBeLessThanOrEqual(cacheBytes);
          expect(new Set(pathsIn(cache)).size).toBe(cache.length);
        }
      }),
      runs(500),
    );
  });

  test('holds as many of the files used last as fit, whatever came before', () => {
    fc.assert(
      fc.property(cases, ({ cacheBytes, files }) => {
        let cache: Cache = [];
        for (const { path, sizeBytes } of files) {
          const before = cache;
          const file = fileOf(path, sizeBytes);
          cache = keep(cache, file, cacheBytes);
          const others = before.filter((it) => it.path !== path);
          const gone = others.length - cache.filter((it) => it.path !== path).length;
          expect(cache.filter((it) => it.path !== path)).toEqual(others.slice(gone));
          // Even the last one that had to go would not have fitted.
          const spared = others.slice(Math.max(0, gone - 1)).reduce((sum, it) => sum + it.sizeBytes, sizeBytes);
          if (gone > 0) expect(spared).toBeGreaterThan(cacheBytes);
        }
      }),
      runs(500),
    );
  });
});
