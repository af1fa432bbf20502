import {
  and,
  assign,
  createMachine,
  emit,
  enqueueActions,
  fromPromise,
  log,
  not,
  raise,
  sendTo,
  setup,
  spawnChild,
  stopChild,
  type AnyStateMachine,
} from 'xstate';
import { describe, expect, test } from 'vitest';
import { behaviorOf, UnsoundMachine } from '../../src/actors/behavior.ts';
import { StepError } from '../../src/actors/step.ts';
import { effects, type Message } from '../../src/machines/effects.ts';

const { send } = effects<{ peer: Message }>();

/** What is said of a machine when it is loaded. */
function complaint(machine: AnyStateMachine): string {
  try {
    behaviorOf('toy', machine);
  } catch (cause) {
    if (cause instanceof UnsoundMachine) return cause.message;
    throw cause;
  }
  return 'nothing';
}

/** The type parameters that createMachine infers do not matter to what is found in a machine. */
type Config = Parameters<typeof createMachine>[0];

/** A machine whose state `shop.open` is given. */
function withState(state: object, implementations: Parameters<typeof createMachine>[1] = {}): AnyStateMachine {
  const config: Config = { id: 'm', initial: 'shop', states: { shop: { initial: 'open', states: { open: state } } } };
  return createMachine(config, implementations);
}

/** XState's types catch an unknown name of a delay, too; a JavaScript module has no types. */
function raiseLater(delay: string): unknown {
  // @ts-expect-error: outside of setup() no delay has a name.
  return raise({ type: 'x' }, { id: 'x', delay });
}

function enqueueLater(delay: string): unknown {
  // @ts-expect-error: see above.
  return enqueueActions(({ enqueue }) => enqueue.raise({ type: 'x' }, { id: 'wake', delay }));
}

const effect = 'Emit an effect instead: emit(send(to, message)), emit(spawn(id, kind, input)), emit(stop(id)).';
const plainFunction = 'Make it an assign(…) if it changes the context, or an emit(…) of send, spawn, stop or choose.';
const here = `machine 'm' (kind 'toy') in state 'shop.open':`;

describe('at load, a machine may not have', () => {
  const cases: readonly [string, AnyStateMachine, string][] = [
    [
      'invoke',
      withState({ invoke: { src: fromPromise(async () => 1) } }),
      `${here} it uses invoke, whose actor no simulation would see. Give the scenario an actor of its own for it, and exchange messages: emit(send(…)) or emit(spawn(…)).`,
    ],
    [
      'spawnChild',
      withState({ entry: spawnChild(fromPromise(async () => 1)) }),
      `${here} an inline action is spawnChild, which acts outside of the machine. ${effect}`,
    ],
    [
      'stopChild',
      withState({ exit: stopChild('x') }),
      `${here} an inline action is stopChild, which acts outside of the machine. ${effect}`,
    ],
    [
      'sendTo',
      withState({ on: { go: { actions: sendTo('peer', { type: 'x' }) } } }),
      `${here} an inline action is sendTo, which acts outside of the machine. ${effect}`,
    ],
    [
      'log',
      withState({ entry: 'say' }, { actions: { say: log('x') } }),
      `${here} its action 'say' is log, which acts outside of the machine. ${effect}`,
    ],
    [
      'a plain function inline',
      withState({ on: { go: { actions: () => {} } } }),
      `${here} an inline action is a plain function, which would never run. ${plainFunction}`,
    ],
    [
      'a plain function by name',
      withState({ entry: 'act' }, { actions: { act: () => {} } }),
      `${here} its action 'act' is a plain function, which would never run. ${plainFunction}`,
    ],
    [
      'a plain function in a transition out of always',
      withState({ always: { actions: () => {}, guard: 'g' } }, { guards: { g: () => false } }),
      `${here} an inline action is a plain function, which would never run. ${plainFunction}`,
    ],
    [
      'a plain function in a transition of after',
      withState({ after: { 10: { actions: 'act' } } }, { actions: { act: () => {} } }),
      `${here} its action 'act' is a plain function, which would never run. ${plainFunction}`,
    ],
    [
      'an action that is not defined',
      withState({ entry: { type: 'cuont' } }, { actions: { tell: emit(send('peer', { type: 'x' })), count: assign({}) } }),
      `${here} its action 'cuont' has no implementation. Define it in setup({ actions: { cuont: … } }), or correct its name (defined: count, tell).`,
    ],
    [
      'a guard that is not defined',
      withState({ on: { go: { guard: 'isFul' } } }, { guards: { isFull: () => true } }),
      `${here} its guard 'isFul' has no implementation. Define it in setup({ guards: { isFul: … } }), or correct its name (defined: isFull).`,
    ],
    [
      'a guard that is not defined, within and, or, not',
      withState({ on: { go: { guard: and(['a', not('b')]) } } }, { guards: { a: () => true } }),
      `${here} its guard 'b' has no implementation. Define it in setup({ guards: { b: … } }), or correct its name (defined: a).`,
    ],
    [
      'a delay that is not defined',
      withState({ after: { sooon: {} } }, { delays: { soon: 10 } }),
      `${here} the delay 'sooon' is not defined, and XState would take it for no delay at all. Define it in setup({ delays: { sooon: … } }), or correct its name (defined: soon).`,
    ],
    [
      'a raise with a delay that is not defined',
      withState({ entry: raiseLater('soon') }),
      `${here} the delay 'soon' is not defined, and XState would take it for no delay at all. Define it in setup({ delays: { soon: … } }), or correct its name (none is defined).`,
    ],
    [
      'a delayed raise without an id',
      withState({ on: { go: { actions: 'wake' } } }, { actions: { wake: raise({ type: 'x' }, { delay: 10 }) } }),
      `${here} its action 'wake' raises with a delay and has no id. Name the timer: raise(event, { id, delay }).`,
    ],
    [
      'a context that is one object',
      createMachine({ id: 'm', context: { n: 0 } }),
      `machine 'm' (kind 'toy') at its root: its context is one object, which every actor of this kind would share. Write it as a function: context: () => ({ … }), or ({ input }) => ({ … }).`,
    ],
    [
      'an action of the transition into its initial state that is a plain function',
      createMachine({ id: 'm', initial: { target: 'a', actions: () => {} }, states: { a: {} } }),
      `machine 'm' (kind 'toy') at its root: an inline action is a plain function, which would never run. ${plainFunction}`,
    ],
  ];

  test.each(cases)('%s; the error names machine, state and remedy', (_, machine, message) => {
    expect(complaint(machine)).toBe(message);
  });

  test('a fault, and the first one in document order is told', () => {
    const machine = createMachine({
      id: 'm',
      initial: 'a',
      states: { a: { initial: 'b', states: { b: { entry: 'x' } } }, c: { entry: 'y' } },
    });
    expect(complaint(machine)).toContain(`in state 'a.b': its action 'x'`);
  });

  test('a fault, and the key of the state is told for finding the place in the source', () => {
    expect(() => behaviorOf('toy', withState({ entry: 'x' }))).toThrow(
      expect.objectContaining({ name: 'UnsoundMachine', stateKey: 'open' }),
    );
  });

  test('nothing else: assign, emit, raise, cancel, enqueueActions and inline guards are fine', () => {
    const machine = withState(
      {
        entry: [assign({}), emit(send('peer', { type: 'x' })), raise({ type: 'x' }), 'several'],
        on: { go: { guard: () => true, actions: raiseLater('soon') } },
        after: { soon: {}, 10: {} },
      },
      { actions: { several: enqueueActions(() => {}) }, delays: { soon: 5 } },
    );
    expect(complaint(machine)).toBe('nothing');
  });
});

describe('at the step where it shows, a machine may not', () => {
  /** What is said when `go` comes to a machine with this action. */
  function said(actions: unknown): string {
    const delays = { soon: 10, behind: -5, odd: Number.NaN };
    const behavior = behaviorOf('toy', withState({ on: { go: { actions } } }, { delays }));
    const { snapshot } = behavior.start(undefined, () => 0);
    try {
      behavior.step(snapshot, { type: 'go' }, () => 0);
    } catch (cause) {
      if (cause instanceof StepError) return cause.message;
      throw cause;
    }
    return 'nothing';
  }

  const toNobody = { type: 'send', message: { type: 'coffee' } };
  const cases: readonly [string, unknown, string][] = [
    [
      'enqueue a plain function',
      enqueueActions(({ enqueue }) => enqueue(() => {})),
      `machine 'm' on 'go' in state {"shop":"open"}: its action '(anonymous)' is a plain function, which would never run; make it an assign or an emit`,
    ],
    [
      'enqueue sendTo',
      enqueueActions(({ enqueue, self }) => enqueue.sendTo(self, { type: 'x' })),
      `machine 'm' on 'go' in state {"shop":"open"}: it used sendTo, which acts on XState's own actors; emit send, spawn or stop instead`,
    ],
    [
      'enqueue stopChild',
      enqueueActions(({ enqueue }) => enqueue.stopChild('x')),
      `machine 'm' on 'go' in state {"shop":"open"}: it used stopChild, which acts on XState's own actors; emit send, spawn or stop instead`,
    ],
    [
      'enqueue spawnChild',
      enqueueActions(({ enqueue }) => enqueue.spawnChild(fromPromise(async () => 1))),
      `machine 'm' failed on 'go' in state {"shop":"open"}: it spawned a child of XState, and there are none here; in a simulation, emit spawn(id, kind, input) instead`,
    ],
    [
      'spawn within an assign',
      enqueueActions(({ enqueue }) => enqueue.assign(({ spawn }) => ({ child: spawn(fromPromise(async () => 1)) }))),
      `machine 'm' failed on 'go' in state {"shop":"open"}: it spawned a child of XState, and there are none here; in a simulation, emit spawn(id, kind, input) instead`,
    ],
    [
      'raise with a misspelled delay',
      enqueueLater('sooon'),
      `machine 'm' on 'go' in state {"shop":"open"}: its timer 'wake' has no delay; define the delay that it names, or correct the name`,
    ],
    [
      'raise with a delay and no id',
      enqueueActions(({ enqueue }) => enqueue.raise({ type: 'x' }, { delay: 10 })),
      `machine 'm' on 'go' in state {"shop":"open"}: it raised 'x' with a delay and no id; give it { id, delay }`,
    ],
    [
      'start a timer in the past',
      enqueueLater('behind'),
      `machine 'm' on 'go' in state {"shop":"open"}: its timer 'wake' has a delay of -5 ms; a delay is a number from 0`,
    ],
    [
      'start a timer at no time',
      enqueueLater('odd'),
      `machine 'm' on 'go' in state {"shop":"open"}: its timer 'wake' has a delay of NaN ms; a delay is a number from 0`,
    ],
    [
      'emit what is no effect',
      enqueueActions(({ enqueue }) => enqueue.emit({ type: 'shout' })),
      `machine 'm' on 'go' in state {"shop":"open"}: it emitted {"type":"shout"}, which is none of send, spawn, stop and choose`,
    ],
    [
      'emit a message to nobody',
      enqueueActions(({ enqueue }) => enqueue.emit(toNobody)),
      `machine 'm' on 'go' in state {"shop":"open"}: it emitted a send for undefined, which is no id of an actor`,
    ],
    [
      'throw',
      assign(() => {
        throw new Error('out of paper');
      }),
      `machine 'm' failed on 'go' in state {"shop":"open"}: out of paper`,
    ],
  ];

  test.each(cases)('%s; the error names machine, event, state and remedy', (_, action, message) => {
    expect(said(action)).toBe(message);
  });

  test('go in a circle of always-transitions: the bound is told', () => {
    const machine = setup({}).createMachine({
      id: 'm',
      initial: 'a',
      states: { a: { on: { go: 'b' } }, b: { always: 'c' }, c: { always: 'b' } },
    });
    const behavior = behaviorOf('toy', machine);
    const { snapshot } = behavior.start(undefined, () => 0);
    expect(() => behavior.step(snapshot, { type: 'go' }, () => 0)).toThrow(/^machine 'm' failed on 'go' in state "a": .*microsteps/);
  });

  test('leave anything behind: the next step after a failed one has its own effects only', () => {
    const machine = createMachine(
      { id: 'm', initial: 's', states: { s: { on: { bad: { actions: ['tell', 'fail'] }, good: { actions: 'tell' } } } } },
      {
        actions: {
          tell: emit(send('peer', { type: 'x' })),
          fail: assign(() => {
            throw new Error('no');
          }),
        },
      },
    );
    const behavior = behaviorOf('toy', machine);
    const { snapshot } = behavior.start(undefined, () => 0);
    expect(() => behavior.step(snapshot, { type: 'bad' }, () => 0)).toThrow(StepError);
    expect(behavior.step(snapshot, { type: 'good' }, () => 0).effects).toEqual([send('peer', { type: 'x' })]);
  });
});
