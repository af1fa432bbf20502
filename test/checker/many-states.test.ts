/** More states than the steps of one are worked out at a time for, and properties that are asked together: neither changes what is found. */
import { setup } from 'xstate';
import { describe, expect, test } from 'vitest';
import { drawn, type Effect } from '../../src/machines/effects.ts';
import { always, sometimes, type SystemState } from '../../src/properties/property.ts';
import { anyScenario, scenarioFor } from '../../src/scenarios/scenario.ts';
import { checked, lamps } from './toys.ts';

describe('many states', () => {
  const areAllBroken = (state: SystemState): boolean => state.ofKind('lamp').every(({ value }) => value === 'broken');

  test.each([{ exact: true }, { exact: false }])('of ten lamps all are found, and a shortest path to the last: %o', ({ exact }) => {
    // Each lamp has three states, and three ways from one to another, whatever the others do; and there is one beginning.
    expect(checked(lamps(10, []), { exact })).toMatchObject({ states: 3 ** 10, transitions: 1 + 10 * 3 ** 10, depth: 21 });
    const { verdict, properties } = checked(lamps(10, [always('some lamp is whole', (state) => !areAllBroken(state))]), { exact });
    expect(verdict).toBe('violated');
    const events = properties[0]?.path?.steps.map(({ events: [event] }) => event?.event) ?? [];
    expect(events).toHaveLength(20);
    expect(events.at(-1)).toMatchObject({ actor: 'lamp-10', state: 'broken' });
  });

  test('a limit within what was looked at ahead is kept', () => {
    expect(checked(lamps(10, []), { limits: { statesMax: 40_000 } })).toMatchObject({ verdict: 'incomplete', reason: '40,000 states' });
    expect(checked(lamps(10, []), { limits: { depthMax: 20 } })).toMatchObject({ states: 3 ** 10 - 1, reason: 'depth 20' });
  });
});

type Night = { readonly lamp: never; readonly bell: never };

/** From one state to the other, some time. */
const turning = (id: string, from: string, to: string) =>
  setup({ types: { context: {} as object, emitted: {} as Effect }, delays: { waiting: drawn } }).createMachine({
    id,
    context: () => ({}),
    initial: from,
    states: { [from]: { after: { waiting: to } }, [to]: {} },
  });

describe('properties that are asked together', () => {
  const isIn = (state: SystemState, kind: string, value: string): boolean => state.ofKind(kind)[0]?.value === value;
  const shines = sometimes('the lamp shines', (state) => isIn(state, 'lamp', 'on'));
  const isQuiet = always('no bell rings by light', (state) => !isIn(state, 'lamp', 'on') || !isIn(state, 'bell', 'ringing'));
  const night = anyScenario(
    scenarioFor<Night>()({
      name: 'night',
      title: 'A lamp and a bell',
      kinds: { lamp: turning('lamp', 'off', 'on'), bell: turning('bell', 'silent', 'ringing') },
      actors: () => [{ id: 'lamp' }, { id: 'bell' }],
      delaysS: () => ({ lamp: { waiting: 1 }, bell: { waiting: 1 } }),
      properties: [shines, isQuiet],
    }),
  );

  test.each([{ exact: true }, { exact: false }])('are asked again once one of them looks at more: %o', ({ exact }) => {
    const { properties, states } = checked(night, { exact, all: true });
    expect(states).toBe(4);
    expect(properties.slice(0, 2).map(({ verdict, path }) => [verdict, path?.steps.length])).toEqual([
      ['holds', 1],
      ['violated', 2],
    ]);
  });
});
