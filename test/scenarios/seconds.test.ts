import { describe, expect, test } from 'vitest';
import { secondsFrom } from '../../src/scenarios/seconds.ts';

describe('a duration as people write it', () => {
  test.each([
    ['0', 0],
    ['90', 90],
    ['90s', 90],
    ['45m', 2_700],
    ['8h', 28_800],
    ['2d', 172_800],
    ['1.5h', 5_400],
    ['0.001', 0.001],
    ['0.1s', 0.1],
    [' 8 h ', 28_800],
    ['007', 7],
  ])('%j is %d s', (text, seconds) => {
    expect(secondsFrom(text)).toBe(seconds);
  });

  test('is exact to the millisecond, where a product of fractions would not be', () => {
    expect(0.55 * 3600).not.toBe(1980);
    expect(secondsFrom('0.55h')).toBe(1980);
  });

  test.each(['', ' ', 's', 'h', '-5', '+5', '5x', '5 hours', '8H', '1e3', '.5', '5.', '1,5', '5h 3m', 'Infinity', 'NaN', '0x10', '5\n6'])(
    '%j is none',
    (text) => {
      expect(secondsFrom(text)).toBeUndefined();
    },
  );
});
