/** Guards that hardly anybody would write, and XState takes. */
import { and, assign, createMachine, emit, not, or, setup, type AnyStateMachine } from 'xstate';
import { describe, expect, test } from 'vitest';
import { comesTo, on, outcomeOf, x } from './outcomes.ts';

describe('a guard', () => {
  test.each([false, 0, '', null, undefined])('that is %j is none, on an event', (guard) => {
    expect(outcomeOf(on({ guard, target: 'b' }), x)).toEqual(comesTo('b'));
  });

  test.each([false, 0, '', null])(
    'that is %j is one that nobody has, where a transition follows of itself, or where it is asked by another',
    (guard) => {
      const machine = createMachine({ initial: 'a', states: { a: { on: { x: 'b' } }, b: { always: { guard, target: 'a' } } } } as object);
      expect(outcomeOf(machine, x)).toMatch(/is not implemented|reading 'type'/);
      expect(outcomeOf(on({ guard: not(guard as never), target: 'b' }), x)).toMatch(/is not implemented|reading 'type'/);
    },
  );

  test('and what works out parameters are called with context and event alone', () => {
    const names = (args: object): readonly string[] => ['context', 'event', 'self', 'system', 'spawn'].filter((name) => name in args);
    const told: (readonly string[])[] = [];
    const tell = (args: object): object => (told.push(names(args)), {});
    const machine = setup({
      actions: { act: assign({}), two: assign({ n: 1, m: 2 }), say: emit({ type: 'e' }) },
      guards: { yes: () => true },
    }).createMachine({
      context: { n: 0, m: 0 },
      on: {
        x: {
          guard: and([(args) => Boolean(tell(args)), { type: 'yes', params: tell } as never, or([(args) => Boolean(tell(args))])]),
          actions: [{ type: 'act', params: tell } as never, { type: 'two', params: tell } as never, { type: 'say', params: tell } as never],
        },
      },
    });
    outcomeOf(machine, x);
    expect(told.length).toBeGreaterThanOrEqual(3 * 6);
    expect(new Set(told.map(String))).toEqual(new Set(['context,event']));
  });

  test('may ask for itself, as long as that ends', () => {
    const guards = {
      up: or([({ context }: { context: { n: number } }) => context.n > 2, and([({ event }) => event.type === 'x', not('down')])]) as never,
      down: and(['up', () => false]) as never,
      ends: or([() => true, 'ends']),
      named: 'ends' as never,
    };
    const machine = (guard: string): AnyStateMachine =>
      setup({ guards }).createMachine({ context: { n: 3 }, on: { x: { guard: guard as never, actions: assign({ n: 1 }) } } });
    for (const guard of Object.keys(guards)) outcomeOf(machine(guard), x);
    const endless = setup({ guards: { up: not('up') as never } }).createMachine({ on: { x: { guard: 'up', actions: [] } } });
    expect(outcomeOf(endless, x)).toContain('Maximum call stack size exceeded');
  });

  test('may ask for others again and again: each is compiled once, and its text has a bound', () => {
    const depth = 60;
    const guards = Object.fromEntries(
      Array.from({ length: depth }, (_, at) => [`g${at}`, at === 0 ? () => true : or([`g${at - 1}`, `g${at - 1}`] as never)]),
    );
    const machine = setup({ guards }).createMachine({
      context: { n: 0 },
      on: { x: { guard: `g${depth - 1}`, actions: assign({ n: 1 }) } },
    });
    expect(outcomeOf(machine, x)).toEqual(expect.objectContaining({ context: { n: 1, prototype: [] } }));
  });
});
