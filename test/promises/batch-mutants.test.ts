/** No promise of the batch shop is empty: for each there is a shop that breaks it, and the checker finds the shortest way to see it. */
import { describe, expect, test } from 'vitest';
import { BUILT_IN } from '../../src/checker/check-options.ts';
import { batchProperties } from '../../src/scenarios/batch/properties.ts';
import { mutants } from './broken-shop.ts';
import { checkShop, endOf } from './checked-shop.ts';

describe('a promise is broken, and it shows, by', () => {
  test.each(mutants)('$name', ({ promise, path: expected, round, settings = {}, kinds = {}, faults = {} }) => {
    const { properties } = checkShop({ settings, kinds, faults, only: [promise] });
    const broken = properties.find(({ verdict }) => verdict === 'violated');
    expect(broken?.name).toBe(promise);
    const path = broken?.path;
    expect(path && [path.steps.length, endOf(path)]).toEqual(expected);
    expect(path?.loopsTo === undefined ? undefined : path.steps.length - path.loopsTo).toBe(round);
    // It is the machine that is broken, and not the promise.
    expect(checkShop({ settings, faults, only: [promise] }).verdict).toBe('holds');
  });

  test('mutants of every one', () => {
    const promises = [...batchProperties.map(({ name }) => name), ...Object.values(BUILT_IN)];
    expect(promises.filter((it) => !mutants.some(({ promise }) => promise === it))).toEqual([]);
  });
});
