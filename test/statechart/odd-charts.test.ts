/** What hardly anybody would write, and XState takes: a compiled machine takes it too, to the same end. */
import { assign, createMachine, emit, enqueueActions, raise } from 'xstate';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/statechart/index.ts';
import { comesTo, on, outcomeOf, x } from './outcomes.ts';

describe('an event that is none', () => {
  test.each([undefined, null])('raised as %s, fails, and what was raised after it is not forgotten in silence', (it) => {
    const machine = on({ actions: [raise((() => it) as never), raise({ type: 'y' })] });
    expect(outcomeOf(machine, x)).toBe(`Cannot read properties of ${it} (reading 'type')`);
  });

  test('behind others, among those that are enqueued, fails too', () => {
    const enqueued = enqueueActions(({ enqueue }) => {
      enqueue.raise({ type: 'z' });
      enqueue.raise((() => undefined) as never);
    });
    expect(outcomeOf(on({ actions: enqueued }), x)).toBe("Cannot read properties of undefined (reading 'type')");
  });

  test('has a type that is no text: any event is it, where it was raised, but for those of some wildcards; from outside, it fails', () => {
    const raised = (type: unknown): unknown => ({ actions: raise({ type } as never) });
    for (const type of [5, undefined, null, true, {}]) expect(outcomeOf(on(raised(type), { '*': 'b' }), x)).toEqual(comesTo('b'));
    expect(outcomeOf(on(raised('5'), { 5: 'b' }), x)).toEqual(comesTo('b'));
    expect(outcomeOf(on(raised(5), { 5: 'b' }), x)).toEqual(comesTo('a'));
    expect(outcomeOf(on(raised(5), { 'z.*': 'b' }), x)).toBe('eventType.split is not a function');
    expect(outcomeOf(on('b', { '*': 'b' }), { type: 5 })).toBe('event.type.startsWith is not a function');
    expect(outcomeOf(on('b', { 'z.*': 'b' }), { type: undefined })).toBe("Cannot read properties of undefined (reading 'startsWith')");
  });
});

test('two descriptors that read alike in a list are two', () => {
  const machine = on({}, { 'type x.*': 'b', 'x.*': { actions: emit({ type: 'e' }) } });
  expect(outcomeOf(machine, { type: 'x.*' }, { type: 'type x.y' })).toEqual(comesTo('b'));
  expect(outcomeOf(machine, { type: 'type x.y' })).toEqual(comesTo('b'));
});

test('an action object without a type has none', () => {
  expect(outcomeOf(on({ actions: [{}, { params: 1 }] }), x)).toEqual(
    expect.objectContaining({
      actions: [
        [undefined, undefined],
        [undefined, 1],
      ],
    }),
  );
});

test.each([undefined, null])('an assign, or a list of enqueued actions, that is %s fails as it is taken', (it) => {
  expect(outcomeOf(on({ actions: assign(it as never) }), x)).toBe('Cannot convert undefined or null to object');
  expect(outcomeOf(on({ actions: enqueueActions(({ enqueue }) => enqueue.assign(it as never)) }), x)).toContain('Cannot convert');
  expect(outcomeOf(on({ actions: enqueueActions(it as never) }), x)).toBe('collect is not a function');
});

test('a state with an empty name in a region hears nothing, nor does its region', () => {
  const machine = createMachine({
    id: 'm',
    type: 'parallel',
    context: { n: 0 },
    states: {
      r: {
        initial: 'a',
        on: { x: { actions: assign({ n: 2 }) } },
        states: { a: { on: { go: '#e' } }, '': { id: 'e', on: { x: { actions: assign({ n: 1 }) } } } },
      },
      q: {},
    },
  });
  expect(outcomeOf(machine, { type: 'go' }, x)).toEqual(expect.objectContaining({ context: { n: 0, prototype: [] } }));
  const alone = createMachine({
    initial: 'a',
    context: { n: 0 },
    states: { a: { on: { go: '#e' } }, '': { id: 'e', on: { x: { actions: assign({ n: 1 }) } } } },
  });
  expect(outcomeOf(alone, { type: 'go' }, x)).toEqual(expect.objectContaining({ context: { n: 1, prototype: [] } }));
});

describe('the key __proto__', () => {
  const update = (): Record<string, unknown> => JSON.parse('{"__proto__":{"admin":true},"n":1}') as Record<string, unknown>;
  const ask = assign({ admin: ({ context }: { context: object }) => ('admin' in context ? 1 : 0) } as never);

  test.each([
    ['assigned by a function', [assign(update)]],
    ['assigned by a function, and seen by the next', [assign(update), ask]],
    ['assigned with another', [assign(update() as never), ask]],
    ['assigned alone', [assign(JSON.parse('{"__proto__":{"admin":true}}') as never), ask]],
    ['enqueued', [enqueueActions(({ enqueue }) => enqueue.assign(update() as never)), ask]],
  ])('does what it does in XState: %s', (_, actions) => {
    outcomeOf(on({ actions }), x, x, x);
  });

  test('of a context that was there before', () => {
    const machine = createMachine({ context: update(), on: { x: { actions: [assign({ m: 1 }), ask] } } });
    outcomeOf(machine, x, x);
    outcomeOf(machine.provide({}), x);
    outcomeOf(createMachine({ context: update, on: { x: { actions: ask } } }), x);
  });
});

test('no invoke at all, as an empty list, is none', () => {
  expect(outcomeOf(createMachine({ invoke: [], context: { n: 0 }, on: { x: { actions: assign({ n: 1 }) } } }), x)).toMatchObject({
    context: { n: 1 },
  });
});

test('the stand-in for the actor itself can be listened to, and says nothing', () => {
  const machine = createMachine({
    context: { n: 0 },
    on: {
      x: {
        actions: assign(({ self }) => {
          const given = [self.on('*', () => {}), self.subscribe(() => {})];
          for (const it of given) it.unsubscribe();
          return { n: given.length };
        }),
      },
    },
  });
  expect(outcomeOf(machine, x)).toMatchObject({ context: { n: 2 } });
});

test('actions that enqueue actions, one in another, copy contexts by functions that are made once', () => {
  const nested = enqueueActions(({ enqueue }) => {
    enqueue(
      enqueueActions(({ enqueue: inner }) => inner.assign({ n: ({ context }: { context: { n: number } }) => context.n + 1 } as never)),
    );
  });
  const compiled = compile(on({ actions: nested }));
  let { snapshot } = compiled.initial();
  let made = 0;
  const { Function: original } = globalThis;
  globalThis.Function = new Proxy(original, { construct: (target, parts) => ((made += 1), Reflect.construct(target, parts) as object) });
  try {
    for (let i = 0; i < 50; i++) ({ snapshot } = compiled.step(snapshot, x));
  } finally {
    globalThis.Function = original;
  }
  expect(snapshot.context).toEqual({ n: 50 });
  expect(made).toBeLessThanOrEqual(2);
});
