/** Who may play a machine: our tables, XState's pure functions, an actor of XState. All keep time by a virtual clock. */
import { createActor, initialTransition, transition, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';
import type { CompiledMachine, CompiledSnapshot } from '../../../src/statechart/index.ts';
import { VirtualClock } from './clock.ts';
import { messageOf, plain, shownOf, type Shown } from './shown.ts';

/** Where a machine stands, and what it did to come there. */
export interface Stand {
  readonly shown: Shown;
  readonly actions: readonly unknown[];
}

export interface Player {
  start(): Stand;
  /** Waits, and then lets the event come, if the machine still listens. */
  move(event: string, afterMs: number): Stand;
}

interface Event {
  readonly type: string;
}

interface Action {
  readonly type: string;
  readonly params?: unknown;
}

/** Steps of a machine: nothing is carried out. */
interface Steps<S> {
  initial(): Step<S>;
  step(snapshot: S, event: Event): Step<S>;
  show(snapshot: S): Shown;
}

interface Step<S> {
  readonly snapshot: S;
  readonly actions: readonly Action[];
}

export function compiledPlayer(compiled: CompiledMachine): Player {
  return new StepsPlayer<CompiledSnapshot>({
    initial: () => compiled.initial(),
    step: (snapshot, event) => compiled.step(snapshot, event),
    show: (snapshot) => shownOf(compiled.toXState(snapshot)),
  });
}

export function transitionPlayer(machine: AnyStateMachine): Player {
  const named = ([snapshot, actions]: readonly [AnyMachineSnapshot, readonly Action[]]): Step<AnyMachineSnapshot> => ({
    snapshot,
    actions,
  });
  return new StepsPlayer<AnyMachineSnapshot>({
    initial: () => named(initialTransition(machine)),
    step: (snapshot, event) => named(transition(machine, snapshot, event)),
    show: shownOf,
  });
}

/** Carries out what steps say of timers, and stops at an error, as an actor of XState does. */
class StepsPlayer<S> implements Player {
  readonly #steps: Steps<S>;
  readonly #clock = new VirtualClock();
  readonly #timers = new Map<string, number>();
  #actions: Action[] = [];
  #snapshot: S | undefined;
  #shown: Shown | undefined;

  constructor(steps: Steps<S>) {
    this.#steps = steps;
  }

  start(): Stand {
    this.#take(this.#steps.initial());
    return this.#stand();
  }

  move(event: string, afterMs: number): Stand {
    this.#actions = [];
    this.#clock.advance(afterMs);
    this.#step({ type: event });
    return this.#stand();
  }

  #step(event: Event): void {
    if (this.#snapshot === undefined || this.#shown?.status !== 'active') return;
    try {
      this.#take(this.#steps.step(this.#snapshot, event));
    } catch (cause) {
      this.#shown = { ...this.#shown, status: 'error', error: messageOf(cause) };
    }
  }

  #take({ snapshot, actions }: Step<S>): void {
    for (const { type, params } of actions) {
      if (type === 'xstate.raise' && isTimer(params)) this.#begin(params);
      if (type === 'xstate.cancel' && isCancel(params)) this.#cancel(params.sendId);
    }
    this.#actions.push(...actions);
    this.#snapshot = snapshot;
    this.#shown = this.#steps.show(snapshot);
  }

  #stand(): Stand {
    if (!this.#shown) throw new Error('it has not been started');
    return { shown: this.#shown, actions: this.#actions.map(({ type, params }) => ({ type, params: plain(params) })) };
  }

  #begin({ event, id, delay }: Timer): void {
    const timer = this.#clock.setTimeout(() => this.#step(event), delay);
    if (id !== undefined) this.#timers.set(id, timer);
  }

  #cancel(id: string): void {
    const timer = this.#timers.get(id);
    if (timer !== undefined) this.#clock.clearTimeout(timer);
    this.#timers.delete(id);
  }
}

/** An actor does not tell of its actions. */
export function actorPlayer(machine: AnyStateMachine): Player {
  const clock = new VirtualClock();
  const actor = createActor(machine, { clock, logger: () => {} });
  // Without a listener, XState throws errors where nobody can catch them.
  actor.subscribe({ error: () => {} });
  // XState's types of an actor know its machine's snapshots only if they know the machine.
  const stand = (): Stand => ({ shown: shownOf(actor.getSnapshot() as AnyMachineSnapshot), actions: [] });
  return {
    start: () => {
      actor.start();
      return stand();
    },
    move: (event, afterMs) => {
      clock.advance(afterMs);
      if (stand().shown.status === 'active') actor.send({ type: event });
      return stand();
    },
  };
}

interface Timer {
  readonly event: Event;
  readonly id: string | undefined;
  readonly delay: number;
}

function isTimer(params: unknown): params is Timer {
  return typeof params === 'object' && params !== null && 'delay' in params && typeof params.delay === 'number';
}

function isCancel(params: unknown): params is { readonly sendId: string } {
  return typeof params === 'object' && params !== null && 'sendId' in params;
}
