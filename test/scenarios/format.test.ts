import { describe, expect, test } from 'vitest';
import { counted, duration, integer, percent } from '../../src/scenarios/format.ts';

describe('a duration', () => {
  test.each([
    [0, '0 s'],
    [0.04, '0.0 s'],
    [6.34, '6.3 s'],
    [7, '7 s'],
    [10.4, '10 s'],
    [59, '59 s'],
    [60, '1:00'],
    [306, '5:06'],
    [3599.4, '59:59'],
    [3599.6, '1:00:00'],
    [14_706, '4:05:06'],
    [86_399.9, '1 d 00:00:00'],
    [101_106, '1 d 04:05:06'],
    [14_047_967, '162 d 14:12:47'],
    [86_400 * 1234, '1,234 d 00:00:00'],
    [Number.POSITIVE_INFINITY, '—'],
    [Number.NaN, '—'],
  ])('of %d s is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});

describe('a number', () => {
  test('has its thousands apart, and no fraction', () => {
    expect([0, 999, 1000, 18_239.4, 1_234_567.5].map(integer)).toEqual(['0', '999', '1,000', '18,239', '1,234,568']);
  });

  test('that is a share is in percent, to a tenth', () => {
    expect([0, 0.00049, 0.5, 0.99949, 1].map(percent)).toEqual(['0.0%', '0.0%', '50.0%', '99.9%', '100.0%']);
  });

  test('of things has the plural for all but one', () => {
    expect([0, 1, 2, 1000].map((count) => counted(count, 'deck'))).toEqual(['0 decks', '1 deck', '2 decks', '1,000 decks']);
    expect([1, 2].map((count) => counted(count, 'batch', 'batches'))).toEqual(['1 batch', '2 batches']);
  });
});

test('shows no time as 60 s, and none as 10.0 s', () => {
  expect([duration(59.6), duration(9.96), duration(9.9)]).toEqual(['1:00', '10 s', '9.9 s']);
});
