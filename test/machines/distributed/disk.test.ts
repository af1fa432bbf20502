import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diskWith, directoryOf, newestOf, write, type Disk } from '../../../src/machines/distributed/disk.ts';
import type { FileVersion, NewVersion } from '../../../src/machines/distributed/protocol.ts';
import { runs } from '../../runs.ts';

function versionOf(path: string, version: number, changes: Partial<FileVersion> = {}): FileVersion {
  return { path, version, sizeBytes: 100, by: null, made: 'put', ...changes };
}

function newOf(path: string, by: string, made = 'put'): NewVersion {
  return { path, by, sizeBytes: 100, made };
}

describe('a disk', () => {
  test('knows the newest version of what lies on it, and of nothing else', () => {
    const disk = diskWith([versionOf('bob/x', 1), versionOf('ada/x', 3), versionOf('ada/x', 2), versionOf('ada/y', 1)]);
    expect(newestOf(disk, 'ada/x')).toEqual(versionOf('ada/x', 3));
    expect(['ada/z', 'carl/x', 'nonsense', ''].map((path) => newestOf(disk, path))).toEqual([null, null, null, null]);
  });

  test('lists the files of one owner by path', () => {
    const disk = diskWith(['bob/b', 'ada/z', 'ada/a', 'ada/m', 'adam/c'].map((path) => versionOf(path, 1)));
    expect(directoryOf(disk, 'ada').map(({ path }) => path)).toEqual(['ada/a', 'ada/m', 'ada/z']);
    expect(directoryOf(disk, 'carl')).toEqual([]);
  });

  test('makes version 1 of a file that is new, and the next one of a file that is there', () => {
    const disk = diskWith([versionOf('ada/x', 3)]);
    expect(write(disk, newOf('ada/x', 'ada.1')).file).toEqual(versionOf('ada/x', 4, { by: 'ada.1' }));
    expect(write(disk, newOf('ada/y', 'ada.1')).file).toEqual(versionOf('ada/y', 1, { by: 'ada.1' }));
  });

  test('answers a write that comes again with what was made of it then, though it reads otherwise now', () => {
    const first = write([], newOf('ada/x', 'ada.1', 'of old'));
    const second = write(first.disk, newOf('ada/x', 'bob.1'));
    const again = write(second.disk, newOf('ada/x', 'ada.1', 'of new'));
    expect(again.file).toEqual(versionOf('ada/x', 1, { by: 'ada.1', made: 'of old' }));
    expect(again.disk).toBe(second.disk);
  });

  test('takes a write of one command to two files for two', () => {
    const first = write([], newOf('ada/x', 'ada.1'));
    const second = write(first.disk, newOf('ada/y', 'ada.1'));
    expect(directoryOf(second.disk, 'ada').map(({ version }) => version)).toEqual([1, 1]);
  });

  const writes = fc.array(
    fc.record({
      path: fc.constantFrom('ada/a', 'ada/b', 'ada/c', 'bob/a', 'zoe/x'),
      by: fc.integer({ min: 1, max: 12 }).map((line) => `ada.${line}`),
    }),
    { maxLength: 60 },
  );

  test('takes the write of a command at most once, in whatever order and however often it comes', () => {
    fc.assert(
      fc.property(writes, (given) => {
        let disk: Disk = diskWith([versionOf('ada/a', 5)]);
        const made = new Map<string, FileVersion>();
        for (const { path, by } of given) {
          const key = `${path} ${by}`;
          const before = newestOf(disk, path)?.version ?? 0;
          const written = write(disk, newOf(path, by));
          ({ disk } = written);
          const known = made.get(key);
          if (known) expect(written.file).toEqual(known);
          else expect(written.file).toEqual(versionOf(path, before + 1, { by }));
          made.set(key, written.file);
          expect(newestOf(disk, path)?.version).toBe(before + (known ? 0 : 1));
        }
      }),
      runs(500),
    );
  });

  test('is the same whatever the order in which its files were written', () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(fc.constantFrom('ada/a', 'ada/b', 'bob/a', 'zoe/x', 'adam/a'))
          .chain((paths) => fc.tuple(fc.constant(paths), fc.shuffledSubarray(paths, { minLength: paths.length }))),
        ([paths, shuffled]) => {
          const after = (order: readonly string[]): Disk =>
            order.reduce((disk, path) => write(disk, newOf(path, 'ada.1')).disk, diskWith([]));
          expect(after(shuffled)).toEqual(after(paths));
        },
      ),
      runs(200),
    );
  });
});
