/** Steps a machine through XState and compiled, and compares all that can be seen after each step. */
import fc from 'fast-check';
import { initialTransition, transition, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';
import { expect } from 'vitest';
import { compile, type CompiledSnapshot, type Stepped } from '../../src/statechart/index.ts';

export interface Event {
  readonly type: string;
}

interface Stand {
  readonly snapshot: unknown;
  readonly actions: readonly unknown[];
}

type Attempt<T> = { readonly took: T } | { readonly threw: string };

export function attempt<T>(take: () => T): Attempt<T> {
  try {
    return { took: take() };
  } catch (cause) {
    return { threw: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** Plays a sequence of events; an event of type 'fire' is the latest timer's. Returns how many steps it took. */
export function expectEqualAlong(
  machine: AnyStateMachine,
  input: unknown,
  events: readonly Event[],
  alphabet: readonly Event[] = [],
): number {
  const compiled = compile(machine);
  let theirs: AnyMachineSnapshot;
  let ours: CompiledSnapshot;
  let timer: Event | undefined;
  const xstate = ([snapshot, actions]: readonly [AnyMachineSnapshot, readonly ActionLike[]]): Stand => {
    theirs = snapshot;
    for (const { type, params } of actions) if (type === 'xstate.raise' && isTimer(params)) timer = params.event;
    return { snapshot: seen(snapshot), actions: actions.map(named) };
  };
  const own = ({ snapshot, actions }: Stepped): Stand => {
    ours = snapshot;
    return { snapshot: seen(compiled.toXState(snapshot)), actions: actions.map(named) };
  };
  const first = compiled.initial(input);
  ours = first.snapshot;
  expect(own(first)).toEqual(xstate(initialTransition(machine, input)));
  let steps = 0;
  for (const move of events) {
    for (const event of alphabet) expect(attempt(() => compiled.can(ours, event))).toEqual(attempt(() => theirs.can(event)));
    const event = move.type === 'fire' ? (timer ?? move) : move;
    const expected = attempt(() => xstate(transition(machine, theirs, event)));
    expect(
      attempt(() => own(compiled.step(ours, event))),
      `on '${event.type}', step ${steps}`,
    ).toEqual(expected);
    steps += 1;
    if ('threw' in expected) break;
    // A snapshot that went to XState and back goes on in the same way.
    if (steps % 3 === 0) ours = compiled.fromXState(compiled.toXState(ours));
  }
  return steps;
}

/** Many random sequences of these types of events. */
export function expectEqual(machine: AnyStateMachine, types: readonly string[], numRuns = 100, input: unknown = undefined): void {
  const alphabet = types.map((type) => ({ type }));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...alphabet, { type: 'fire' }), { maxLength: 30 }), (events) => {
      expectEqualAlong(machine, input, events, alphabet);
    }),
    { numRuns },
  );
}

interface ActionLike {
  readonly type: string;
  readonly params?: unknown;
}

function named({ type, params }: ActionLike): unknown {
  return { type, params };
}

function isTimer(params: unknown): params is { readonly event: Event; readonly delay: number } {
  return typeof params === 'object' && params !== null && 'delay' in params && typeof params.delay === 'number';
}

/** All of a snapshot that can be seen, with the order of regions. */
function seen({ status, value, context, output, error, tags, _nodes, historyValue, getMeta }: AnyMachineSnapshot): unknown {
  return {
    status,
    value: JSON.stringify(value),
    context,
    output,
    error: error instanceof Error ? error.message : error,
    tags: [...tags],
    nodes: _nodes.map(({ id }) => id),
    history: Object.entries(historyValue).map(([id, nodes]) => [id, nodes.map((node) => node.id)]),
    meta: getMeta.call({ _nodes }),
  };
}
