/** What is refused, and in which words. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assign, createActor, createMachine, enqueueActions, initialTransition, setup, transition, type AnyStateMachine } from 'xstate';
import { describe, expect, test } from 'vitest';
import { behaviorOf, UnsoundMachine } from '../../src/actors/behavior.ts';
import { compile, Uncompilable, type CompiledSnapshot } from '../../src/statechart/index.ts';
import { XSTATE_VERSION } from '../../src/statechart/of-xstate.ts';
import { on, x } from './outcomes.ts';

function compiling(value: unknown): () => unknown {
  return () => compile(value as AnyStateMachine); // Whoever writes JavaScript may give anything.
}

describe('what is no machine', () => {
  test.each([
    [{ initial: 'a', states: { a: {} } }, 'a configuration is no machine of XState: give what createMachine'],
    [setup({}), 'what setup() returns is no machine of XState'],
    [undefined, 'a value of type undefined is no machine of XState'],
    [null, 'null is no machine of XState'],
  ])('is told from one', (value, message) => {
    expect(compiling(value)).toThrow(TypeError);
    expect(compiling(value)).toThrow(message);
  });

  test('or one of another version of XState, is told which version this is for', () => {
    // As version 5.28 makes them.
    const { root, implementations, config } = createMachine({ id: 'old' });
    const old = { id: 'old', root, implementations, config, ...methods() };
    expect(compiling(old)).toThrow("machine 'old' was made by another version of XState, whose machines have no 'options'");
    expect(compiling(old)).toThrow(`npm install xstate@${XSTATE_VERSION}`);
    expect(() => behaviorOf('kind', old as unknown as AnyStateMachine)).toThrow(UnsoundMachine);
    const foreign = Object.assign(() => true, { check: () => true });
    expect(compiling(on({ guard: foreign }))).toThrow(`the same xstate as this package does, which is version ${XSTATE_VERSION}`);
  });

  function methods(): object {
    return { provide() {}, getStateNodeById() {}, resolveState() {}, transition() {}, getInitialSnapshot() {} };
  }

  test('that version is the one which is installed with this package', () => {
    const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    expect(dependencies['xstate']).toBe(XSTATE_VERSION);
  });
});

describe('in place of an action', () => {
  test.each([false, null, 0])('%s is refused, by its state', (it) => {
    expect(compiling(on({ actions: [it] }))).toThrow(Uncompilable);
    expect(compiling(on({ actions: [it] }))).toThrow(`machine 'm' in state 'a': ${it} stands where an action should. Leave it out`);
  });

  test.each([false, undefined, null, 7])('%s fails at the step that enqueues it', (it) => {
    const compiled = compile(on({ actions: enqueueActions(({ enqueue }) => enqueue(it as never)) }));
    expect(() => compiled.step(compiled.initial().snapshot, x)).toThrow(`${it} stands where an action should`);
  });

  test('a function that enqueues, kept for later, fails', () => {
    let kept: ((action: never) => void) | undefined;
    const actions = [enqueueActions(({ enqueue }) => void (kept = enqueue)), assign(() => (kept?.('say' as never), {}))];
    const compiled = compile(on({ actions }));
    expect(() => compiled.step(compiled.initial().snapshot, x)).toThrow('enqueue was called after its step');
    expect(() => kept?.('say' as never)).toThrow('enqueue was called after its step');
  });
});

test("a state whose name begins with '#' is refused, unless its id is that name", () => {
  const named = (id: object): AnyStateMachine =>
    createMachine({ id: 'm', initial: '#x', states: { '#x': { on: { x: 'b' }, ...id }, b: {} } });
  expect(compiling(named({}))).toThrow(
    "machine 'm' in state '#x': its name begins with '#', and XState takes it for the id of another state",
  );
  const machine = named({ id: 'x' });
  const compiled = compile(machine);
  expect(compiled.step(compiled.initial().snapshot, x).snapshot.value).toBe('b');
  expect(transition(machine, initialTransition(machine)[0], x)[0].value).toBe('b');
});

describe('a snapshot', () => {
  const machine = createMachine({
    id: 'm',
    context: { n: 1 },
    initial: 'a',
    states: {
      a: { initial: 'p', states: { p: { on: { x: 'q' } }, q: {}, h: { type: 'history' } }, on: { y: 'b' } },
      b: { on: { y: 'a.h' } },
    },
  });
  const compiled = compile(machine);
  const { snapshot } = compiled.step(compiled.step(compiled.initial().snapshot, x).snapshot, { type: 'y' });

  test('that was persisted says how to make one of it, which goes on where it stood', () => {
    const persisted: unknown = JSON.parse(JSON.stringify(machine.getPersistedSnapshot(compiled.toXState(snapshot))));
    expect(() => compiled.fromXState(persisted as never)).toThrow(
      'fromXState(createActor(machine, { snapshot: persisted }).getSnapshot())',
    );
    const back = compiled.fromXState(createActor(machine, { snapshot: persisted as never }).getSnapshot());
    expect(compiled.step(back, { type: 'y' }).snapshot).toMatchObject({ value: { a: 'q' }, context: { n: 1 } });
  });

  test('that was stored as it is, or that is one of XState, says what to do', () => {
    const stored = JSON.parse(JSON.stringify(snapshot)) as typeof snapshot;
    expect(() => compiled.step(stored, x)).toThrow('of what was stored as JSON, XState makes one');
    expect(() => compiled.step(compiled.toXState(snapshot) as never, x)).toThrow('make one of it with fromXState()');
  });

  test('of another machine is refused by all that reads it', () => {
    const other = compile(createMachine({ id: 'o', initial: 'z', states: { z: {} } }));
    const reads = [other.toXState, (it: CompiledSnapshot) => other.hasTag(it, 'tag'), (it: CompiledSnapshot) => other.can(it, x)];
    for (const read of reads) expect(() => read(snapshot)).toThrow(/^the snapshot is of another machine: there is no state '#m.*' in 'o'$/);
  });

  test('matches a state value as one of XState does', () => {
    const theirs = compiled.toXState(snapshot);
    for (const value of ['a', 'b', 'a.q', { a: 'q' }, {}]) expect(compiled.matches(snapshot, value)).toBe(theirs.matches(value as never));
    expect([compiled.matches(snapshot, 'b'), compiled.matches(snapshot, { a: 'q' })]).toEqual([true, false]);
  });
});

test.each(['compiled', 'xstate'] as const)('an event of the type of all wildcards is refused by an actor too: %s', (engine) => {
  const machine = createMachine({ id: 'm', on: { '*': {} } });
  const { start, step } = behaviorOf('kind', machine, { engine });
  expect(() => step(start(undefined, () => 0).snapshot, { type: '*' }, () => 0)).toThrow("An event cannot have the wildcard type ('*')");
});
