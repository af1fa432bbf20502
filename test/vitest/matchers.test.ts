/** The matchers tell what is so from what is not, and a failure tells the story. */
import { describe, expect, test } from 'vitest';
import { isIn, leadsTo, sometimes, throughout, type SystemState } from '../../src/properties/property.ts';
import { system } from '../../src/vitest/index.ts';
import { messageOf } from './failure.ts';
import { dinner, EATS_ALONE, night, type Fork } from './forks.ts';

const hungry = system(dinner);
const orderly = system(dinner, { preset: 'orderly' });
const dark = system(night);

const count = (state: SystemState, where: string): number => state.ofKind('person').filter((it) => isIn(it, where)).length;
const allHaveEaten = (state: SystemState): boolean => state.ofKind('person').every((it) => isIn(it, 'sated'));
const isAwake = (state: SystemState): boolean => state.ofKind('sleeper').every((it) => isIn(it, 'awake'));

describe('what holds', () => {
  test('passes', () => {
    expect(hungry).toHold();
    expect(hungry).toHold(EATS_ALONE);
    expect(hungry).toHold('no machine fails');
    expect(hungry).toHold(sometimes('both are hungry', (state) => count(state, 'hungry') === 2));
    expect(hungry).toAlways('not both eat', (state) => count(state, 'eating') < 2);
    expect(hungry).toReach('somebody eats', (state) => count(state, 'eating') > 0);
    expect(orderly).toEventually('all have eaten', allHaveEaten);
    expect(orderly).toRestOnlyWhere(allHaveEaten);
    expect(orderly).toLeadTo('who is hungry eats', {
      when: (state) => count(state, 'hungry') > 0,
      follows: (state) => count(state, 'hungry') === 0,
    });
  });

  test('fails where the contrary is expected, and says what was looked at', () => {
    expect(messageOf(() => expect(hungry).not.toAlways('not both eat', (state) => count(state, 'eating') < 2))).toMatch(
      /^"not both eat" holds in every state\. \d+ states of 'dinner' explored \(limit: 1,000,000\); the probability that one was missed is \de-\d+\.$/,
    );
    expect(messageOf(() => expect(hungry).not.toHold())).toContain(`"${EATS_ALONE}" holds in every state.`);
    expect(messageOf(() => expect(orderly).not.toRestOnlyWhere(allHaveEaten))).toContain('"never at rest before the end" holds.');
    expect(messageOf(() => expect(orderly).not.toEventually('all have eaten', allHaveEaten))).toContain('comes about on every path');
  });
});

describe('what does not hold', () => {
  test('passes where that is expected', () => {
    expect(hungry).not.toAlways('nobody eats', (state) => count(state, 'eating') === 0);
    expect(hungry).not.toReach('both eat', (state) => count(state, 'eating') === 2);
    expect(hungry).not.toEventually('all have eaten', allHaveEaten);
    expect(hungry).not.toRestOnlyWhere(allHaveEaten);
    expect(hungry).not.toHold(
      leadsTo('who is hungry eats', { when: (it) => count(it, 'hungry') > 0, follows: (it) => count(it, 'hungry') === 0 }),
    );
  });

  test('fails with the story of the shortest way there', () => {
    const message = messageOf(() => expect(hungry).toAlways('nobody eats', (state) => count(state, 'eating') === 0));
    const [verdict, story, explored] = message.split('\n\n');
    expect(verdict).toBe('"nobody eats" does not hold in every state, after 3 steps.');
    for (const told of ['person-a', 'fork', 'asked', 'given']) expect(story).toContain(told);
    expect(explored).toMatch(/^\d+ states of 'dinner' explored/);
  });

  test('fails with a story that ends at rest, or goes round', () => {
    expect(messageOf(() => expect(hungry).toEventually('all have eaten', allHaveEaten))).toMatch(
      /^"all have eaten" need not come about, after \d+ steps\./,
    );
    expect(messageOf(() => expect(hungry).toRestOnlyWhere(allHaveEaten))).toContain('nothing is left to happen, after');
    expect(messageOf(() => expect(dark).toEventually('awake', isAwake, { fairness: 'none' }))).toMatch(
      /^"awake" need not come about, on a path whose steps from \d to \d go round for ever\./,
    );
  });

  test('fails without a story where there is none to tell', () => {
    expect(messageOf(() => expect(hungry).toReach('both eat', (state) => count(state, 'eating') === 2))).toMatch(
      /^"both eat" is never reached\. \d+ states of 'dinner' explored/,
    );
  });
});

test('a state that is reached is told with the way there, if it should not be', () => {
  const message = messageOf(() => expect(hungry).not.toReach('somebody eats', (state) => count(state, 'eating') > 0));
  expect(message).toMatch(/^"somebody eats" is reached, after 3 steps\.\n\n/);
});

test('fairness is weak, unless it is said otherwise', () => {
  expect(dark).toEventually('awake', isAwake);
  expect(dark).toEventually('awake', isAwake, { fairness: 'strong' });
  expect(dark).not.toEventually('awake', isAwake, { fairness: 'none' });
});

test('what a property remembers is followed', () => {
  const meals = throughout('two meals at most', {
    initial: 0,
    next: (eaten: number, { before, after }) => eaten + (isIn(after, 'sated') && before && !isIn(before, 'sated') ? 1 : 0),
    holds: (eaten) => eaten <= 2,
  });
  expect(orderly).toHold(meals);
});

test('contexts have types for who says what they are', () => {
  expect(orderly).toAlways('not more than one waits', (state: SystemState<{ fork: Fork }>) =>
    state.ofKind('fork').every(({ context }) => context.line.length <= 1),
  );
});

test('a property that there is not is told with those that there are', () => {
  expect(messageOf(() => expect(hungry).toHold('nobody eats alone'))).toContain(`expected one of "${EATS_ALONE}"`);
});

test('what is not checked of a scenario does not hold, and neither does its contrary', () => {
  const name = 'never at rest before the end';
  expect(messageOf(() => expect(hungry).toHold(name))).toContain('takes check.isEnd in the scenario, or toRestOnlyWhere');
  expect(messageOf(() => expect(hungry).not.toHold(name))).toContain('takes check.isEnd in the scenario, or toRestOnlyWhere');
});

describe('a machine that fails', () => {
  const broken = system(night, { settings: { breaks: true } });

  test('fails whatever is asked, with its story', () => {
    for (const ask of [
      () => expect(broken).toHold(),
      () => expect(broken).toAlways('it is night', () => true),
      () => expect(broken).not.toAlways('it is night', () => true),
      () => expect(broken).not.toReach('day', () => false),
    ]) {
      const message = messageOf(ask);
      expect(message).toMatch(/^"no machine fails" does not hold: .*the coin is gone/);
      expect(message).toContain('waiting');
    }
  });

  test('hides nothing that is found before', () => {
    expect(broken).toReach('the sleeper sleeps', (state) => !isAwake(state));
  });
});

test('what is not a system is refused', () => {
  // As a program without types would have it.
  const number = 5 as unknown as ReturnType<typeof system>;
  expect(messageOf(() => expect(number).toHold())).toContain('is asked of what system(scenario) makes');
  expect(messageOf(() => expect(number).toCoverEveryTransition())).toContain('or machineAlone(machine, …) makes');
});
