/** Actors with a timer each: many at a time, or one after another. */
import { assign, emit, setup } from 'xstate';
import { behaviorsOf } from '../../src/actors/behavior.ts';
import type { EngineName } from '../../src/actors/stepper.ts';
import { ActorSystem } from '../../src/actors/system.ts';
import { effects, type Effect } from '../../src/machines/effects.ts';
import { contextOf, heldBytes, type Program } from './program.ts';

interface SleeperInput {
  readonly number: number;
}

export const sleeper = setup({
  types: { context: {} as SleeperInput, input: {} as SleeperInput, emitted: {} as Effect },
  delays: { sleep: ({ context }) => 1 + (context.number % 100) },
}).createMachine({
  id: 'sleeper',
  context: ({ input }) => input,
  initial: 'asleep',
  states: { asleep: { after: { sleep: 'done' } }, done: { type: 'final' } },
});

export interface ActorsOptions {
  readonly actors: number;
  readonly engine: EngineName;
  /** Whether to look, between their creation and their run, at what they take on the heap. It needs Node's --expose-gc. */
  readonly looks?: boolean;
}

/** All of them are there before the first timer goes off, and all end. */
export function actors({ actors, engine, looks = false }: ActorsOptions): Program {
  const system = new ActorSystem({ behaviors: behaviorsOf({ sleeper }, { engine }), seed: 1 });
  let bytesPerActor = Number.NaN;
  return {
    run() {
      const emptyBytes = looks ? heldBytes() : 0;
      for (let number = 0; number < actors; number += 1)
        system.start({ id: `sleeper-${number}`, input: { number } satisfies SleeperInput });
      if (looks) bytesPerActor = (heldBytes() - emptyBytes) / actors;
      while (system.tick());
    },
    check: () => [actors - [...system.actors()].length, system.clock.nowMs],
    extras: () => (looks ? { bytesPerActor } : {}),
  };
}

type NurseryProtocol = { readonly nursery: never; readonly child: never };

const { spawn, stop } = effects<NurseryProtocol, { readonly child: undefined }>();

export const child = setup({ types: { emitted: {} as Effect }, delays: { sleep: 10 } }).createMachine({
  id: 'child',
  initial: 'asleep',
  states: { asleep: { after: { sleep: 'awake' } }, awake: {} },
});

interface NurseryContext {
  readonly children: number;
  readonly made: number;
  readonly stopped: number;
}

export const nursery = setup({
  types: { context: {} as NurseryContext, input: {} as Pick<NurseryContext, 'children'>, emitted: {} as Effect },
  actions: {
    make: emit(({ context }) => spawn(`child-${context.made + 1}`, 'child', undefined)),
    countMade: assign({ made: ({ context }) => context.made + 1 }),
    stop: emit(({ context }) => stop(`child-${context.made}`)),
    countStopped: assign({ stopped: ({ context }) => context.stopped + 1 }),
  },
  guards: { isFirst: ({ context }) => context.made === 0, moreCome: ({ context }) => context.made < context.children },
  delays: { shift: 1 },
}).createMachine({
  id: 'nursery',
  context: ({ input }) => ({ ...input, made: 0, stopped: 0 }),
  initial: 'minding',
  states: {
    minding: {
      after: {
        shift: [
          { guard: 'isFirst', target: 'minding', reenter: true, actions: ['make', 'countMade'] },
          { guard: 'moreCome', target: 'minding', reenter: true, actions: ['stop', 'countStopped', 'make', 'countMade'] },
          { target: 'done', actions: ['stop', 'countStopped'] },
        ],
      },
    },
    done: {},
  },
});

/** One lives at a time, and is stopped before its timer goes off. */
export function shortLived({ actors, engine }: Omit<ActorsOptions, 'looks'>): Program {
  const system = new ActorSystem({ behaviors: behaviorsOf({ nursery, child }, { engine }), seed: 1 });
  return {
    run() {
      system.start({ id: 'nursery', input: { children: actors } });
      while (system.tick());
    },
    check() {
      const left = [...system.actors()].length - 1;
      if (left > 0) throw new Error(`${left} children were not stopped`);
      const { made, stopped } = contextOf<NurseryContext>(system, 'nursery');
      return [made, stopped, system.clock.nowMs];
    },
  };
}
