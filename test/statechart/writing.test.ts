import { afterEach, describe, expect, test, vi } from 'vitest';
import { assign, createActor, emit, raise, setup, stateIn } from 'xstate';
import { compile, type CompiledMachine } from '../../src/statechart/index.ts';

const counter = setup({
  types: { context: {} as { readonly count: number }, events: {} as { readonly type: 'add' | 'check' } },
  actions: { add: assign({ count: ({ context }) => context.count + 1 }) },
  guards: {
    isNegative: ({ context }) => context.count < 0,
    isThrown: () => {
      throw new Error('it cannot be asked');
    },
  },
}).createMachine({
  context: { count: 0 },
  on: { add: { actions: 'add' }, check: [{ guard: 'isNegative' }, { guard: 'isThrown' }] },
});

/** Texts of which functions were made. */
function functionsMade(): { readonly count: number } {
  const made = { count: 0 };
  const { Function: original } = globalThis;
  const counted = function (...parts: string[]): unknown {
    if (parts.at(-1)?.includes('snapshot')) made.count += 1;
    return Reflect.construct(original, parts);
  };
  vi.stubGlobal('Function', counted);
  return made;
}

function addedTo(compiled: CompiledMachine, times: number): unknown {
  let { snapshot } = compiled.initial();
  for (let time = 0; time < times; time += 1) snapshot = compiled.step(snapshot, { type: 'add' }).snapshot;
  return snapshot.context;
}

describe('a step', () => {
  afterEach(() => void vi.unstubAllGlobals());

  test('is written once it has been taken as often as was asked', () => {
    const made = functionsMade();
    const compiled = compile(counter, { writeAfter: 3 });
    expect([addedTo(compiled, 3), made.count]).toEqual([{ count: 3 }, 0]);
    expect([addedTo(compiled, 5), made.count]).toEqual([{ count: 5 }, 1]);
  });

  test('is never written if that was asked, nor where no function may be made of a text', () => {
    const made = functionsMade();
    expect([addedTo(compile(counter, { writeAfter: Infinity }), 200), made.count]).toEqual([{ count: 200 }, 0]);
    vi.stubGlobal('Function', function forbidden() {
      throw new EvalError('Code generation from strings disallowed for this context');
    });
    expect(addedTo(compile(counter, { writeAfter: 0 }), 200)).toEqual({ count: 200 });
  });

  test.each([0, Infinity])('names the guard that failed, in the words of XState, written after %d', (writeAfter) => {
    const compiled = compile(counter, { writeAfter });
    const fails = (): unknown => compiled.step(compiled.initial().snapshot, { type: 'check' });
    expect(fails).toThrow(/^Unable to evaluate guard 'isThrown' in transition for event 'check' .*:\nit cannot be asked$/s);
  });

  test.each([0, Infinity])('counts what follows of itself as XState does, written after %d', (writeAfter) => {
    const states = Array.from({ length: 8 }, (_, at) => [`s${at}`, at < 7 ? { always: `s${at + 1}` } : {}] as const);
    const chain = (maxIterations: number) =>
      setup({}).createMachine({
        initial: 'rest',
        states: { rest: { on: { go: 's0' } }, ...Object.fromEntries(states) },
        options: { maxIterations },
      });
    for (let maxIterations = 1; maxIterations < 12; maxIterations += 1) {
      const machine = chain(maxIterations);
      const compiled = compile(machine, { writeAfter });
      const { snapshot } = compiled.initial();
      const ends = (): unknown => compiled.step(snapshot, { type: 'go' }).snapshot.value;
      if (maxIterations < 8) expect(ends).toThrow(`more than ${maxIterations} microsteps`);
      else expect(ends()).toBe('s7');
    }
  });

  test.each([0, Infinity])('asks where the machine is, acts and raises in the same order, written after %d', (writeAfter) => {
    const said: unknown[] = [];
    const machine = setup({
      types: { context: {} as { readonly heard: readonly string[] }, events: {} as { readonly type: 'go' | 'echo' } },
      actions: {
        hear: assign({ heard: ({ context, event }) => [...context.heard, event.type] }),
        say: emit(({ context }) => ({ type: 'said', heard: context.heard })),
      },
      guards: { isLeftOn: stateIn({ left: 'on' }) },
    }).createMachine({
      type: 'parallel',
      context: { heard: [] },
      states: {
        left: {
          initial: 'off',
          states: { off: { on: { go: { target: 'on', actions: [raise({ type: 'echo' }), 'hear', 'say'] } } }, on: {} },
        },
        right: {
          initial: 'off',
          states: { off: { on: { echo: { guard: 'isLeftOn', target: 'on', actions: ['hear', 'say'] } } }, on: {} },
        },
      },
    });
    const compiled = compile(machine, { writeAfter });
    const stepped = compiled.step(compiled.initial().snapshot, { type: 'go' });
    const actor = createActor(machine);
    actor.on('*', (event) => void said.push(event));
    actor.start();
    actor.send({ type: 'go' });
    expect(stepped.snapshot).toMatchObject({ value: { left: 'on', right: 'on' }, context: { heard: ['go', 'echo'] } });
    expect(actor.getSnapshot()).toMatchObject({ value: stepped.snapshot.value, context: stepped.snapshot.context });
    expect(stepped.actions.filter(({ type }) => type === 'xstate.emit').map(({ params }) => params)).toEqual(
      said.map((event) => ({ event })),
    );
  });
});
