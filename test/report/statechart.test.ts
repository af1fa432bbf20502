import { describe, expect, test } from 'vitest';
import { and, assign, createMachine, emit, not, or, raise, setup, stateIn } from 'xstate';
import type { Machine } from '../../src/actors/behavior.ts';
import { drawn } from '../../src/machines/effects.ts';
import * as batch from '../../src/machines/batch/index.ts';
import { statechartDiagram, statechartJson } from '../../src/report/statechart.ts';

const nothing = emit({ type: 'send' });
const declared = setup({
  actions: { ring: nothing, bow: nothing, hum: nothing },
  guards: { isOpen: () => true, isLate: () => true, isFull: () => true },
  delays: { patience: drawn },
});

/** The diagram's text after its title, without indentation. */
function lines(machine: Machine): readonly string[] {
  return statechartDiagram(machine)
    .split('\n')
    .slice(4)
    .map((line) => line.trim());
}

test('draws states with what they do, and transitions with event, guard and actions', () => {
  const machine = declared.createMachine({
    id: 'door',
    description: 'A door: "open" or not.',
    initial: 'closed',
    states: {
      closed: {
        description: 'Nobody gets in.',
        entry: ['ring', 'bow'],
        exit: 'hum',
        on: {
          knock: { actions: 'ring' },
          push: [
            { guard: and(['isOpen', not(or(['isLate', 'isFull']))]), target: 'open', actions: ['ring', { type: 'hum' }] },
            { target: 'closed' },
          ],
          pull: { target: 'closed', reenter: true },
          wind: {},
          rain: {},
        },
        after: { patience: 'gone', 1500: { guard: not('isLate'), target: 'gone' } },
      },
      open: { always: { guard: 'isFull', target: 'gone' }, on: { '*': 'closed' } },
      gone: { type: 'final' },
    },
  });
  expect(statechartDiagram(machine)).toBe(`---
title: "door: A door: \\"open\\" or not."
---
stateDiagram-v2
    [*] --> door_closed
    state "closed" as door_closed
    door_closed: Nobody gets in.
    door_closed: entry / ring, bow
    door_closed: exit / hum
    door_closed: knock / ring
    door_closed: ignores wind, rain
    state "open" as door_open
    state "gone" as door_gone
    door_closed --> door_open: push [isOpen and not (isLate or isFull)] / ring, hum
    door_closed --> door_closed: push<br/>pull
    door_closed --> door_gone: after 1500 ms [not isLate]
    door_closed --> door_gone: after patience
    door_open --> door_closed: any event
    door_open --> door_gone: always [isFull]
    door_gone --> [*]`);
});

test('puts states into one another, and ties what holds anywhere in a state to a box in it', () => {
  const machine = declared.createMachine({
    id: 'shop',
    initial: 'busy',
    states: {
      busy: {
        description: 'There is work to do.',
        initial: 'first',
        on: { skip: '.second', quit: 'idle', jump: { target: 'busy', reenter: true }, call: { actions: 'ring' } },
        onDone: { target: 'idle', actions: 'bow' },
        states: {
          first: { on: { back: '#shop.busy', leave: '#shop.idle' } },
          second: { initial: 'deep', states: { deep: { on: { up: '#shop.busy.done' } } } },
          done: { type: 'final' },
        },
      },
      idle: { on: { again: '#shop.busy.second.deep' } },
    },
  });
  expect(statechartDiagram(machine)).toBe(`---
title: "shop"
---
stateDiagram-v2
    [*] --> shop_busy
    state "busy" as shop_busy {
        [*] --> shop_busy_first
        state "first" as shop_busy_first
        state "second" as shop_busy_second {
            [*] --> shop_busy_second_deep
            state "deep" as shop_busy_second_deep
        }
        state "done" as shop_busy_done
        shop_busy_anywhere --> shop_busy_second: skip
        shop_busy_first --> shop_busy_anywhere: back (enters busy again)
        shop_busy_done --> [*]
        state "anywhere in busy" as shop_busy_anywhere
        shop_busy_anywhere: There is work to do.
        shop_busy_anywhere: call / ring
    }
    state "idle" as shop_idle
    shop_busy --> shop_idle: quit<br/>done / bow
    shop_busy --> shop_busy: jump
    shop_busy_first --> shop_idle: leave
    shop_busy_second_deep --> shop_busy_done: up
    shop_idle --> shop_busy_second_deep: again
    classDef anywhere stroke-dasharray:4
    class shop_busy_anywhere anywhere`);
});

test('divides a parallel state into its regions, within the frame of the machine where there is something to tie to it', () => {
  const machine = declared.createMachine({
    id: 'radio',
    type: 'parallel',
    states: {
      power: {
        initial: 'off',
        on: { swap: '#radio.lamp' },
        states: { off: { on: { press: 'on' } }, on: { on: { both: '#radio.dial.high' } } },
      },
      dial: { initial: 'low', states: { low: {}, high: {} } },
      lamp: {},
    },
    on: { reset: { actions: 'ring' } },
  });
  expect(statechartDiagram(machine)).toBe(`---
title: "radio"
---
stateDiagram-v2
    state "radio" as radio_machine {
        state "power" as radio_power {
            [*] --> radio_power_off
            state "off" as radio_power_off
            state "on" as radio_power_on
            radio_power_off --> radio_power_on: press
        }
        --
        state "dial" as radio_dial {
            [*] --> radio_dial_low
            state "low" as radio_dial_low
            state "high" as radio_dial_high
        }
        --
        state "lamp" as radio_lamp
        --
        state "anywhere in radio" as radio_machine_anywhere
        radio_machine_anywhere: reset / ring
    }
    radio_power --> radio_lamp: swap
    radio_power_on --> radio_dial_high: both
    classDef anywhere stroke-dasharray:4
    class radio_machine_anywhere anywhere`);
});

test('draws a machine without states, and one whose own transitions lead into it', () => {
  expect(lines(createMachine({ id: 'stone', entry: 'sink' }))).toEqual(['state "stone" as stone_machine', 'stone_machine: entry / sink']);
  const lift = createMachine({ id: 'lift', initial: 'up', states: { up: {}, down: {} }, on: { fall: '.down' } });
  expect(lines(lift)).toContain('state "lift" as lift_machine {');
  expect(lines(lift)).toContain('lift_machine_anywhere --> lift_down: fall');
});

test('gives states that look alike to Mermaid ids of their own, and shows every name as it is', () => {
  const machine = createMachine({
    id: 'end',
    initial: 'a_b',
    states: {
      a_b: { on: { 'x;#:y': 'a-b' } },
      'a-b': { description: '1. <b>not bold</b>\n- `code`' },
      a: { initial: 'b', states: { b: {} } },
    },
  });
  expect(lines(machine)).toEqual([
    '[*] --> end_a_b',
    'state "a_b" as end_a_b',
    'state "a-b" as end_a_b_2',
    'end_a_b_2: #49;. #60;b#62;not bold#60;/b#62; - #96;code#96;',
    'state "a" as end_a {',
    '[*] --> end_a_b_3',
    'state "b" as end_a_b_3',
    '}',
    'end_a_b --> end_a_b_2: x#59;#35;#58;y',
  ]);
});

test('tells of inline guards and actions, the actions of an initial transition, and history', () => {
  const machine = createMachine({
    id: 'm',
    initial: 'a',
    states: {
      a: {
        on: {
          go: { guard: () => true, actions: [assign({ n: 1, s: () => 2 }), raise({ type: 'tick' }), () => {}], target: 'b' },
          see: { guard: stateIn({ b: 'c' }), target: 'b' },
        },
      },
      b: { initial: { target: 'c', actions: 'begin' }, states: { c: {}, past: { type: 'history', history: 'deep', target: 'c' } } },
    },
  });
  expect(lines(machine)).toContain(
    'm_a --> m_b: go [inline] / assign n, s, raise tick, inline<br/>see [stateIn #123;#34;b#34;#58;#34;c#34;#125;]',
  );
  expect(lines(machine)).toContain('[*] --> m_b_c: / begin');
  expect(lines(machine)).toContain('m_b_past: deep history');
  expect(lines(machine)).toContain('m_b_past: or else c');
});

test('breaks long descriptions into lines', () => {
  const description = 'Looks at every single card of the deck before it goes on to the next one in the tray.';
  const body = lines(createMachine({ id: 'm', initial: 'a', states: { a: { description } } })).filter((line) => line.startsWith('m_a: '));
  expect(body.length).toBeGreaterThan(1);
  expect(body.every((line) => line.length <= 'm_a: '.length + 44)).toBe(true);
  expect(body.map((line) => line.slice('m_a: '.length)).join(' ')).toBe(description);
});

/** As much of a config as the charts of the batch shop have. */
interface StateConfig {
  readonly states?: Readonly<Record<string, StateConfig>>;
  readonly on?: Readonly<Record<string, OneOrMore<string | TransitionConfig>>>;
  readonly after?: Readonly<Record<string, OneOrMore<string | TransitionConfig>>>;
  readonly always?: OneOrMore<string | TransitionConfig>;
}

interface TransitionConfig {
  readonly target?: string;
  readonly guard?: Reference;
  readonly actions?: OneOrMore<Reference>;
}

type Reference = string | { readonly type: string } | { readonly guards: readonly Reference[] };
type OneOrMore<T> = T | readonly T[];

/** A transition as it was written, with the path of its state. */
interface Written {
  readonly path: readonly string[];
  readonly event: string;
  readonly targets: readonly string[];
  readonly names: readonly string[];
}

/** All states and transitions of a config, found without any help of the code that is tested. */
function written(
  config: StateConfig,
  path: readonly string[],
): { readonly paths: readonly (readonly string[])[]; readonly transitions: readonly Written[] } {
  const transitions = [
    ...Object.entries(config.on ?? {}),
    ...Object.entries(config.after ?? {}).map(([delay, value]) => [`after ${delay}`, value] as const),
    ...(config.always === undefined ? [] : [['always', config.always] as const]),
  ].flatMap(([event, value]) =>
    list(value).map((given) => {
      const { target, guard, actions } = typeof given === 'string' ? { target: given } : given;
      const id = target?.startsWith('#') ? target.slice(1).split('.') : [...path.slice(0, -1), target ?? ''];
      return {
        path,
        event,
        targets: target === undefined ? [] : [id.join('_')],
        names: [...list(actions), ...list(guard)].flatMap(namesIn),
      };
    }),
  );
  const below = Object.entries(config.states ?? {}).map(([key, state]) => written(state, [...path, key]));
  return { paths: [path, ...below.flatMap((it) => it.paths)], transitions: [...transitions, ...below.flatMap((it) => it.transitions)] };
}

function list<T>(value: OneOrMore<T> | undefined): readonly T[] {
  // Array.isArray does not tell a readonly array from its items.
  return value === undefined ? [] : ([value].flat() as readonly T[]);
}

function namesIn(reference: Reference): readonly string[] {
  if (typeof reference === 'string') return [reference];
  return 'guards' in reference ? reference.guards.flatMap(namesIn) : [reference.type];
}

/** Configs are typed by their machines' events and actions, which do not matter here. */
function configOf(machine: Machine): StateConfig {
  return machine.config as unknown as StateConfig;
}

describe.each(Object.entries(batch))('the chart of the batch shop’s %s', (kind, machine: Machine) => {
  const { paths, transitions } = written(configOf(machine), [kind]);
  const text = lines(machine);

  test('shows every state once', () => {
    const expected = paths.slice(1).map((path) => `state "${path.at(-1)}" as ${path.join('_')}`);
    const shown = text.filter((line) => line.startsWith('state ')).map((line) => line.replace(/ \{$/, ''));
    expect(shown.filter((line) => !/_(?:machine|anywhere)$/.test(line)).sort()).toEqual(expected.sort());
  });

  test('shows every transition, with its guards and actions', () => {
    expect(transitions.length).toBeGreaterThan(4);
    for (const { path, event, targets, names } of transitions) {
      const id = path.join('_');
      const ids = [id, `${id}_anywhere`];
      const shown =
        targets.length > 0
          ? text.filter((line) => ids.some((from) => targets.some((target) => line.startsWith(`${from} --> ${target}: `))))
          : [
              text
                .filter((line) => ids.some((from) => line.startsWith(`${from}: `)))
                .map((line) => line.slice(line.indexOf(': ') + 2))
                .join(' '),
            ];
      const full = shown.filter((line) => [event, ...names].every((name) => line.includes(name)));
      // The transition is part of what is compared, so that a failure names it.
      expect({ path, event, found: full.length > 0 }).toEqual({ path, event, found: true });
    }
    const arrows = text.filter((line) => line.includes(' --> ') && line.includes(': ')).flatMap((line) => line.split('<br/>'));
    expect(arrows).toHaveLength(transitions.flatMap(({ targets }) => targets).length);
  });
});

describe('JSON', () => {
  test('keeps names, order, descriptions and params, and says what it cannot show', () => {
    // Without the types of this machine, which would not let it have an action of other members.
    const countUp = assign({ count: 1, s: () => 2 }) as never;
    const machine = createMachine({
      id: 'm',
      description: 'Small.',
      context: () => ({ count: 0 }),
      initial: 'a',
      entry: 'begin',
      states: {
        a: {
          meta: { at: 1, when: new Date(0), size: Number.POSITIVE_INFINITY },
          on: {
            go: {
              guard: or([and(['p', { type: 'q', params: { least: 1 } }]), not('r'), () => true, stateIn('a')]),
              target: 'b',
              actions: [{ type: 'hold', params: () => ({}) }, 'ring', countUp, raise({ type: 'tick' }, { id: 't', delay: 5 }), () => {}],
            },
            never: undefined,
          },
          after: { patience: 'b' },
        },
        b: { always: [{ guard: 'p', target: '#m.a' }], exit: [emit({ type: 'send', to: 'x' })] },
      },
    });
    const json = statechartJson(machine);
    expect(json).toBe(JSON.stringify(JSON.parse(json), null, 2));
    expect(json.indexOf('"id"')).toBeLessThan(json.indexOf('"states"'));
    expect(JSON.parse(json)).toEqual({
      id: 'm',
      description: 'Small.',
      initial: 'a',
      entry: 'begin',
      states: {
        a: {
          meta: { at: 1, when: { type: 'Date' }, size: 'Infinity' },
          on: {
            go: {
              guard: {
                type: 'or',
                guards: [
                  { type: 'and', guards: ['p', { type: 'q', params: { least: 1 } }] },
                  { type: 'not', guards: ['r'] },
                  { type: 'inline' },
                  { type: 'stateIn', stateValue: 'a' },
                ],
              },
              target: 'b',
              actions: [
                { type: 'hold' },
                'ring',
                { type: 'xstate.assign', assignment: { count: 1, s: { type: 'function' } } },
                { type: 'xstate.raise', event: { type: 'tick' }, id: 't', delay: 5 },
                { type: 'inline' },
              ],
            },
            never: {},
          },
          after: { patience: 'b' },
        },
        b: { always: [{ guard: 'p', target: '#m.a' }], exit: [{ type: 'xstate.emit', event: { type: 'send', to: 'x' } }] },
      },
    });
  });

  test.each(Object.entries(batch))(
    'of the batch shop’s %s makes a machine with the same states and transitions again',
    (_, machine: Machine) => {
      const again = createMachine(JSON.parse(statechartJson(machine)));
      expect(chartOf(again.root)).toEqual(chartOf(machine.root));
    },
  );
});

/** A chart by its names, for comparison. */
function chartOf(node: Machine['root']): object {
  const transitions = [...[...node.transitions.values()].flat(), ...(node.always ?? [])].map(
    ({ eventType, target, guard, actions, reenter }) => ({
      eventType,
      reenter,
      target: target?.map(({ id }) => id),
      guard: guard === undefined ? undefined : names(guard),
      actions: actions.map(names),
    }),
  );
  const { id, type, description, config } = node;
  return {
    id,
    type,
    description,
    initial: config.initial,
    entry: config.entry,
    exit: config.exit,
    transitions,
    states: Object.values(node.states).map(chartOf),
  };
}

/** A reference without its params: a name, or a combinator's with those of its parts. */
function names(reference: unknown): unknown {
  if ((typeof reference !== 'object' && typeof reference !== 'function') || reference === null) return reference;
  const name = 'type' in reference ? reference.type : 'name' in reference ? reference.name : undefined;
  return 'guards' in reference && Array.isArray(reference.guards) ? [name, ...reference.guards.map(names)] : name;
}
