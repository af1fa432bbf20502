/** What must happen: on every path, under the fairness that is said, and shown by a path with a cycle where it does not. */
import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../../src/checker/check-options.ts';
import type { Path } from '../../src/checker/path.ts';
import { eventually, leadsTo, type Fairness, type SystemState } from '../../src/properties/property.ts';
import { checked, lamps, post, tills } from './toys.ts';

function resultOf({ properties }: CheckResult, name: string): { readonly verdict: string; readonly path?: Path } {
  const found = properties.find((it) => it.name === name);
  if (!found) throw new Error(`no property ${name}`);
  return found;
}

const isBroken = (state: SystemState): boolean => state.ofKind('lamp').every(({ value }) => value === 'broken');
const isOn = (state: SystemState): boolean => state.ofKind('lamp').some(({ value }) => value === 'on');

describe('eventually', () => {
  test.each<[Fairness, string]>([
    ['none', 'violated'],
    // A lamp that is off cannot break, so that breaking is never possible all the time.
    ['weak', 'violated'],
    ['strong', 'holds'],
  ])('a lamp breaks, under %s fairness: %s', (fairness, verdict) => {
    const result = checked(lamps(1, [eventually('it breaks', isBroken, fairness)]));
    expect(result.states).toBe(3);
    expect(resultOf(result, 'it breaks').verdict).toBe(verdict);
  });

  test('is violated by a path and a cycle, which leads back to where it begins', () => {
    const { path } = resultOf(checked(lamps(1, [eventually('it breaks', isBroken)])), 'it breaks');
    expect(path?.loopsTo).toBe(0);
    expect(path?.steps.map(({ happening }) => happening)).toMatchObject([
      { type: 'timer', actor: 'lamp-1' },
      { type: 'timer', actor: 'lamp-1' },
    ]);
  });

  test('a cycle that is fair to both of two lamps moves both', () => {
    const never = eventually('the moon shines', () => false, 'weak');
    const { path } = resultOf(checked(lamps(2, [never])), 'the moon shines');
    const moved = path?.steps.slice(path.loopsTo).flatMap(({ happening }) => (happening.type === 'timer' ? [happening.actor] : []));
    // Two broken lamps are at rest: that is a path that ends, and as good.
    expect(path?.loopsTo === undefined || new Set(moved).size === 2).toBe(true);
  });

  test('is violated by a state at rest', () => {
    const { verdict, path } = resultOf(checked(tills(1, [eventually('two coins come', () => false)])), 'two coins come');
    expect(verdict).toBe('violated');
    expect(path?.loopsTo).toBeUndefined();
    expect(path?.steps).toHaveLength(1);
  });

  test.each<[Fairness, string]>([
    ['weak', 'violated'],
    ['strong', 'holds'],
  ])('a letter is answered over a post that loses letters, under %s fairness: %s', (fairness, verdict) => {
    const answered = eventually('it is answered', (state) => state.ofKind('writer').every(({ value }) => value === 'answered'), fairness);
    expect(resultOf(checked(post([answered])), 'it is answered').verdict).toBe(verdict);
  });

  test('nothing is owed to a fault, but its end is', () => {
    const robbed = eventually('it is robbed', (state) => state.ofKind('till').some(({ value }) => value === 'robbed'), 'strong');
    expect(resultOf(checked(tills(1, [robbed], { budget: { robbery: 1 } })), 'it is robbed').verdict).toBe('violated');
    const mended = leadsTo('it is mended', {
      when: (state) => state.ofKind('till').some(({ value }) => value === 'robbed'),
      follows: (state) => state.ofKind('till').some(({ value }) => value === 'open'),
    });
    expect(resultOf(checked(tills(1, [mended], { budget: { robbery: 1 } })), 'it is mended').verdict).toBe('holds');
  });
});

describe('leads to', () => {
  test.each<[Fairness, string]>([
    ['none', 'violated'],
    ['weak', 'holds'],
  ])('a lamp that is off goes on beside another one, under %s fairness: %s', (fairness, verdict) => {
    const isFirst =
      (value: string) =>
      (state: SystemState): boolean =>
        state.ofKind('lamp')[0]?.value === value;
    const goesOn = leadsTo('it goes on', { when: isFirst('off'), follows: isFirst('on'), fairness });
    expect(resultOf(checked(lamps(2, [goesOn])), 'it goes on').verdict).toBe(verdict);
  });

  test('is violated from a state that is come to later', () => {
    const goesOff = leadsTo('it goes off', { when: isOn, follows: (state) => !isOn(state) && !isBroken(state), fairness: 'strong' });
    const { verdict, path } = resultOf(checked(lamps(1, [goesOff])), 'it goes off');
    expect(verdict).toBe('violated');
    expect(path?.steps.map(({ events }) => events[0]?.event)).toMatchObject([{ state: 'on' }, { state: 'broken' }]);
  });
});

test('what takes all states is incomplete where a limit was reached', () => {
  const result = checked(lamps(3, [eventually('they break', isBroken, 'strong')]), { limits: { statesMax: 5 } });
  expect(result.verdict).toBe('incomplete');
});
