/** Ways to search, their limits, and what they find: on systems whose states can be counted by hand. */
import { describe, expect, test } from 'vitest';
import { checking } from '../../src/checker/check.ts';
import { CheckRefused } from '../../src/checker/refused.ts';
import { Unanswered } from '../../src/checker/unanswered.ts';
import { always, eventually, sometimes, throughout, type SystemState } from '../../src/properties/property.ts';
import { checked, lamps, tills } from './toys.ts';

const broken = (state: SystemState): number => state.ofKind('lamp').filter(({ value }) => value === 'broken').length;
const fewBroken = always('not all lamps are broken', (state) => broken(state) < state.ofKind('lamp').length);
const coins = (state: SystemState): number => Number(state.ofKind('till')[0]?.context['coins']);

describe('each way to search', () => {
  test.each(['breadth first', 'depth first'] as const)('%s: all states of three lamps', (search) => {
    expect(checked(lamps(3, []), { search })).toMatchObject({ states: 27, transitions: 82, verdict: 'holds' });
  });

  test('breadth first finds a shortest path', () => {
    const { verdict, depth, properties } = checked(lamps(2, [fewBroken]));
    expect({ verdict, depth }).toEqual({ verdict: 'violated', depth: 5 });
    const [found] = properties;
    expect(found?.path?.steps).toHaveLength(4);
    expect(found?.path?.steps.at(-1)?.events[0]?.event).toMatchObject({ actor: expect.stringMatching(/^lamp-/), state: 'broken' });
  });

  test.each(['depth first', 'random walk'] as const)('%s finds a path, if not the shortest', (search) => {
    const { verdict, properties } = checked(lamps(2, [fewBroken]), { search });
    expect(verdict).toBe('violated');
    const last = properties[0]?.path?.steps.at(-1)?.events[0]?.event;
    expect(last).toMatchObject({ type: 'step', state: 'broken' });
  });

  test('a random walk never shows that all is well, and is the same for the same seed', () => {
    const walk = (seed: number) =>
      checked(lamps(3, [sometimes('one is broken', (state) => broken(state) > 0)]), { search: 'random walk', seed });
    expect(walk(1)).toMatchObject({ verdict: 'incomplete', reason: '1,000 random walks, which are not all that can happen' });
    expect(walk(1).transitions).toBe(walk(1).transitions);
    expect(walk(1).properties[0]).toMatchObject({ verdict: 'holds' });
  });

  test('states told apart whole, or by fingerprints of which the risk is told', () => {
    expect(checked(lamps(3, []), { exact: true })).toMatchObject({ states: 27, omissionProbability: 0 });
    const { omissionProbability } = checked(lamps(3, []));
    expect(omissionProbability).toBeCloseTo((27 * 26) / 2 / 2 ** 64, 30);
    expect(omissionProbability).toBeGreaterThan(0);
  });

  test('symmetry takes lamps that are alike for one another', () => {
    const scenario = lamps(3, [fewBroken], { symmetric: () => [['1', '2', '3']] });
    // Of three lamps with three states each, as many as there are multisets.
    expect(checked(scenario, { symmetry: true, all: true }).states).toBe(10);
    expect(checked(scenario, { symmetry: true }).properties[0]?.path?.steps).toHaveLength(6);
    expect(checked(scenario).properties[0]?.path?.steps).toHaveLength(6);
  });
});

describe('limits', () => {
  test.each([
    [{ statesMax: 5 }, '5 states'],
    [{ depthMax: 2 }, 'depth 2'],
  ])('%o leaves a check incomplete', (limits, reason) => {
    for (const search of ['breadth first', 'depth first'] as const) {
      const result = checked(lamps(3, [sometimes('all are broken', (state) => broken(state) === 3)]), { limits, search });
      expect(result).toMatchObject({ verdict: 'incomplete', reason });
      expect(result.properties[0]?.verdict).toBe('incomplete');
    }
  });

  test('that are not reached do no harm', () => {
    expect(checked(lamps(3, []), { limits: { statesMax: 28, depthMax: 7 } })).toMatchObject({ verdict: 'holds', states: 27, depth: 7 });
  });

  test('on time and on memory, as they are told', () => {
    let nowMs = 0;
    const slow = { clockMs: () => (nowMs += 2000), limits: { secondsMax: 1 } };
    expect(checked(lamps(3, []), slow)).toMatchObject({ verdict: 'incomplete', reason: '1 s' });
    const full = { memoryBytes: () => 2 ** 30, limits: { memoryBytesMax: 2 ** 20 } };
    expect(checked(lamps(3, []), full)).toMatchObject({ verdict: 'incomplete', reason: '1 MiB of memory' });
  });

  test('it can be given up at any time', () => {
    const steps = checking({ scenario: lamps(3, []), params: {} });
    expect(steps.next()).toMatchObject({ done: false, value: { phase: 'exploring', states: 1, frontier: 1, depth: 1 } });
  });
});

describe('what is found', () => {
  test('after a violation, the rest is left open, or looked for all the same', () => {
    const properties = [
      fewBroken,
      sometimes('all lamps are broken', (state) => broken(state) === 2),
      sometimes('the moon shines', () => false),
    ];
    const verdicts = (all: boolean): readonly string[] => checked(lamps(2, properties), { all }).properties.map(({ verdict }) => verdict);
    expect(verdicts(false)).toEqual(['violated', 'holds', 'incomplete', 'incomplete', 'incomplete']);
    expect(verdicts(true)).toEqual(['violated', 'holds', 'violated', 'holds', 'holds']);
  });

  test('a property that remembers makes what it remembers a part of the state', () => {
    const once = throughout('no lamp goes on twice', {
      initial: 0,
      next: (times: number, { after }) => Math.min(2, times + (after.value === 'on' ? 1 : 0)),
      holds: (times) => times < 2,
    });
    const { states, properties } = checked(lamps(1, [once]));
    expect(properties[0]).toMatchObject({ verdict: 'violated' });
    expect(properties[0]?.path?.steps).toHaveLength(3);
    // off 0; on 1; off 1, broken 1; on 2.
    expect(states).toBe(5);
  });

  test('rest before the end, and where the end is not said, none', () => {
    const isEnd = (state: SystemState): boolean => coins(state) === 2;
    expect(checked(tills(1, [], { isEnd })).properties[0]).toMatchObject({ type: 'deadlock', verdict: 'violated' });
    expect(checked(tills(2, [], { isEnd })).properties[0]).toMatchObject({ type: 'deadlock', verdict: 'holds' });
    expect(checked(tills(1, [])).properties.map(({ type }) => type)).toEqual(['unhandled', 'failure']);
  });

  test('faults befall within the budget, and end before they befall again', () => {
    // Coins counted and still to come, open: 3; and from each, robbed, with as many to come: 3; and open again: 3 + 2 + 1 - 3 that were.
    const once = checked(tills(2, [], { budget: { robbery: 1 } }));
    expect(once.verdict).toBe('holds');
    expect(checked(tills(2, [])).states).toBe(3);
    expect(once.states).toBe(3 + 3 + 6);
  });

  test('bounds leave out states, and what is behind them', () => {
    expect(checked(tills(5, [], { within: (state) => coins(state) <= 2 })).states).toBe(3);
  });
});

describe('what cannot be checked as it was asked for is refused', () => {
  test.each([
    [{ only: ['nonsense'] }, /found the property "nonsense"; expected one of "it breaks"/],
    [{ symmetry: true }, /symmetry/],
    [{ symmetry: true, exact: true }, /symmetry, which tells states apart by fingerprints, with exact/],
    [{ search: 'depth first' as const }, /"it breaks", which takes all states, in a depth first search/],
    [{ faults: { fire: 1 } }, /a budget for the fault 'fire'; expected one of loss, duplication, split/],
    [{ faults: { split: 1 } }, /splits, in a system whose actors are not at two places/],
    [{ timers: 'in order' as const, network: { order: 'set' as const } }, /timers in order of time on a network/],
  ])('%o', (options, why) => {
    const scenario = lamps(1, [eventually('it breaks', () => false)]);
    expect(() => checked(scenario, options)).toThrow(CheckRefused);
    expect(() => checked(scenario, options)).toThrow(why);
  });
});

test('timers in order of time: the lamp never breaks, since it blinks five times as fast', () => {
  const inOrder = checked(lamps(1, [sometimes('it breaks', (state) => broken(state) > 0)]), { timers: 'in order' });
  expect(inOrder.properties[0]).toMatchObject({ verdict: 'violated' });
  // Off and on, each with a second to go and with none.
  expect(inOrder.states).toBe(4);
});

describe('a property that cannot be asked', () => {
  test.each<[string, () => boolean, RegExp]>([
    [
      'forgets to return',
      () => undefined as unknown as boolean,
      /"it is well": found nothing as the answer in some state; expected true or false/,
    ],
    ['says neither yes nor no', () => 0 as unknown as boolean, /"it is well": found 0 as the answer/],
    [
      'throws',
      () => {
        throw new Error('boom');
      },
      /"it is well": found an exception \(boom\); expected true or false/,
    ],
  ])('one that %s is named', (_, holds, why) => {
    expect(() => checked(lamps(1, [always('it is well', holds)]))).toThrow(Unanswered);
    expect(() => checked(lamps(1, [always('it is well', holds)]))).toThrow(why);
  });

  test('two of one name are refused, and so is the name of what is always checked', () => {
    const named = (name: string) => always(name, () => true);
    expect(() => checked(lamps(1, [named('a'), named('a')]))).toThrow(/two properties named "a"/);
    expect(() => checked(lamps(1, [named('no machine fails')]))).toThrow(/two properties named "no machine fails"/);
  });
});

test('a model without any state within its bounds is no model in which all holds', () => {
  expect(checked(tills(1, [], { within: () => false }))).toMatchObject({
    states: 0,
    verdict: 'incomplete',
    reason: expect.stringContaining('no initial state'),
  });
});
