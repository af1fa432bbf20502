/** Plays the moves of a case through both engines of an actor, whose states at rest have the order of the chart. */
import type { AnyMachineSnapshot, AnyStateNode } from 'xstate';
import { compiled } from '../../../src/actors/compiled.ts';
import { EffectSink } from '../../../src/actors/effect-sink.ts';
import { interpreted } from '../../../src/actors/interpreted.ts';
import type { Snapshot } from '../../../src/actors/step.ts';
import type { Stepper } from '../../../src/actors/stepper.ts';
import type { Difference } from './compiled-plays.ts';
import { messageOf } from './interpreter.ts';
import type { Case } from './machines.ts';
import { eventOf, typesOf } from './plays.ts';
import { nameOfTransition, textOf } from './stands.ts';
import { Timers } from './timers.ts';

interface Told {
  readonly type: string;
  readonly params?: unknown;
}

/** Keeps all that a step tells it, allowed or not. */
class Listener extends EffectSink {
  readonly told: Told[] = [];
  readonly names: string[] = [];

  constructor() {
    super(new Map(), (transition) => void this.names.push(nameOfTransition(transition)));
  }

  override emitted(event: unknown): void {
    this.#hear({ type: 'xstate.emit', params: { event } });
  }

  override raised(event: unknown, id: unknown, delay: unknown): void {
    this.#hear({ type: 'xstate.raise', params: { event, id, delay } });
  }

  override cancelled(sendId: unknown): void {
    this.#hear({ type: 'xstate.cancel', params: { sendId } });
  }

  override called(type: string): void {
    this.#hear({ type });
  }

  #hear(told: Told): void {
    this.actionCount += 1;
    this.told.push(told);
  }
}

/** One of the engines, stepping by itself. */
class Player {
  readonly #listener = new Listener();
  readonly #stepper: Stepper;
  #snapshot: Snapshot | undefined;
  /** What the last step told. */
  told: readonly Told[] = [];

  constructor({ machine }: Case, engine: typeof compiled | typeof interpreted) {
    this.#stepper = engine(machine, this.#listener);
  }

  /** Where it stands after it; what throws did not happen. */
  take(step: (stepper: Stepper, snapshot: Snapshot | undefined) => Snapshot | undefined): object {
    this.#listener.begin();
    this.#listener.told.length = this.#listener.names.length = 0;
    let threw: string | undefined;
    try {
      this.#snapshot = step(this.#stepper, this.#snapshot);
    } catch (cause) {
      threw = messageOf(cause);
    }
    this.told = [...this.#listener.told];
    // An actor's snapshot has an output too, which its type keeps from the simulator.
    const { status, value, context, output }: Partial<Snapshot> & { readonly output?: unknown } = this.#snapshot ?? {};
    const key = this.#snapshot && this.#stepper.keyOf(this.#snapshot);
    const handled = threw === undefined && this.#listener.handled;
    return { threw, handled, status, value: JSON.stringify(value), context, output, key, told: this.told, took: [...this.#listener.names] };
  }

  /** The active states, of the interpreter, whose snapshots are those of XState. */
  get nodes(): readonly AnyStateNode[] {
    return (this.#snapshot as unknown as AnyMachineSnapshot)._nodes; // The simulator sees less of them.
  }

  get isLost(): boolean {
    return this.#snapshot === undefined;
  }
}

/** @param engine the tables, or those with a bug in them */
export function orderedDifference(of: Case, engine = compiled): Difference | undefined {
  const types = typesOf(of.machine);
  for (const moves of of.sequences.slice(0, 1)) {
    const theirs = new Player(of, interpreted);
    const ours = new Player(of, engine);
    const timers = new Timers();
    const both = (what: string, at: number, step: Parameters<Player['take']>[0]): Difference | undefined => {
      const xstate = theirs.take(step);
      for (const told of theirs.told) timers.heard(told);
      const own = ours.take(step);
      return textOf(xstate) === textOf(own) ? undefined : { what: `as an actor, ${what}`, step: at, xstate, compiled: own };
    };
    const atStart = both('at the start', 0, (stepper) => stepper.start(of.input));
    if (atStart) return atStart;
    if (theirs.isLost) continue;
    for (const [at, move] of moves.entries()) {
      const event = eventOf(move, { timers, types, nodes: theirs.nodes });
      // XState asks no transition for its own first event, which nobody sends to an actor; the two engines differ in whether it was handled.
      if (!event || event.type === 'xstate.init') continue;
      const found = both(`on '${event.type}'`, at + 1, (stepper, snapshot) => snapshot && stepper.step(snapshot, event));
      if (found) return found;
    }
  }
  return undefined;
}
