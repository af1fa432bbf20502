/**
 * A run acted out again from what was recorded of it, actor by actor. A step is a pure function, and a trace tells what each actor
 * was told and what was chosen: so no clock, no wire and no random number is needed, and it can begin at any moment of the run of
 * which it is known where the actors stood.
 */
import type { Behavior } from '../actors/behavior.ts';
import { StepError, type Chooser, type Outcome, type Snapshot, type StepEffect } from '../actors/step.ts';
import { kindOf, type ActorSpec, type WholeActor } from '../actors/system.ts';
import type { Message } from '../machines/effects.ts';
import type { MissedEvent, StepEvent } from '../actors/trace.ts';

/** As much of an event as must be known of it. */
export type RecordedEvent = RecordedStep | Pick<MissedEvent, 'type'>;
type RecordedStep = Pick<StepEvent, 'type' | 'actor' | 'cause' | 'choices' | 'stops' | 'final'>;

/** Where a run stands between two of its events: immutable, and cheap to keep, since actors that did not move are shared. */
export interface Keyframe {
  /** The number of the event that comes next. */
  readonly next: number;
  readonly actors: ReadonlyMap<string, Omit<WholeActor, 'id'>>;
  /** Inputs of actors that are about to start. */
  readonly inputs: ReadonlyMap<string, unknown>;
}

/** A step that was acted out. */
export interface Reenacted {
  readonly before: Snapshot | undefined;
  readonly after: Snapshot;
  readonly effects: readonly StepEffect[];
}

export class Reenactment {
  readonly #behaviors: ReadonlyMap<string, Behavior>;
  readonly #actors: Map<string, Omit<WholeActor, 'id'>>;
  readonly #inputs: Map<string, unknown>;
  #next: number;

  constructor(behaviors: ReadonlyMap<string, Behavior>, from: Keyframe) {
    this.#behaviors = behaviors;
    this.#actors = new Map(from.actors);
    this.#inputs = new Map(from.inputs);
    this.#next = from.next;
  }

  /** The number of the event that comes next. */
  get next(): number {
    return this.#next;
  }

  /** The actors that there are, in order of their start. */
  *actors(): Iterable<WholeActor> {
    for (const [id, actor] of this.#actors) yield { id, ...actor };
  }

  keyframe(): Keyframe {
    return { next: this.#next, actors: new Map(this.#actors), inputs: new Map(this.#inputs) };
  }

  /**
   * Takes the next event; of a message that was missed, nothing comes.
   *
   * @throws StepError if the machines do not do what was recorded: it was another version of them
   */
  see(event: RecordedEvent): Reenacted | undefined {
    const reenacted = event.type === 'step' ? this.#step(event) : undefined;
    this.#next += 1;
    return reenacted;
  }

  #step(event: RecordedStep): Reenacted {
    const { actor: id, cause, stops, final } = event;
    const kind = kindOf(id);
    const behavior = this.#behaviors.get(kind);
    if (!behavior) throw new StepError(`'${id}' is of no kind of the scenario`);
    const choose = chooserOf(id, event.choices);
    const isStart = cause.type === 'start' || cause.type === 'spawned';
    const before = isStart ? undefined : this.#actors.get(id);
    if (!isStart && !before) throw new StepError(`'${id}' takes a step, but is not there`);
    const { snapshot, effects } = before
      ? behavior.step(before.snapshot, told(id, event, before), choose)
      : this.#start(behavior, id, choose);
    const timers = timersAfter(before?.timers ?? NO_TIMERS, cause.type === 'timer' ? cause.timer : undefined, effects);
    this.#actors.set(id, { kind, snapshot, timers });
    for (const effect of effects) if (effect.type === 'spawn') this.#inputs.set(effect.id, effect.input);
    for (const stopped of stops) this.#actors.delete(stopped);
    if (final) this.#actors.delete(id);
    return { before: before?.snapshot, after: snapshot, effects };
  }

  #start(behavior: Behavior, id: string, choose: Chooser): Outcome {
    const input = this.#inputs.get(id);
    this.#inputs.delete(id);
    return behavior.start(input, choose);
  }
}

const NO_TIMERS: ReadonlyMap<string, Message> = new Map();

/** Before the first event. */
export function beginning(actors: Iterable<ActorSpec>): Keyframe {
  return { next: 0, actors: new Map(), inputs: new Map([...actors].map(({ id, input }) => [id, input])) };
}

function told(id: string, { cause }: Pick<StepEvent, 'cause'>, { timers }: Pick<WholeActor, 'timers'>): Message {
  if ('message' in cause) return cause.message;
  const event = cause.type === 'timer' ? timers.get(cause.timer) : undefined;
  if (!event) throw new StepError(`a timer of '${id}' goes off that does not run`);
  return event;
}

function timersAfter(
  before: ReadonlyMap<string, Message>,
  fired: string | undefined,
  effects: readonly StepEffect[],
): ReadonlyMap<string, Message> {
  if (fired === undefined && !effects.some(({ type }) => type === 'timer.start' || type === 'timer.cancel')) return before;
  const timers = new Map(before);
  if (fired !== undefined) timers.delete(fired);
  for (const effect of effects) {
    if (effect.type === 'timer.start') timers.set(effect.id, effect.event);
    else if (effect.type === 'timer.cancel') timers.delete(effect.id);
  }
  return timers;
}

/** Chooses as was chosen then. */
function chooserOf(id: string, choices: readonly unknown[]): Chooser {
  let made = 0;
  return (options) => {
    const chosen = JSON.stringify(choices[made]);
    const index = made < choices.length ? options.findIndex(({ value }) => JSON.stringify(value) === chosen) : -1;
    if (index < 0) throw new StepError(`'${id}' chooses among ${options.length} options, none of which was chosen then`);
    made += 1;
    return index;
  };
}
