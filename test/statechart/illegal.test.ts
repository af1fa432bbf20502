/** Charts that bring XState where no chart should be, and what a compiled machine makes of them. */
import { createMachine, emit, initialTransition, transition, type AnyMachineSnapshot } from 'xstate';
import { describe, expect, test } from 'vitest';
import { compile, type CompiledSnapshot } from '../../src/statechart/index.ts';
import { start, step } from './fuzz/interpreter.ts';

describe('a history state that leads to another one', () => {
  const machine = createMachine({
    id: 'm',
    initial: 'away',
    exit: emit({ type: 'exit m' }),
    states: {
      home: {
        initial: 'a',
        on: { out: 'away' },
        states: { first: { type: 'history', target: 'second' }, second: { type: 'history', target: 'b' }, a: {}, b: {} },
      },
      away: { exit: emit({ type: 'exit away' }), on: { back: 'home.first' } },
    },
  });
  const compiled = compile(machine);

  function after(...types: readonly string[]): readonly [CompiledSnapshot, AnyMachineSnapshot] {
    let ours: CompiledSnapshot = compiled.initial().snapshot;
    let theirs: AnyMachineSnapshot = initialTransition(machine)[0];
    for (const type of types) {
      ours = compiled.step(ours, { type }).snapshot;
      theirs = transition(machine, theirs, { type })[0];
    }
    return [ours, theirs];
  }

  test('makes an active state of that one, as in XState', () => {
    const [ours, theirs] = after('back');
    const nodes = compiled.toXState(ours)._nodes.map(({ id }) => id);
    expect(nodes).toEqual(['m', 'm.home', 'm.home.second', 'm.home.b']);
    expect(nodes).toEqual(theirs._nodes.map(({ id }) => id));
    expect(ours.value).toEqual(theirs.value);
  });

  test('remembers itself then, and is looked for without end: an error, as in XState, but found before anything is done', () => {
    const [ours, theirs] = after('back', 'out');
    expect(() => compiled.step(ours, { type: 'back' })).toThrow('Maximum call stack size exceeded');
    const taken = step(machine, theirs, { type: 'back' });
    expect(taken.threw).toBe('Maximum call stack size exceeded');
    // XState has told of this by then; nobody carries out what a step tells that fails.
    expect(taken.actions.map(({ params }) => params)).toEqual([{ event: { type: 'exit away' } }]);
    // XState does not look where a transition leads, when it is asked whether there is one.
    expect(theirs.can({ type: 'back' })).toBe(true);
    expect(() => compiled.can(ours, { type: 'back' })).toThrow('Maximum call stack size exceeded');
  });
});

test('two targets in one compound state are both entered, as in XState', () => {
  const machine = createMachine({ id: 'm', initial: 'a', states: { a: { on: { go: { target: ['b', 'c'] } } }, b: {}, c: {} } });
  const compiled = compile(machine);
  const { snapshot } = compiled.step(compiled.initial().snapshot, { type: 'go' });
  const theirs = step(machine, start(machine, undefined).snapshot ?? expect.fail(), { type: 'go' }).snapshot ?? expect.fail();
  expect(compiled.toXState(snapshot)._nodes.map(({ id }) => id)).toEqual(['m', 'm.b', 'm.c']);
  expect(theirs._nodes.map(({ id }) => id)).toEqual(['m', 'm.b', 'm.c']);
  expect([snapshot.value, theirs.value]).toEqual(['b', 'b']);
});
