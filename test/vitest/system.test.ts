/** A system resolves its parameters as the command line does, keeps what it was asked, and takes no limit for a success. */
import { describe, expect, test } from 'vitest';
import { always, isIn, sometimes, type SystemState } from '../../src/properties/property.ts';
import { anyScenario } from '../../src/scenarios/scenario.ts';
import { system } from '../../src/vitest/index.ts';
import { messageOf } from './failure.ts';
import { dinner, EATS_ALONE } from './forks.ts';

const people = (state: SystemState): number => state.ofKind('person').length;
const remembers = (state: SystemState): boolean => state.ofKind('fork').every(({ context }) => context['remembers'] === true);

describe('parameters', () => {
  test('are those that the scenario sets for its checks, then the preset, then settings', () => {
    expect(system(dinner)).toAlways('two people', (state) => people(state) === 2);
    expect(system(dinner, { preset: 'crowd' })).toAlways('three people', (state) => people(state) === 3);
    expect(system(dinner, { preset: 'crowd', settings: { people: 1 } })).toAlways('one person', (state) => people(state) === 1);
    expect(system(dinner, { settings: { 'fork.remembers': true } })).toAlways('it remembers', remembers);
  });

  test('that there are not are refused at once', () => {
    expect(() => system(dinner, { settings: { 'fork.remember': true } })).toThrow('Did you mean fork.remembers?');
    expect(() => system(dinner, { preset: 'ordely' })).toThrow('Did you mean orderly?');
  });
});

describe('a search that reaches a limit', () => {
  const short = { limits: { depthMax: 3 } };

  test('decides nothing: neither what is asked nor its contrary', () => {
    for (const ask of [
      () => expect(system(dinner, short)).toHold(),
      () => expect(system(dinner, short)).not.toHold(),
      () => expect(system(dinner, short)).toAlways('some sit here', (state) => people(state) > 0),
      () => expect(system(dinner, short)).not.toAlways('some sit here', (state) => people(state) > 0),
      () => expect(system(dinner, short)).toReach('nobody sits here', (state) => people(state) === 0),
      () => expect(system(dinner, short)).not.toReach('nobody sits here', (state) => people(state) === 0),
      () => expect(system(dinner, short)).toEventually('all have eaten', () => false),
      () => expect(system(dinner, short)).not.toRestOnlyWhere(() => true),
    ])
      expect(messageOf(ask)).toMatch(
        / is not decided: the search ended at depth 3, having found nothing to the contrary\..* limits\.depthMax/,
      );
  });

  test('is told by its name, and of states it is a million unless another one is given', () => {
    const crowd = { preset: 'orderly', settings: { people: 7 } } as const;
    expect(messageOf(() => expect(system(dinner, { ...crowd, limits: { statesMax: 1000 } })).toHold())).toContain('ended at 1,000 states');
    expect(system(dinner, crowd).statesMax).toBe(1_000_000);
  });

  test('names what is left open', () => {
    expect(messageOf(() => expect(system(dinner, short)).toHold())).toContain(`Left open: "${EATS_ALONE}", `);
  });

  test('decides what it has found all the same', () => {
    expect(system(dinner, short)).not.toAlways('nobody sits here', (state) => people(state) === 0);
    expect(system(dinner, short)).toReach('two people', (state) => people(state) === 2);
  });

  test('is a success where that is said', () => {
    const allowed = system(dinner, { ...short, mayBeIncomplete: true });
    expect(allowed).toHold();
    expect(allowed).not.toReach('nobody sits here', (state) => people(state) === 0);
    expect(messageOf(() => expect(allowed).toAlways('nobody sits here', (state) => people(state) === 0))).toContain('does not hold');
  });
});

describe('what was asked before', () => {
  /** A scenario that counts its checks: each of them asks for its actors once. */
  function counting(): { readonly checks: () => number; readonly subject: ReturnType<typeof system> } {
    let checks = 0;
    const scenario = anyScenario(dinner);
    const actors: typeof scenario.actors = (plan) => {
      checks += 1;
      return scenario.actors(plan);
    };
    return { checks: () => checks, subject: system({ ...scenario, actors }) };
  }

  test('is not worked out again', () => {
    const { checks, subject } = counting();
    expect(subject).toHold(EATS_ALONE);
    expect(subject).toHold(EATS_ALONE);
    expect(checks()).toBe(1);
    expect(subject).toHold();
    expect(subject).toHold();
    expect(subject).toHold('somebody has eaten');
    expect(checks()).toBe(2);
    const property = sometimes('somebody is hungry', (state) => state.ofKind('person').some((it) => isIn(it, 'hungry')));
    expect(subject).toHold(property);
    expect(subject).toHold(property);
    expect(checks()).toBe(3);
  });

  test('is not taken for another property of the same name', () => {
    const subject = system(dinner);
    expect(subject).toHold(always('it', () => true));
    expect(subject).not.toHold(always('it', () => false));
  });
});

test('faults, networks and searches are those of the checker', () => {
  const starves = (state: SystemState): boolean => state.ofKind('person').every((it) => isIn(it, 'hungry'));
  const orderly = { preset: 'orderly' } as const;
  expect(system(dinner, orderly)).toRestOnlyWhere((state) => !starves(state));
  expect(system(dinner, { ...orderly, faults: { loss: 2 } })).not.toRestOnlyWhere((state) => !starves(state));
  expect(system(dinner, { ...orderly, network: { order: 'ordered', lossy: true } })).not.toRestOnlyWhere((state) => !starves(state));
  expect(system(dinner, { ...orderly, search: 'depth first', exact: true })).toHold();
  expect(() => expect(system(dinner, { symmetry: true })).toHold()).toThrow('symmetry in a scenario that does not say who is alike');
});
