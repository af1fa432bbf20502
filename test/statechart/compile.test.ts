import {
  assign,
  createMachine,
  enqueueActions,
  fromPromise,
  sendTo,
  setup,
  spawnChild,
  transition,
  initialTransition,
  type AnyStateMachine,
} from 'xstate';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { behaviorOf, UnsoundMachine } from '../../src/actors/behavior.ts';
import { compile, Uncompilable, type CompiledMachine } from '../../src/statechart/index.ts';
import { charts } from './charts.ts';

function obstaclesOf(machine: AnyStateMachine): readonly (readonly [string, string])[] {
  try {
    compile(machine);
    return [];
  } catch (cause) {
    if (!(cause instanceof Uncompilable)) throw cause;
    return cause.obstacles.map(({ path, feature }) => [path.join('.'), feature]);
  }
}

describe('what cannot be compiled is named', () => {
  const actors = { ask: fromPromise(() => Promise.resolve(1)) };

  test('all of it, by state and feature', () => {
    const machine = setup({ actors, actions: { tell: sendTo('peer', { type: 'x' }) } }).createMachine({
      id: 'm',
      entry: 'tell',
      initial: 'a',
      states: { a: { invoke: { src: 'ask' }, on: { x: { actions: spawnChild('ask') } } } },
    });
    expect(obstaclesOf(machine)).toEqual([
      ['', "its action 'tell' is sendTo, which acts on XState's own actors"],
      ['a', 'it uses invoke, which starts an actor of XState'],
      ['a', "an inline action is spawnChild, which acts on XState's own actors"],
    ]);
    expect(() => compile(machine)).toThrow("machine 'm' in state 'a': it uses invoke, which starts an actor of XState. Step this machine");
  });

  test('two states of one id, and an initial state that is none', () => {
    const twins = createMachine({ id: 'm', initial: 'a', states: { a: { id: 'same' }, b: { id: 'same' } } });
    expect(obstaclesOf(twins)).toEqual([['b', "another state has its id 'same' too"]]);
    const lost = createMachine({ id: 'm', initial: 'a', states: { a: { initial: 'nowhere', states: { b: {} } } } });
    expect(obstaclesOf(lost)).toEqual([
      ['a', 'its initial state cannot be found: Initial state node "nowhere" not found on parent state node #m.a'],
    ]);
  });

  test('a guard of another copy of XState', () => {
    const foreign = Object.assign(() => true, { check: () => true });
    expect(obstaclesOf(createMachine({ on: { x: { guard: foreign, actions: [] } } }))).toEqual([
      ['', 'its guard is none that this version of XState makes'],
    ]);
  });

  test('by a behaviour too, which never falls back to the interpreter by itself', () => {
    const twins = createMachine({ id: 'm', initial: 'a', states: { a: { id: 'same' }, b: { id: 'same' } } });
    expect(() => behaviorOf('kind', twins)).toThrow(UnsoundMachine);
    expect(() => behaviorOf('kind', twins)).toThrow("machine 'm' (kind 'kind') cannot be compiled");
    expect(() => behaviorOf('kind', twins)).toThrow('--engine xstate');
    expect(behaviorOf('kind', twins, { engine: 'xstate' }).start(undefined, () => 0).snapshot.value).toBe('a');
  });

  test('where it shows only at a step', () => {
    const compiled = compile(
      createMachine({ on: { x: { actions: enqueueActions(({ enqueue }) => enqueue.sendTo('peer', { type: 'y' })) } } }),
    );
    expect(() => compiled.step(compiled.initial().snapshot, { type: 'x' })).toThrow("it used sendTo, which acts on XState's own actors");
    const spawning = compile(createMachine({ context: {}, on: { x: { actions: assign(({ spawn }) => ({ it: spawn(actors.ask) })) } } }));
    expect(() => spawning.step(spawning.initial().snapshot, { type: 'x' })).toThrow('it spawned a child of XState');
  });
});

describe('a snapshot', () => {
  const machine = setup({ types: { context: {} as { readonly n: number }, events: {} as { readonly type: 'go' } } }).createMachine({
    context: { n: 1 },
    initial: 'a',
    states: { a: { on: { go: { target: 'b', actions: assign({ n: ({ context }) => context.n + 1 }) } } }, b: {} },
  });

  test('of an event that changes nothing is the same', () => {
    const compiled = compile(machine);
    const { snapshot } = compiled.step(compiled.initial().snapshot, { type: 'go' });
    expect(compiled.step(snapshot, { type: 'go' }).snapshot).toBe(snapshot);
  });

  test('may be copied with another context, and serves another machine of the same chart', () => {
    const { snapshot } = compile(machine).initial();
    expect(compile(machine.provide({})).step({ ...snapshot, context: { n: 5 } }, { type: 'go' }).snapshot).toMatchObject({
      value: 'b',
      context: { n: 6 },
    });
  });

  test('shows what it is, and nothing else', () => {
    expect(JSON.stringify(compile(machine).initial().snapshot)).toBe('{"status":"active","value":"a","context":{"n":1}}');
  });

  test('of another machine, or none at all, is refused', () => {
    const compiled = compile(createMachine({ id: 'other' }));
    const { snapshot } = compile(machine).initial();
    expect(() => compiled.step({ ...snapshot }, { type: 'go' })).toThrow('the snapshot is of another machine');
    // As it comes from a file.
    const stored = JSON.parse(JSON.stringify(snapshot)) as typeof snapshot;
    expect(() => compile(machine).step(stored, { type: 'go' })).toThrow('no snapshot of a compiled machine');
  });

  test('has the types of its machine', () => {
    const { snapshot } = compile(machine).initial();
    expectTypeOf(snapshot.context).toEqualTypeOf<{ readonly n: number }>();
    // @ts-expect-error: it hears of 'go' alone
    compile(machine).step(snapshot, { type: 'gone' });
  });
});

test('a guard may step the same machine', () => {
  const inner: AnyStateMachine = createMachine({
    context: { n: 0 },
    on: {
      deep: { actions: assign({ n: 1 }) },
      x: { guard: (): boolean => compiled.step(start, { type: 'deep' }).snapshot.context.n === 1, actions: assign({ n: 2 }) },
    },
  });
  const compiled: CompiledMachine = compile(inner);
  const start = compiled.initial().snapshot;
  expect(compiled.step(start, { type: 'x' }).snapshot.context).toEqual({ n: 2 });
});

test('a step that throws leaves nothing behind', () => {
  const compiled = compile(
    createMachine({
      context: { n: 0 },
      on: {
        x: {
          actions: enqueueActions(({ enqueue }) => {
            enqueue.raise({ type: 'later' });
            enqueue(
              assign(() => {
                throw new Error('no');
              }),
            );
          }),
        },
        later: { actions: assign({ n: 1 }) },
      },
    }),
  );
  const { snapshot } = compiled.initial();
  expect(() => compiled.step(snapshot, { type: 'x' })).toThrow('no');
  expect(compiled.step(snapshot, { type: 'y' })).toEqual({ snapshot, actions: [] });
});

test('a region that goes to the history of its own parallel state, before it has one, comes where XState comes', () => {
  const machine = charts['a region that goes to the history of its own parallel state'] ?? expect.fail();
  const compiled = compile(machine);
  const ours = compiled.step(compiled.initial().snapshot, { type: 'a' });
  const [theirs, actions] = transition(machine, initialTransition(machine)[0], { type: 'a' });
  const nodes = compiled.toXState(ours.snapshot)._nodes.map(({ id }) => id);
  // The parallel state was left, and is not entered again: only the value looks whole.
  expect(nodes).toEqual(['own', 'own.pair.p', 'own.pair.p.p1', 'own.pair.q', 'own.pair.q.q1']);
  expect(ours.snapshot.value).toEqual({ pair: { p: 'p1', q: 'q1' } });
  expect(compiled.hasTag(ours.snapshot, 'paired')).toBe(false);
  expect(nodes).toEqual(theirs._nodes.map(({ id }) => id));
  expect(ours.actions.map(({ type, params }) => ({ type, params }))).toEqual(actions.map(({ type, params }) => ({ type, params })));
});

describe('at rest', () => {
  const machine = createMachine({
    id: 'm',
    type: 'parallel',
    states: {
      p: { initial: 'p1', on: { again: { target: 'p', reenter: true } }, states: { p1: {} } },
      q: { initial: 'q1', states: { q1: {} } },
    },
  });

  test('regions lie as XState leaves them, or in the order of the chart', () => {
    const regions = (order: 'xstate' | 'document'): readonly string[] => {
      const compiled = compile(machine, { order });
      const { snapshot } = compiled.step(compiled.step(compiled.initial().snapshot, { type: 'again' }).snapshot, { type: 'none' });
      return Object.keys(snapshot.value);
    };
    expect(regions('document')).toEqual(['p', 'q']);
    expect(regions('xstate')).toEqual(Object.keys(transition(machine, initialTransition(machine)[0], { type: 'again' })[0].value));
  });

  test('more control states than the tables keep only cost time', () => {
    const regions = Object.fromEntries(
      Array.from({ length: 15 }, (_, at) => [
        `r${at}`,
        { initial: 'off', states: { off: { on: { [`e${at}`]: 'on' } }, on: { on: { [`e${at}`]: 'off' } } } },
      ]),
    );
    const compiled = compile(createMachine({ type: 'parallel', states: regions }), { order: 'document' });
    let { snapshot } = compiled.initial();
    // A Gray code comes to each of the 2 ** 15 states once.
    const changes = 2 ** 15 - 1;
    for (let i = 1; i <= changes; i++) ({ snapshot } = compiled.step(snapshot, { type: `e${31 - Math.clz32(i & -i)}` }));
    expect(Object.values(snapshot.value).filter((it) => it === 'on')).toHaveLength(1);
  });
});
