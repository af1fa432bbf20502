/** What is compiled has the types of its machine. */
import { assign, createMachine, emit, setup, type AnyStateMachine } from 'xstate';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { compile, type CompiledMachine, type CompiledSnapshot, type Info, type Sink } from '../../src/statechart/index.ts';

interface Context {
  readonly total: number;
}
type Event = { readonly type: 'add'; readonly by: number } | { readonly type: 'end' };

const said: string[] = [];
const machine = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as { readonly from: number },
    output: {} as { readonly total: number },
    emitted: {} as { readonly type: 'added'; readonly total: number },
  },
  actions: { say: (_, { text }: { readonly text: string }) => void said.push(text) },
}).createMachine({
  id: 'm',
  context: ({ input }) => ({ total: input.from }),
  output: ({ context }) => ({ total: context.total }),
  initial: 'open',
  states: {
    open: {
      after: { 1000: 'shut' },
      on: {
        add: {
          actions: [
            assign({ total: ({ context, event }) => context.total + event.by }),
            emit(({ context }) => ({ type: 'added', total: context.total })),
            { type: 'say', params: { text: 'it was added' } },
          ],
        },
        end: 'shut',
      },
    },
    shut: { type: 'final' },
  },
});
const compiled = compile(machine);
const begun = compiled.initial({ from: 1 });

test('the input is asked for where the machine asks for it, and only there', () => {
  // @ts-expect-error: it needs an input
  expect(compiled.initial().snapshot.status).toBe('error');
  // @ts-expect-error: the input is another
  compiled.initial({ from: 'one' });
  expect(compile(createMachine({})).initial().snapshot.status).toBe('active');
});

test('context, output and state values are those of the machine', () => {
  const { snapshot } = compiled.step(begun.snapshot, { type: 'end' });
  expectTypeOf(snapshot.context).toEqualTypeOf<Context>();
  expectTypeOf(snapshot.output).toEqualTypeOf<{ readonly total: number } | undefined>();
  expect(snapshot.output?.total).toBe(1);
  expect(compiled.matches(snapshot, 'shut')).toBe(true);
  // @ts-expect-error: there is no such state
  expect(compiled.matches(snapshot, 'ajar')).toBe(false);
  expectTypeOf(compiled.toXState(snapshot).context).toEqualTypeOf<Context>();
});

describe('actions', () => {
  const { actions } = compiled.step(begun.snapshot, { type: 'add', by: 2 });

  test('of the machine’s own are carried out as the page says', () => {
    for (const action of actions) if (action.exec) action.exec(action.info, action.params);
    for (const action of actions) if (action.info) action.exec?.(action.info, action.params);
    expect(said).toEqual(['it was added', 'it was added']);
    for (const action of actions) if (action.info) expectTypeOf(action.info).toEqualTypeOf<Info>();
  });

  test('that are emitted have the types of what the machine emits', () => {
    const emitted = actions.flatMap((action) => (!action.info && action.type === 'xstate.emit' ? [action.params.event] : []));
    expectTypeOf(emitted).toEqualTypeOf<{ readonly type: 'added'; readonly total: number }[]>();
    expect(emitted).toEqual([{ type: 'added', total: 3 }]);
  });

  test('that start timers have an event which the machine can be told of, with an id and a delay', () => {
    const timers = begun.actions.flatMap((action) => (!action.info && action.type === 'xstate.raise' ? [action.params] : []));
    const [timer] = timers;
    expectTypeOf(timers).toEqualTypeOf<{ readonly event: Event; readonly id: string | undefined; readonly delay: number | undefined }[]>();
    expect(timer?.delay).toBe(1000);
    expect(timer && compiled.step(begun.snapshot, timer.event).snapshot.value).toBe('shut');
    const cancelled = compiled.step(begun.snapshot, { type: 'end' }).actions;
    expect(cancelled.map((action) => (!action.info && action.type === 'xstate.cancel' ? action.params.sendId : ''))).toEqual([timer?.id]);
  });
});

test('what steps in bulk has the same types', () => {
  const sink: Sink = { emitted() {}, raised() {}, cancelled() {}, called() {}, refused() {}, took: undefined, handled: false };
  const started = compiled.engine.start({ from: 3 }, sink);
  expectTypeOf(started.context).toEqualTypeOf<Context>();
  const next = compiled.engine.step(started, { type: 'add', by: 1 }, sink);
  expect(compiled.can(next, { type: 'end' })).toBe(true);
  // @ts-expect-error: it hears of no such event
  expect(compiled.engine.step(next, { type: 'other' }, sink)).toBe(next);
});

test('machines of any type stand in one list', () => {
  const list: readonly CompiledMachine[] = [compiled, compile(createMachine({}))];
  const run = <M extends AnyStateMachine>(it: M, ...events: readonly Parameters<CompiledMachine<M>['step']>[1][]): CompiledSnapshot => {
    const erased: CompiledMachine = compile(it);
    let { snapshot } = erased.initial({ from: 0 });
    for (const event of events) ({ snapshot } = erased.step(snapshot, event));
    return snapshot;
  };
  expect(run(machine, { type: 'add', by: 4 }).context).toEqual({ total: 4 });
  expect(list.map((it) => it.machine.id)).toEqual(['m', '(machine)']);
});
