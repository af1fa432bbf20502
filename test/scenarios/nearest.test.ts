import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { didYouMean, nearestFile } from '../../src/scenarios/nearest.ts';
import { TemporaryFolder } from './temporary-folder.ts';

const GROUPS = ['compiler', 'user', 'size', 'nothing'];

describe('the nearest right name', () => {
  test.each([
    ['compilr', 'compiler'],
    ['compielr', 'compiler'],
    ['users', 'user'],
    ['siz', 'size'],
    ['nothin', 'nothing'],
    ['nohting', 'nothing'],
    ['compiler', 'compiler'],
  ])('of %s is %s', (name, nearest) => {
    expect(didYouMean(name, GROUPS)).toBe(`Did you mean ${nearest}?`);
  });

  test.each(['weather', 'x', 'operator', 'a very long name indeed', ''])(
    'of %j is none: nothing is near enough to be what was meant',
    (name) => {
      expect(didYouMean(name, GROUPS)).toBeUndefined();
    },
  );

  test('is none where no name is right', () => {
    expect(didYouMean('compiler', [])).toBeUndefined();
  });

  test('may be further away the longer it is: a third of its letters', () => {
    expect(didYouMean('operator.grXXXX', ['operator.groupBy'])).toBe('Did you mean operator.groupBy?');
    expect(didYouMean('operaXXX.grXXXX', ['operator.groupBy'])).toBeUndefined();
  });

  test('is the first of those that are equally near', () => {
    expect(didYouMean('bat', ['cat', 'hat'])).toBe('Did you mean cat?');
  });

  test('does not change the list of names', () => {
    const known = Object.freeze(['b', 'a']);
    didYouMean('a', known);
    expect(known).toEqual(['b', 'a']);
  });
});

describe('the nearest file', () => {
  const folder = new TemporaryFolder();
  afterAll(() => folder.remove());
  folder.write('shop.yaml', '');
  folder.write('trace.swf', '');

  test('is the one beside it whose name is nearest', () => {
    expect(nearestFile(join(folder.path, 'shop.yml'))).toBe('Did you mean shop.yaml?');
  });

  test('is none where none is near, or there is no such folder, or it is a file', () => {
    for (const path of ['weather.txt', join('absent', 'shop.yaml'), join('shop.yaml', 'shop.yaml')]) {
      expect(nearestFile(join(folder.path, path))).toBeUndefined();
    }
  });
});

test('does not mind capital letters', () => {
  expect(didYouMean('COMPILER', ['nothing', 'compiler'])).toBe('Did you mean compiler?');
});
