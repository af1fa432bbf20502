/** What of the charts was taken in all of the states, and what was not. */
import { setup } from 'xstate';
import { describe, expect, test } from 'vitest';
import { scenarioFor } from '../../src/scenarios/scenario.ts';
import { coverageOf, machineAlone, system, type Coverage } from '../../src/vitest/index.ts';
import { messageOf } from './failure.ts';
import { dinner, fork, night, person, tosser } from './forks.ts';

function names({ kinds }: Coverage, of: string, what: 'covered' | 'uncovered'): readonly string[] {
  return kinds.filter(({ kind }) => kind === of).flatMap((it) => it[what].map(({ name }) => name));
}

describe('the transitions of a system', () => {
  const hungry = system(dinner);
  const orderly = system(dinner, { preset: 'orderly' });

  test('are told by where they stand in the charts', () => {
    const coverage = coverageOf(hungry);
    expect(names(coverage, 'person', 'covered')).toEqual([
      'thinking: after thinking → hungry',
      'hungry: given → eating',
      'eating: after eating → sated',
    ]);
    expect(names(coverage, 'person', 'uncovered')).toEqual(['hungry: refused → thinking']);
    expect(names(coverage, 'fork', 'covered')).toEqual(['free: asked → taken', 'taken: asked', 'taken: returned → free']);
    expect(names(coverage, 'fork', 'uncovered')).toEqual(['taken: asked [remembers]', 'taken: returned [someoneWaits]']);
    expect(coverage.kinds[1]?.uncovered[0]).toEqual({
      name: 'taken: asked [remembers]',
      source: 'taken',
      event: 'asked',
      guard: 'remembers',
      targets: [],
    });
  });

  test('are the same whether or not it was checked before, violated or not', () => {
    const { states, kinds } = coverageOf(system(dinner));
    const checked = system(dinner);
    expect(checked).toHold();
    expect(coverageOf(checked)).toEqual({ states, kinds });
    const violated = system(dinner);
    expect(violated).not.toAlways('nobody eats', () => false);
    expect(coverageOf(violated)).toEqual({ states, kinds });
  });

  test('count those that follow of themselves, and those of choices', () => {
    expect(names(coverageOf(system(night)), 'tosser', 'covered')).toEqual([
      'waiting: after waiting → tossing',
      'tossing: chosen [isHeads] → glad',
      'tossing: chosen → sad',
      'glad: always → waiting',
      'sad: always → waiting',
    ]);
  });

  test('are all covered, but for those that are excused', () => {
    expect(orderly).toCoverEveryTransition('person', { except: ['hungry: refused → thinking'] });
    expect(orderly).toCoverEveryTransition(undefined, { except: ['hungry: refused → thinking', 'taken: asked'] });
    expect(orderly).not.toCoverEveryTransition('person');
    expect(system(night)).toCoverEveryTransition();
  });

  test('are named where they are not covered', () => {
    expect(messageOf(() => expect(hungry).toCoverEveryTransition('fork'))).toMatch(
      /^2 of 5 transitions are not covered:\n {2}fork {2}taken: asked \[remembers\]\n {2}fork {2}taken: returned \[someoneWaits\]\n\d+ states explored\.$/,
    );
  });

  test('need no excuse if they are covered, or not there', () => {
    const except = ['hungry: refused → thinking', 'hungry: given → eating', 'hungry: given'];
    const message = messageOf(() => expect(hungry).toCoverEveryTransition('person', { except }));
    expect(message).toContain('"hungry: given → eating" needs no exception: it is covered.');
    expect(message).toContain('"hungry: given" needs no exception: there is no such transition.');
  });

  test('are told apart if they look alike', () => {
    const twins = setup({
      types: { context: {} as { first: boolean } },
      guards: { isFirst: ({ context }) => context.first },
    }).createMachine({
      id: 'twins',
      context: () => ({ first: false }),
      on: { go: [{ guard: 'isFirst' }, { guard: 'isFirst' }, {}] },
    });
    const alike = scenarioFor<{ twins: { type: 'go' } }>()({
      name: 'alike',
      title: '',
      kinds: { twins },
      actors: () => [{ id: 'twins' }],
      arrivals: () => [{ atMs: 0, to: 'twins', message: { type: 'go' } }],
    });
    expect(names(coverageOf(system(alike)), 'twins', 'uncovered')).toEqual(['twins: go [isFirst]', 'twins: go [isFirst] (2)']);
    expect(names(coverageOf(system(alike)), 'twins', 'covered')).toEqual(['twins: go']);
  });

  test('are not known to be left out before all states are explored', () => {
    const short = system(dinner, { limits: { depthMax: 2 } });
    for (const ask of [() => expect(short).toCoverEveryTransition('fork'), () => expect(short).not.toCoverEveryTransition('fork')])
      expect(messageOf(ask)).toContain('the search ended at depth 2, and what lies behind may cover more');
  });

  test('of a kind that there is not are refused', () => {
    expect(messageOf(() => expect(hungry).toCoverEveryTransition('spoon'))).toBe("found no kind 'spoon'; expected one of person, fork.");
  });
});

describe('a machine alone', () => {
  const id = 'person-a';

  test('is told everything at any time, and its timers go off', () => {
    expect(machineAlone(person, { input: { id }, events: [{ type: 'given' }, { type: 'refused' }] })).toCoverEveryTransition();
    const deaf = machineAlone(person, { input: { id }, events: [{ type: 'given' }] });
    expect(names(coverageOf(deaf), 'person', 'uncovered')).toEqual(['hungry: refused → thinking']);
    expect(coverageOf(deaf).states).toBe(4);
    expect(machineAlone(tosser, { input: { breaks: false }, events: [] })).toCoverEveryTransition('tosser');
  });

  test('that has no end of states is looked at up to a limit', () => {
    const events = [{ type: 'asked', by: id }];
    const endless = machineAlone(fork, { input: { remembers: true }, events, statesMax: 50 });
    expect(coverageOf(endless)).toMatchObject({ states: 50, reason: '50 states' });
    expect(messageOf(() => expect(endless).toCoverEveryTransition())).toContain('the search ended at 50 states');
    expect(messageOf(() => expect(endless).not.toCoverEveryTransition())).toContain('the search ended at 50 states');
  });

  test('that fails is told', () => {
    const broken = machineAlone(tosser, { input: { breaks: true }, events: [] });
    expect(() => coverageOf(broken)).toThrow('the coin is gone');
  });
});
