import { describe, expect, test } from 'vitest';
import { nameOf, newVersions, noSuchFile, resultOf } from '../../../src/machines/distributed/results.ts';
import type { FileVersion, Work } from '../../../src/machines/distributed/protocol.ts';
import { commandOf, fileOf, runOf, writingOf } from './lone.ts';

const put: Work = { type: 'put', write: writingOf('ada/x', 1500) };
const cat: Work = { type: 'cat', path: 'ada/x' };
const ls: Work = { type: 'ls', owner: 'ada' };

function linesOf(does: Work, files: readonly FileVersion[]): readonly string[] {
  return resultOf(commandOf(does), files).lines;
}

describe('what a user reads at the end of a command', () => {
  test('bears the id of the command, and says that it is done', () => {
    expect(resultOf(commandOf(), [])).toEqual({ command: 'ada.1', outcome: 'done', lines: ['solve: done'] });
  });

  test.each<readonly [string, Work, readonly FileVersion[], readonly string[]]>([
    [
      'of a program, what it wrote',
      runOf(),
      [fileOf('ada/x', 2), fileOf('bob/y', 1, { sizeBytes: 7 })],
      ['solve: wrote ada/x v2 (2 kB), bob/y v1 (7 B)'],
    ],
    ['of a put, the version', put, [fileOf('ada/x', 3, { sizeBytes: 1500 })], ['put: wrote ada/x v3 (1.5 kB)']],
    [
      'of a cat, who made it of what',
      cat,
      [fileOf('ada/x', 2, { by: 'bob.4', made: 'solve of bob/y v1' })],
      ['ada/x v2 (2 kB): solve of bob/y v1, by bob.4'],
    ],
    ['of a cat of a file that was always there', cat, [fileOf('ada/x')], ['ada/x v1 (2 kB): typed in, by nobody here']],
    ['of an ls, a line a file', ls, [fileOf('ada/a'), fileOf('ada/b', 5)], ['ada/a v1 (2 kB)', 'ada/b v5 (2 kB)']],
    ['of an ls of nothing', ls, [], ['no files']],
  ])('tells %s', (_, does, files, lines) => {
    expect(linesOf(does, files)).toEqual(lines);
  });

  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1234, '1.23 kB'],
    [12_345_678, '12.3 MB'],
    [5e9, '5 GB'],
    [3e15, '3000 TB'],
  ])('gives a size of %d bytes as %s', (sizeBytes, text) => {
    expect(linesOf(ls, [fileOf('ada/a', 1, { sizeBytes })])).toEqual([`ada/a v1 (${text})`]);
  });

  test('names the file that is not there, and the command as its user knows it', () => {
    expect(noSuchFile(commandOf(cat), 'ada/x')).toEqual({ command: 'ada.1', outcome: 'failed', lines: ['cat: no such file: ada/x'] });
    expect([runOf({ program: 'sort' }), put, ls].map((does) => nameOf(commandOf(does)))).toEqual(['sort', 'put', 'ls']);
  });
});

describe('what a command leaves behind', () => {
  test('is, of a put, the file as it was typed in', () => {
    expect(newVersions(commandOf(put), [])).toEqual([{ path: 'ada/x', sizeBytes: 1500, by: 'ada.1', made: 'typed in' }]);
  });

  test('is, of a program, each file that it writes, made of the versions that it read', () => {
    const command = commandOf(runOf({ writes: [writingOf('ada/x'), writingOf('bob/y', 5)] }));
    const made = 'solve of bob/p v3, ada/q v1';
    expect(newVersions(command, [fileOf('bob/p', 3), fileOf('ada/q')])).toEqual([
      { path: 'ada/x', sizeBytes: 2000, by: 'ada.1', made },
      { path: 'bob/y', sizeBytes: 5, by: 'ada.1', made },
    ]);
    expect(newVersions(command, []).map((it) => it.made)).toEqual(['solve', 'solve']);
  });

  test.each([cat, ls, { type: 'ps' } as const, runOf()])('is nothing if it writes nothing: $type', (does) => {
    expect(newVersions(commandOf(does), [fileOf('ada/x')])).toEqual([]);
  });
});
