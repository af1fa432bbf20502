/** What hardly anybody would write, played through XState and through a compiled machine, both ways. */
import { createMachine, initialTransition, transition, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';
import { expect } from 'vitest';
import { compile } from '../../src/statechart/index.ts';
import { attempt } from './beside-xstate.ts';

export const x = { type: 'x' };

/** Of XState and of both ways of the compiled machine, where each came to with some events; and that they agree. */
export function outcomeOf(machine: AnyStateMachine, ...events: readonly { readonly type: unknown }[]): unknown {
  const told = events as readonly { readonly type: string }[]; // Some tests give what no type allows.
  const expected = attempt(() => {
    let [snapshot, actions]: readonly [AnyMachineSnapshot, readonly unknown[]] = initialTransition(machine);
    for (const event of told) [snapshot, actions] = transition(machine, snapshot, event);
    return seen(snapshot, actions);
  });
  for (const writeAfter of [0, Infinity]) {
    const compiled = compile(machine, { writeAfter });
    const ours = attempt(() => {
      let { snapshot, actions } = compiled.initial();
      for (const event of told) ({ snapshot, actions } = compiled.step(snapshot, event));
      return seen(snapshot, actions);
    });
    expect(ours, `written after ${writeAfter}`).toEqual(expected);
  }
  return 'took' in expected ? expected.took : expected.threw;
}

interface Seen {
  readonly value: unknown;
  readonly context: object;
}

function seen({ value, context }: Seen, actions: readonly unknown[]): unknown {
  const told = (actions as readonly { readonly type?: string; readonly params?: unknown }[]).map(({ type, params }) => [type, params]);
  return { value, context: { ...context, prototype: Object.keys(Object.getPrototypeOf(context) as object) }, actions: told };
}

/** A machine in a, which goes from there on x as is given, and to b on y. */
export function on(x: unknown, more: object = {}): AnyStateMachine {
  const config = { id: 'm', context: { n: 0 }, initial: 'a', states: { a: { on: { x, y: 'b', ...more } }, b: {} } };
  return createMachine(config as Parameters<typeof createMachine>[0]); // As above.
}

export function comesTo(value: string): unknown {
  return expect.objectContaining({ value });
}
