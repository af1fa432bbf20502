/** A ring of actors that hand a token on, a millisecond a hop. */
import { assign, emit, setup } from 'xstate';
import { behaviorsOf } from '../../src/actors/behavior.ts';
import type { EngineName } from '../../src/actors/stepper.ts';
import { ActorSystem, type SystemOptions } from '../../src/actors/system.ts';
import { effects, type Effect } from '../../src/machines/effects.ts';
import { warmUpBy, type Program } from './program.ts';

type NodeId = `node-${number}`;

type RingProtocol = { readonly node: { readonly type: 'token'; readonly hops: number } };

interface NodeInput {
  readonly next: NodeId;
  /** After so many, the token goes no further. */
  readonly hopsMax: number;
}

interface NodeContext extends NodeInput {
  /** How far the token had come when it was here. */
  readonly hops: number;
}

const { send } = effects<RingProtocol>();

export const node = setup({
  types: { context: {} as NodeContext, input: {} as NodeInput, events: {} as RingProtocol['node'], emitted: {} as Effect },
  actions: {
    take: assign({ hops: (_, { hops }: { hops: number }) => hops }),
    passOn: emit(({ context }) => send(context.next, { type: 'token', hops: context.hops + 1 })),
  },
  guards: { goesOn: ({ context }, { hops }: { hops: number }) => hops < context.hopsMax },
  delays: { hop: 1 },
}).createMachine({
  id: 'node',
  context: ({ input }) => ({ ...input, hops: 0 }),
  initial: 'idle',
  states: {
    idle: {
      on: {
        token: [
          {
            guard: { type: 'goesOn', params: ({ event }) => ({ hops: event.hops }) },
            target: 'holding',
            actions: { type: 'take', params: ({ event }) => ({ hops: event.hops }) },
          },
          { actions: { type: 'take', params: ({ event }) => ({ hops: event.hops }) } },
        ],
      },
    },
    holding: { after: { hop: { target: 'idle', actions: 'passOn' } } },
  },
});

export interface RingOptions {
  readonly actors: number;
  readonly hops: number;
  readonly engine: EngineName;
  /** So many hops of a small ring before: until V8 has compiled, a hop costs several times as much. With it, only the hops are timed. */
  readonly warmUp?: number;
}

export function ring({ actors, hops, engine, warmUp }: RingOptions): Program {
  const behaviors = behaviorsOf({ node }, { engine });
  warmUpBy(warmUp ?? 0, (events) => handRound(started({ actors: 10, hops: events, behaviors })));
  const ready = warmUp === undefined ? undefined : started({ actors, hops, behaviors });
  let system = ready;
  return {
    run() {
      system = ready ?? started({ actors, hops, behaviors });
      handRound(system);
    },
    check() {
      let most = 0;
      // The context of the chart above.
      for (const { snapshot } of system?.actors() ?? []) most = Math.max(most, (snapshot.context as unknown as NodeContext).hops);
      return [most, system?.clock.nowMs];
    },
  };
}

type StartOptions = Pick<RingOptions, 'actors' | 'hops'> & Pick<SystemOptions, 'behaviors'>;

function started({ actors, hops, behaviors }: StartOptions): ActorSystem {
  const system = new ActorSystem({ behaviors, seed: 1 });
  for (let at = 0; at < actors; at += 1) {
    const input: NodeInput = { next: `node-${(at + 1) % actors}`, hopsMax: hops };
    system.start({ id: `node-${at}`, input });
  }
  return system;
}

function handRound(system: ActorSystem): void {
  const token: RingProtocol['node'] = { type: 'token', hops: 0 };
  system.feed([{ atMs: 0, to: 'node-0', message: token }], 'arrival');
  while (system.tick());
}
