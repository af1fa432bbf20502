/** What the types of the matchers refuse: the lines marked @ts-expect-error are checked by the compiler. */
import { expect, test } from 'vitest';
import type { SystemState } from '../../src/properties/property.ts';
import { machineAlone, system, type SystemOptions } from '../../src/vitest/index.ts';
import { dinner, person, type Fork } from './forks.ts';

/** Never called: it is there for the compiler. */
export function refusedByTypes(): void {
  const shop = system(dinner, { preset: 'orderly', settings: { people: 2 }, faults: { loss: 1 } });
  const alone = machineAlone(person, { input: {}, events: [{ type: 'given' }] });
  expect(shop).toHold();
  expect(shop).not.toHold('a name');
  expect(alone).toCoverEveryTransition();
  expect(shop).toAlways('of contexts that are known', (state: SystemState<{ fork: Fork }>) =>
    state.ofKind('fork').every(({ context }) => context.line.length === 0),
  );
  expect(shop).toLeadTo('both', { when: () => true, follows: () => false, fairness: 'none' });
  // @ts-expect-error: not a system
  expect(5).toHold();
  // @ts-expect-error: a machine alone promises nothing
  expect(alone).toHold();
  // @ts-expect-error: a predicate without its name
  expect(shop).toAlways(() => true);
  // @ts-expect-error: a predicate that says nothing
  expect(shop).toAlways('nothing', () => {});
  // @ts-expect-error: a fairness that there is not
  expect(shop).toEventually('it', () => true, { fairness: 'fair' });
  // @ts-expect-error: only half of what leads to what
  expect(shop).toLeadTo('half', { when: () => true });
  // @ts-expect-error: a kind whose context was not said
  expect(shop).toReach('it', (state: SystemState<{ fork: Fork }>) => state.ofKind('person').length > 0);
  // @ts-expect-error: a member that the context has not
  expect(shop).toReach('it', (state: SystemState<{ fork: Fork }>) => state.ofKind('fork').some(({ context }) => context.lines));
  // @ts-expect-error: a matcher of everything at once
  expect.toHold();
  // @ts-expect-error: an event without a type
  machineAlone(person, { events: [{}] });
}

/** Never used either. */
export const options: readonly SystemOptions[] = [
  { network: { order: 'set' }, symmetry: true, reduction: true, search: 'depth first', seed: 3, limits: { statesMax: 10 } },
  // @ts-expect-error: there is no clock in a test
  { limits: { secondsMax: 10 } },
  // @ts-expect-error: the parameters come from preset and settings
  { params: {} },
  // @ts-expect-error: a network of no order
  { network: { order: 'random' } },
];

test('the file compiles, so that its errors are those that it expects', () => {
  expect(options).toHaveLength(4);
});
