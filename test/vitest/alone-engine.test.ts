/** A machine by itself may be stepped by either engine, and so may a system. */
import { createMachine, setup } from 'xstate';
import { expect, test } from 'vitest';
import { scenarioFor } from '../../src/scenarios/scenario.ts';
import { coverageOf, machineAlone, system } from '../../src/vitest/index.ts';

test('a machine by itself comes to the same, whatever steps it', () => {
  const machine = createMachine({ id: 'm', initial: 'a', states: { a: { on: { go: 'b' } }, b: { on: { back: 'a' } } } });
  const events = [{ type: 'go' }, { type: 'back' }];
  const [compiled, interpreted] = (['compiled', 'xstate'] as const).map((engine) => coverageOf(machineAlone(machine, { events, engine })));
  expect(compiled?.states).toBe(2);
  expect(interpreted).toEqual(compiled);
});

test('a machine that cannot be compiled is one for the interpreter', () => {
  const twins = createMachine({ id: 'm', initial: 'a', states: { a: { id: 'same', on: { go: 'b' } }, b: { id: 'same' } } });
  const alone = (engine?: 'xstate') => coverageOf(machineAlone(twins, { events: [{ type: 'go' }], ...(engine ? { engine } : {}) }));
  expect(() => alone()).toThrow("engine: 'xstate'");
  expect(alone('xstate').states).toBe(2);
});

test('so may be a system', () => {
  const twin = setup({}).createMachine({ id: 'm', initial: 'a', states: { a: { id: 'same', after: { 1: 'b' } }, b: { id: 'same' } } });
  const twins = scenarioFor<{ readonly twin: never }>()({ name: 'twins', title: 'Twins', kinds: { twin }, actors: () => [{ id: 'twin' }] });
  expect(() => coverageOf(system(twins))).toThrow("engine: 'xstate'");
  expect(coverageOf(system(twins, { engine: 'xstate' })).states).toBe(2);
});
