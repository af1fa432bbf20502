/** Actors that create actors, by the thousand. */
import { emit, setup } from 'xstate';
import { describe, expect, test } from 'vitest';
import { behaviorOf } from '../../src/actors/behavior.ts';
import { ActorSystem } from '../../src/actors/system.ts';
import { effects, type Effect } from '../../src/machines/effects.ts';

interface Born {
  readonly generation: number;
  readonly last: number;
}

const { send, spawn } = effects<{ heir: { readonly type: 'never' }; clerk: { readonly type: 'born' } }, { heir: Born }>();

/** Tells the clerk, has one heir at once, and is gone. */
const heir = setup({
  types: { context: {} as Born, input: {} as Born, emitted: {} as Effect },
  actions: {
    report: emit(send('clerk', { type: 'born' })),
    beget: emit(({ context: { generation, last } }) => spawn(`heir-${generation + 1}`, 'heir', { generation: generation + 1, last })),
  },
  guards: { isLast: ({ context }) => context.generation === context.last },
}).createMachine({
  id: 'heir',
  context: ({ input }) => input,
  initial: 'born',
  states: {
    born: {
      entry: 'report',
      always: [
        { guard: 'isLast', target: 'gone' },
        { target: 'gone', actions: 'beget' },
      ],
    },
    gone: { type: 'final' },
  },
});

const clerk = setup({ types: { events: {} as { readonly type: 'born' } } }).createMachine({ id: 'clerk', on: { born: {} } });

function dynasty(last: number): { readonly system: ActorSystem; readonly born: () => number } {
  let born = 0;
  const behaviors = new Map([heir, clerk].map((machine) => [machine.id, behaviorOf(machine.id, machine)] as const));
  const system = new ActorSystem({ behaviors, seed: 1, wires: { rules: [{ latencyS: { type: 'exponential', mean: 1 } }] } });
  system.events.subscribe((event) => {
    if (event.type === 'step' && event.kind === 'clerk' && event.cause.type === 'message') born += 1;
  });
  system.start({ id: 'clerk' });
  system.start({ id: 'heir-1', input: { generation: 1, last } });
  while (system.tick());
  return { system, born: () => born };
}

describe('a line of actors, each of which creates the next at once', () => {
  test('may be as long as it likes', () => {
    const { system, born } = dynasty(20_000);
    expect(born()).toBe(20_000);
    expect([...system.actors()].map(({ id }) => id)).toEqual(['clerk']);
  });

  test('leaves no stream of random numbers behind when its actors are gone', () => {
    const { system } = dynasty(50);
    const first = system.random.streamOf('heir-7', 'to clerk/latency')();
    system.random.forget('heir-7');
    // A stream that had been kept would go on; one that was forgotten begins again.
    expect(system.random.streamOf('heir-7', 'to clerk/latency')()).toBe(first);
  });
});
