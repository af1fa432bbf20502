/** Hears what a step of a machine does, and makes of it the effects that a runner carries out. */
import type { Effect, Message } from '../machines/effects.ts';
import type { Sink } from '../statechart/sink.ts';
import type { StepEffect } from './step.ts';

const NONE: readonly StepEffect[] = [];

export class EffectSink implements Sink {
  readonly took: Sink['took'];
  handled = false;
  /** The choice that was left open. */
  open: Extract<Effect, { type: 'choose' }> | undefined;
  /** What no machine may do; the first that it did. */
  fault: string | undefined;
  /** Of all kinds, those that come to no effect included. */
  actionCount = 0;
  /** Its room is kept from step to step; what is handed out is a copy that is as long as it must be. */
  readonly #effects: StepEffect[] = [];
  #count = 0;
  readonly #markers: ReadonlyMap<number, string>;

  /** @param markers the lengths that stand for delays which the scenario draws */
  constructor(markers: ReadonlyMap<number, string>, took: Sink['took']) {
    this.#markers = markers;
    this.took = took;
  }

  get effects(): readonly StepEffect[] {
    const [first, second] = this.#effects;
    // Mostly they are few, and a literal is made sooner than a slice.
    if (this.#count === 0 || first === undefined) return NONE;
    if (this.#count === 1) return [first];
    return this.#count === 2 && second !== undefined ? [first, second] : this.#effects.slice(0, this.#count);
  }

  /** Forgets all, before a step. */
  begin(): void {
    this.#count = 0;
    this.goOn();
  }

  /** Forgets all but the effects, before a step goes on after a choice. */
  goOn(): void {
    this.handled = false;
    this.open = undefined;
    this.fault = undefined;
    this.actionCount = 0;
  }

  emitted(emitted: unknown): void {
    this.actionCount += 1;
    // The types of what XState emits are erased; `emitted: {} as Effect` is what put it there.
    const effect = emitted as Effect | undefined;
    switch (effect?.type) {
      case 'send':
      case 'spawn':
      case 'stop': {
        // Types forbid it; but what it is taken from may be lacking in a message that came from elsewhere.
        const id: unknown = effect.type === 'send' ? effect.to : effect.id;
        if (typeof id === 'string') this.#add(effect);
        else this.#fail(`it emitted a ${effect.type} for ${JSON.stringify(id)}, which is no id of an actor`);
        break;
      }
      case 'choose':
        if (this.open) this.#fail('it made two choices at once; make the second one in a state of its own');
        this.open = effect;
        break;
      default:
        this.#fail(`it emitted ${JSON.stringify(effect)}, which is none of send, spawn, stop and choose`);
    }
  }

  raised(raised: unknown, id: unknown, given: unknown): void {
    this.actionCount += 1;
    const event = raised as Message; // As above: a chart's own events are what it raises.
    if (given === undefined) {
      // XState takes an unknown name for no delay; only a timer has an id.
      if (id !== undefined) this.#fail(`its timer '${String(id)}' has no delay; define the delay that it names, or correct the name`);
      return;
    }
    if (typeof id !== 'string') {
      this.#fail(`it raised '${event.type}' with a delay and no id; give it { id, delay }`);
      return;
    }
    // Markers are below zero, where no delay is.
    const delay = typeof given === 'number' && given < 0 ? (this.#markers.get(given) ?? given) : given;
    if (typeof delay !== 'string' && !(typeof delay === 'number' && delay >= 0 && delay < Number.POSITIVE_INFINITY)) {
      this.#fail(`its timer '${id}' has a delay of ${String(delay)} ms; a delay is a number from 0`);
      return;
    }
    this.#add({ type: 'timer.start', id, delay, event });
  }

  cancelled(id: unknown): void {
    this.actionCount += 1;
    this.#add({ type: 'timer.cancel', id: String(id) });
  }

  called(type: string): void {
    this.actionCount += 1;
    if (type.startsWith('xstate.')) this.refused(type.slice('xstate.'.length));
    else this.#fail(`its action '${type}' is a plain function, which would never run; make it an assign or an emit`);
  }

  refused(name: string): void {
    this.#fail(`it used ${name}, which acts on XState's own actors; emit send, spawn or stop instead`);
  }

  #add(effect: StepEffect): void {
    this.#effects[this.#count++] = effect;
  }

  #fail(text: string): void {
    this.fault ??= text;
  }
}
