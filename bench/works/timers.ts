/** Actors with a timer each that is set again whenever it goes off: as many events are pending at any time as there are actors. */
import { assign, setup } from 'xstate';
import { behaviorsOf } from '../../src/actors/behavior.ts';
import type { EngineName } from '../../src/actors/stepper.ts';
import { ActorSystem, type SystemOptions } from '../../src/actors/system.ts';
import type { Effect } from '../../src/machines/effects.ts';
import { warmUpBy, type Program } from './program.ts';

interface BeaterContext {
  readonly periodMs: number;
  readonly beats: number;
}

export const beater = setup({
  types: { context: {} as BeaterContext, input: {} as Pick<BeaterContext, 'periodMs'>, emitted: {} as Effect },
  actions: { count: assign({ beats: ({ context }) => context.beats + 1 }) },
  delays: { period: ({ context }) => context.periodMs },
}).createMachine({
  id: 'beater',
  context: ({ input }) => ({ ...input, beats: 0 }),
  initial: 'beating',
  states: { beating: { after: { period: { target: 'beating', reenter: true, actions: 'count' } } } },
});

export interface TimersOptions {
  readonly actors: number;
  /** Timers that go off, in all. */
  readonly events: number;
  /** So many before, of a few other actors: until V8 has compiled, an event costs several times as much. */
  readonly warmUp: number;
  readonly engine: EngineName;
}

/** Timed are the events alone, and not the creation of the actors. */
export function timers({ actors, events, warmUp, engine }: TimersOptions): Program {
  const behaviors = behaviorsOf({ beater }, { engine });
  warmUpBy(warmUp, (most) => goOn(beating(10, behaviors), most));
  const system = beating(actors, behaviors);
  return { run: () => goOn(system, events), check: () => [beatsOf(system), system.clock.nowMs] };
}

function beating(actors: number, behaviors: SystemOptions['behaviors']): ActorSystem {
  const system = new ActorSystem({ behaviors, seed: 1 });
  for (let at = 0; at < actors; at += 1) system.start({ id: `beater-${at}`, input: { periodMs: periodMs(at) } });
  return system;
}

function beatsOf(system: ActorSystem): number {
  let beats = 0;
  // The context of the chart above.
  for (const { snapshot } of system.actors()) beats += (snapshot.context as unknown as BeaterContext).beats;
  return beats;
}

function goOn(system: ActorSystem, events: number): void {
  for (let event = 0; event < events; event += 1) system.tick();
}

/** From 1 to 1,009, in no order. */
function periodMs(at: number): number {
  return 1 + ((at * 7919) % 1009);
}
