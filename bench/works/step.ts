/** Steps of one chart, with nothing around it: by tables, by XState's interpreter, and by hand. */
import type { AnyActorScope, AnyMachineSnapshot } from 'xstate';
import { behaviorOf } from '../../src/actors/behavior.ts';
import type { EngineName } from '../../src/actors/stepper.ts';
import type { Message } from '../../src/machines/effects.ts';
import { compile } from '../../src/statechart/compile.ts';
import { PLAYER_EVENTS, player, type PlayerEvent } from './player.ts';
import { PlainPlayer } from './plain-player.ts';
import type { Program } from './program.ts';

/**
 * `behavior`: what the simulator steps, with its effects. `compile`: `compile(machine).step` of chartwright/statechart, with a list
 * of actions in XState's words. `xstate`: `machine.transition` with one scope that collects. `plain`: by hand.
 */
export type StepMode = { readonly by: 'behavior'; readonly engine: EngineName } | { readonly by: 'compile' | 'xstate' | 'plain' };

export type StepOptions = StepMode & {
  readonly steps: number;
  /** So many before: until V8 has compiled, a step costs several times as much. */
  readonly warmUp: number;
};

export function step(options: StepOptions): Program {
  const stepper = stepperOf(options);
  demandAll(stepper);
  // To the end of the list, so that it goes on with the first of it.
  goOn(stepper, Math.ceil(options.warmUp / PLAYER_EVENTS.length) * PLAYER_EVENTS.length);
  let effects = 0;
  return {
    run: () => (effects = goOn(stepper, options.steps)),
    check: () => [options.steps, effects, stepper.context()],
  };
}

/** One player. */
interface Stepper {
  /** How many effects the step has: messages, timers started and timers cancelled; undefined if it takes no transition. */
  step(event: Message): number | undefined;
  context(): unknown;
}

function goOn(stepper: Stepper, steps: number): number {
  let effects = 0;
  let at = 0;
  for (let taken = 0; taken < steps; taken += 1) {
    effects += stepper.step(PLAYER_EVENTS[at] as Message) ?? 0; // Never beyond the list, by the next line.
    at = at + 1 === PLAYER_EVENTS.length ? 0 : at + 1;
  }
  return effects;
}

/** @throws if an event of the list is not taken, twice round */
function demandAll(stepper: Stepper): void {
  for (const event of [...PLAYER_EVENTS, ...PLAYER_EVENTS])
    if (stepper.step(event) === undefined)
      throw new Error(`'${event.type}' was not taken; the context is ${JSON.stringify(stepper.context())}`);
}

function stepperOf(options: StepOptions): Stepper {
  switch (options.by) {
    case 'behavior':
      return byBehavior(options.engine);
    case 'compile':
      return byCompile();
    case 'xstate':
      return byXState();
    case 'plain':
      return byHand();
  }
}

function byBehavior(engine: EngineName): Stepper {
  const behavior = behaviorOf('player', player, { engine });
  const never = (): never => {
    throw new Error('the player chooses nothing');
  };
  let { snapshot } = behavior.start(undefined, never);
  return {
    step(event) {
      const outcome = behavior.step(snapshot, event, never);
      snapshot = outcome.snapshot;
      return outcome.handled ? outcome.effects.length : undefined;
    },
    context: () => snapshot.context,
  };
}

function byCompile(): Stepper {
  const compiled = compile(player);
  let { snapshot } = compiled.initial();
  return {
    step(event) {
      const before = snapshot;
      const stepped = compiled.step(before, event as PlayerEvent); // Or the event of a timer, which XState's types do not know.
      snapshot = stepped.snapshot;
      return snapshot === before && stepped.actions.length === 0 ? undefined : stepped.actions.length;
    },
    context: () => snapshot.context,
  };
}

function byXState(): Stepper {
  let actions = 0;
  const scope = inertScope(() => (actions += 1));
  let snapshot: AnyMachineSnapshot = player.getInitialSnapshot(scope, undefined);
  return {
    step(event) {
      const before = snapshot;
      actions = 0;
      snapshot = player.transition(before as Parameters<typeof player.transition>[0], event as PlayerEvent, scope); // Its own, erased.
      return snapshot === before && actions === 0 ? undefined : actions;
    },
    context: () => snapshot.context as unknown,
  };
}

/** An actor scope that does nothing but tell of each action that XState would carry out. */
function inertScope(act: () => void): AnyActorScope {
  const nothing = (): void => {};
  const system = { _sendInspectionEvent: nothing, _bookId: nothing, scheduler: { schedule: nothing, cancel: nothing }, get: nothing };
  const self = { id: '', sessionId: '', send: nothing, getSnapshot: nothing, system };
  const scope = {
    self,
    id: '',
    sessionId: '',
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    system,
    actionExecutor: act,
  };
  return scope as unknown as AnyActorScope; // XState's type asks for a whole actor and system; transition() touches only these.
}

function byHand(): Stepper {
  const hand = new PlainPlayer();
  return { step: (event) => hand.step(event)?.length, context: () => hand.context };
}
