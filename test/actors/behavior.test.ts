import { assign, createMachine, emit, enqueueActions, initialTransition, raise, setup, transition } from 'xstate';
import { describe, expect, test } from 'vitest';
import { behaviorOf, type Behavior } from '../../src/actors/behavior.ts';
import { outcomesOf } from '../../src/actors/outcomes.ts';
import { StepError, type Chooser, type Outcome, type Snapshot } from '../../src/actors/step.ts';
import { drawn, effects, type Chosen, type Effect, type Message, type Option } from '../../src/machines/effects.ts';

const { send, choose } = effects<{ peer: Message }>();

const first: Chooser = () => 0;

function none(): never {
  throw new Error('no choice was expected');
}

/** Takes steps one after another, each choice decided the same way. */
function walk(behavior: Behavior, events: readonly string[], chooser: Chooser = none): Outcome {
  let outcome = behavior.start(undefined, chooser);
  for (const type of events) outcome = behavior.step(outcome.snapshot, { type }, chooser);
  return outcome;
}

function standOf({ value, context, status }: Snapshot): unknown {
  return { value, context, status };
}

/** Orders a lunch: a dish, and then, with the soup, bread or none. */
const lunch = setup({
  types: {
    context: {} as { readonly order: readonly unknown[] },
    events: {} as { readonly type: 'hungry' | 'thirsty' | 'greedy' } | Chosen,
    emitted: {} as Effect,
  },
  actions: {
    pickDish: emit(
      choose([
        { value: 'soup', weight: 2 },
        { value: 'fish', weight: 1 },
        { value: 'cake', weight: 0 },
      ]),
    ),
    pickBread: emit(
      choose([
        { value: true, weight: 1 },
        { value: false, weight: 1 },
      ]),
    ),
    note: assign({ order: ({ context }, { value }: { value: unknown }) => [...context.order, value] }),
    tell: emit(({ context }) => send('peer', { type: `ate ${context.order.join(' ')}` })),
  },
  guards: { isSoup: (_, { value }: { value: unknown }) => value === 'soup' },
}).createMachine({
  id: 'lunch',
  context: () => ({ order: [] }),
  initial: 'idle',
  states: {
    idle: {
      on: {
        hungry: { target: 'picking', actions: 'pickDish' },
        thirsty: { actions: 'pickBread' },
        greedy: { target: 'picking', actions: ['pickDish', 'pickBread'] },
      },
    },
    picking: {
      on: {
        chosen: [
          {
            guard: { type: 'isSoup', params: ({ event }) => ({ value: event.value }) },
            target: 'buttering',
            actions: [{ type: 'note', params: ({ event }) => ({ value: event.value }) }, 'pickBread'],
          },
          { target: 'eating', actions: { type: 'note', params: ({ event }) => ({ value: event.value }) } },
        ],
      },
    },
    buttering: { on: { chosen: { target: 'eating', actions: { type: 'note', params: ({ event }) => ({ value: event.value }) } } } },
    eating: { entry: 'tell' },
  },
});

describe('a choice', () => {
  const behavior = behaviorOf('lunch', lunch);

  test('is put to the chooser with its options, and answered within the step', () => {
    const asked: (readonly Option[])[] = [];
    const outcome = walk(behavior, ['hungry'], (options) => asked.push(options) && 1);
    expect(asked).toEqual([
      [
        { value: 'soup', weight: 2 },
        { value: 'fish', weight: 1 },
        { value: 'cake', weight: 0 },
      ],
    ]);
    expect(outcome).toMatchObject({ choices: ['fish'], handled: true, effects: [send('peer', { type: 'ate fish' })] });
    expect(standOf(outcome.snapshot)).toEqual({ value: 'eating', context: { order: ['fish'] }, status: 'active' });
  });

  test('may lead to another one in the same step', () => {
    const outcome = walk(behavior, ['hungry'], (options) => (options.length === 2 ? 1 : 0));
    expect(outcome.choices).toEqual(['soup', false]);
    expect(outcome.effects).toEqual([send('peer', { type: 'ate soup false' })]);
  });

  test('may be made by an actor that starts', () => {
    const machine = setup({
      types: { events: {} as Chosen<number>, emitted: {} as Effect },
      actions: { roll: emit(choose([1, 2, 3].map((value) => ({ value, weight: 1 })))) },
    }).createMachine({ id: 'die', initial: 'rolling', states: { rolling: { entry: 'roll', on: { chosen: 'resting' } }, resting: {} } });
    expect(behaviorOf('die', machine).start(undefined, () => 2)).toMatchObject({ choices: [3], snapshot: { value: 'resting' } });
  });

  test('that no state awaits is an error that says what to add', () => {
    expect(() => walk(behavior, ['thirsty'], first)).toThrow(
      new StepError(
        `machine 'lunch' on 'thirsty' in state "idle": it chose, but no state awaits 'chosen'; add on: { chosen: … } to the state that it is in ("idle")`,
      ),
    );
  });

  test('beside another one in the same step is an error', () => {
    expect(() => walk(behavior, ['greedy'], first)).toThrow(
      `machine 'lunch' on 'greedy' in state "idle": it made two choices at once; make the second one in a state of its own`,
    );
  });

  test('of an option that there is not is an error', () => {
    expect(() => walk(behavior, ['hungry'], () => 7)).toThrow('it chose among 3 options, none of which was taken');
  });

  test('after choice without an end is an error', () => {
    const machine = setup({
      types: { events: {} as Chosen | { readonly type: 'go' }, emitted: {} as Effect },
      actions: { again: emit(choose([{ value: 1, weight: 1 }])) },
    }).createMachine({ id: 'dither', initial: 's', states: { s: { on: { go: { actions: 'again' }, chosen: { actions: 'again' } } } } });
    expect(() => walk(behaviorOf('dither', machine), ['go'], first)).toThrow('more than 1000 choices in one step');
  });

  test('whose answer a guard fails on is an error of that step', () => {
    const machine = setup({
      types: { events: {} as Chosen | { readonly type: 'go' }, emitted: {} as Effect },
      actions: { ask: emit(choose([{ value: 1, weight: 1 }])) },
      guards: {
        broken: () => {
          throw new Error('no scales');
        },
      },
    }).createMachine({
      id: 'm',
      initial: 's',
      states: { s: { on: { go: { actions: 'ask' }, chosen: { guard: 'broken', target: 's' } } } },
    });
    expect(() => walk(behaviorOf('m', machine), ['go'], first)).toThrow(StepError);
  });
});

describe('the outcomes of a step', () => {
  const behavior = behaviorOf('lunch', lunch);
  const { snapshot } = behavior.start(undefined, none);

  test('are one for each way its choices can go, options of weight 0 left out', () => {
    const outcomes = outcomesOf((chooser) => behavior.step(snapshot, { type: 'hungry' }, chooser));
    expect(outcomes.map(({ choices }) => choices)).toEqual([['soup', true], ['soup', false], ['fish']]);
  });

  test('are one where nothing is chosen', () => {
    expect(outcomesOf((chooser) => behavior.start(undefined, chooser))).toHaveLength(1);
  });

  test('are every combination of independent choices, each once', () => {
    const asked = [
      { value: 'a', weight: 1 },
      { value: 'b', weight: 0.5 },
      { value: 'c', weight: 3 },
    ];
    const take = (chooser: Chooser): Outcome => ({
      snapshot,
      effects: [],
      handled: true,
      choices: [1, 2, 3].map(() => asked[chooser(asked)]?.value),
    });
    const ways = outcomesOf(take).map(({ choices }) => choices.join(''));
    expect(ways).toHaveLength(27);
    expect(new Set(ways).size).toBe(27);
    expect(ways).toEqual([...ways].sort());
  });

  test('cannot be told where no option has a weight', () => {
    expect(() =>
      outcomesOf((chooser) => ({ snapshot, effects: [], handled: true, choices: [chooser([{ value: 1, weight: 0 }])] })),
    ).toThrow('none of the options has a weight above 0');
  });
});

describe('a delay', () => {
  const machine = setup({
    types: { context: {} as { readonly ms: number } },
    actions: { set: raise({ type: 'up' }, { id: 'alarm', delay: 'waking' }) },
    delays: { resting: drawn, waking: drawn, computed: ({ context }) => context.ms, fixed: 30 },
  }).createMachine({
    id: 'sleeper',
    context: ({ input }) => ({ ms: typeof input === 'number' ? input : 5 }),
    initial: 'asleep',
    states: { asleep: { entry: 'set', after: { resting: 'awake', computed: 'awake', fixed: 'awake', 400: 'awake' } }, awake: {} },
  });

  test('that the scenario draws shows as its name, every other one as milliseconds', () => {
    const behavior = behaviorOf('sleeper', machine);
    expect(behavior.drawnDelays).toEqual(['resting', 'waking']);
    expect(behavior.start(undefined, none).effects).toEqual([
      { type: 'timer.start', id: 'alarm', delay: 'waking', event: { type: 'up' } },
      ...(
        [
          // JavaScript gives the members of an object that are numbers first.
          ['400', 400],
          ['resting', 'resting'],
          ['computed', 5],
          ['fixed', 30],
        ] as const
      ).map(([name, delay]) => {
        const type = `xstate.after.${name}.sleeper.asleep`;
        return { type: 'timer.start', id: type, delay, event: { type } };
      }),
    ]);
  });

  test.each([-1, -2, -0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'that is computed as %d ms is an error, never one of the drawn ones',
    (ms) => {
      expect(() => behaviorOf('sleeper', machine).start(ms, none)).toThrow(`has a delay of ${ms} ms; a delay is a number from 0`);
    },
  );

  test('that is drawn has no length outside of a scenario', () => {
    expect(() => drawn()).toThrow('run this machine in a scenario');
  });
});

/** Two regions, each of which makes a mark when the bell has rung; `back` restores them from history. */
const marks = setup({
  types: { context: {} as { readonly rung: boolean; readonly marks: string }, events: {} as Message },
  actions: { ring: assign({ rung: true }), mark: assign({ marks: ({ context }, { as }: { as: string }) => context.marks + as }) },
  guards: { hasRung: ({ context }) => context.rung },
}).createMachine({
  id: 'marks',
  context: () => ({ rung: false, marks: '' }),
  initial: 'work',
  states: {
    work: {
      type: 'parallel',
      on: { out: 'rest', ring: { actions: 'ring' } },
      states: {
        memory: { type: 'history', history: 'deep' },
        left: {
          initial: 'one',
          states: {
            one: { on: { left: 'two' } },
            two: { always: { guard: 'hasRung', target: 'three', actions: { type: 'mark', params: { as: 'L' } } } },
            three: {},
          },
        },
        right: {
          initial: 'one',
          states: { one: { always: { guard: 'hasRung', target: 'three', actions: { type: 'mark', params: { as: 'R' } } } }, three: {} },
        },
      },
    },
    rest: { on: { back: 'work.memory' } },
  },
});

describe('two ways into one configuration, one of them through history,', () => {
  const ways = [['left'], ['left', 'out', 'back'], ['out', 'back', 'left']];

  test('end in equal snapshots that go on alike', () => {
    const behavior = behaviorOf('marks', marks);
    const ends = ways.map((way) => walk(behavior, way).snapshot);
    const later = ends.map((snapshot) => behavior.step(snapshot, { type: 'ring' }, none).snapshot);
    // As text, because the order of a state's regions must be equal, too.
    expect(new Set(ends.map((snapshot) => JSON.stringify(standOf(snapshot)))).size).toBe(1);
    expect(later.map(standOf)).toEqual(
      ways.map(() => ({ value: { work: { left: 'three', right: 'three' } }, context: { rung: true, marks: 'LR' }, status: 'active' })),
    );
  });

  test('do not go on alike in XState itself, which is why the order is put right', () => {
    const later = ways.map((way) => {
      let [snapshot] = initialTransition(marks);
      for (const type of [...way, 'ring']) [snapshot] = transition(marks, snapshot, { type });
      return snapshot.context.marks;
    });
    expect(later).toEqual(['RL', 'LR', 'RL']);
  });
});

describe('a checked behaviour', () => {
  let outside = 0;
  const types = { context: {} as { list: number[] }, events: {} as { type: string; list: number[] } };
  const culprit = setup({
    types,
    actions: {
      mutate: assign(({ context }) => {
        context.list.push(1);
        return {};
      }),
      mutateEvent: assign(({ event }) => {
        event.list.push(1);
        return {};
      }),
      draw: assign({ list: () => [Math.random()] }),
      countOutside: assign({ list: () => [(outside += 1)] }),
      fine: assign({ list: ({ context, event }) => [...context.list, ...event.list] }),
      enqueueByChance: enqueueActions(({ enqueue }) => enqueue.raise({ type: 'x', list: [] }, { id: 'x', delay: Math.random() })),
    },
  }).createMachine({
    id: 'culprit',
    context: () => ({ list: [] }),
    initial: 's',
    states: {
      s: {
        on: {
          mutate: { actions: 'mutate' },
          mutateEvent: { actions: 'mutateEvent' },
          draw: { actions: 'draw' },
          countOutside: { actions: 'countOutside' },
          fine: { actions: 'fine' },
          enqueueByChance: { actions: 'enqueueByChance' },
        },
      },
    },
  });
  const twice = 'the same step twice gave two results; it reads a clock, draws random numbers or keeps state outside of its context';

  function step(type: string, checked: boolean): Outcome {
    const behavior = behaviorOf('culprit', culprit, { checked });
    const told: Message & { readonly list: readonly number[] } = { type, list: [1] };
    return behavior.step(behavior.start(undefined, none).snapshot, told, none);
  }

  test.each([
    ['a mutated context', 'mutate', `machine 'culprit' failed on 'mutate' in state "s": Cannot add property 0, object is not extensible`],
    [
      'a mutated message',
      'mutateEvent',
      `machine 'culprit' failed on 'mutateEvent' in state "s": Cannot add property 1, object is not extensible`,
    ],
    ['random numbers', 'draw', `machine of kind 'culprit' on 'draw': ${twice}`],
    ['state kept outside', 'countOutside', `machine of kind 'culprit' on 'countOutside': ${twice}`],
    ['a timer of random length', 'enqueueByChance', `machine of kind 'culprit' on 'enqueueByChance': ${twice}`],
  ])('finds and names %s, which one that is not checked does not', (_, type, message) => {
    expect(() => step(type, true)).toThrow(new StepError(message));
    expect(() => step(type, false)).not.toThrow();
  });

  test('finds randomness at the start of an actor', () => {
    const machine = createMachine({ id: 'm', context: () => ({ n: (outside += 1) }) });
    expect(() => behaviorOf('m', machine, { checked: true }).start(undefined, none)).toThrow(`machine of kind 'm' as it started: ${twice}`);
  });

  test('gives what one that is not checked gives', () => {
    expect(standOf(step('fine', true).snapshot)).toEqual(standOf(step('fine', false).snapshot));
  });

  test('asks the chooser once for each choice', () => {
    let asked = 0;
    const outcome = walk(behaviorOf('lunch', lunch, { checked: true }), ['hungry'], () => (asked++, 0));
    expect([asked, outcome.choices]).toEqual([2, ['soup', true]]);
  });
});

describe('a step', () => {
  const machine = setup({
    types: { context: {} as { readonly n: number }, events: {} as Message, emitted: {} as Effect },
    actions: { count: assign({ n: ({ context }) => context.n + 1 }), tell: emit(send('peer', { type: 'x' })) },
    guards: { never: () => false },
  }).createMachine({
    id: 'm',
    context: () => ({ n: 0 }),
    initial: 's',
    states: {
      s: {
        on: {
          ignored: {},
          told: { actions: 'tell' },
          guarded: { guard: 'never', actions: 'count' },
          counted: { actions: 'count' },
          over: 'end',
        },
      },
      end: { type: 'final' },
    },
  });
  const behavior = behaviorOf('m', machine);

  test.each([
    ['ignored', true],
    ['told', true],
    ['counted', true],
    ['guarded', false],
    ['unknown', false],
  ])("on '%s' says whether the machine handles it as it stands: %s", (type, handled) => {
    expect(walk(behavior, [type]).handled).toBe(handled);
  });

  test('is pure: a snapshot can be stepped again and again, and stays what it was', () => {
    const { snapshot } = behavior.start(undefined, none);
    const before = JSON.stringify(standOf(snapshot));
    const steps = [1, 2].map(() => behavior.step(snapshot, { type: 'counted' }, none));
    expect(steps.map((outcome) => outcome.snapshot.context)).toEqual([{ n: 1 }, { n: 1 }]);
    expect(JSON.stringify(standOf(snapshot))).toBe(before);
  });

  test('tells by the status that the machine has reached its final state', () => {
    expect(walk(behavior, ['over']).snapshot.status).toBe('done');
  });

  test('has outcomes of plain data, which survive being written down', () => {
    const outcome = walk(behaviorOf('lunch', lunch), ['hungry'], first);
    const plain = { ...outcome, snapshot: standOf(outcome.snapshot) };
    expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
  });
});
