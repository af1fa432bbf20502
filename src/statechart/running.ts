/**
 * A macrostep under way: all that changes from the event to the next state at rest. There is one for each
 * compiled machine, used again and again, so that a step makes nothing but what it hands out.
 */
import type { Info } from './action-taken.ts';
import { Args, Asking, self, system, type Context, type Event } from './args.ts';
import type { Code } from './code.ts';
import type { Control } from './control.ts';
import type { Text } from './lines.ts';
import type { Slot } from './selection.ts';
import type { Sink } from './sink.ts';

/** Part of a chart, compiled: does to a running step what an action does. */
export interface Act {
  (run: Running): void;
  /** The same in a step that is written; without it, none is written. */
  readonly text?: Text;
}

/** A guard, compiled. */
export interface Test {
  (run: Running): boolean;
  /** The same as an expression of the arguments `asking`. */
  readonly code?: Code | undefined;
}

export class Running {
  context: Context;
  event: Event;
  /** The control state that the microstep began in. */
  control: Control;
  sink: Sink;
  output: unknown = undefined;
  /** Whether XState would have made another snapshot by now. */
  isChanged = false;
  /** Transitions that were found to be taken, where there may be several. */
  readonly found: (Slot | undefined)[] = [];
  foundCount = 0;
  /** Whose guard was asked last. */
  asked: Slot | undefined;
  #args: Args;
  #asking: Asking;
  /** The internal queue. Its room is kept, so that raising an event makes nothing. */
  readonly #queue: (Event | undefined)[] = [];
  #next = 0;
  #end = 0;

  constructor({ control, context, event, sink }: Start) {
    this.control = control;
    this.context = context;
    this.event = event;
    this.sink = sink;
    this.#args = new Args(context, event);
    this.#asking = new Asking(context, event);
  }

  /** Begins anew. */
  begin(control: Control, context: Context, event: Event, sink: Sink): void {
    this.control = control;
    this.context = context;
    this.event = event;
    this.sink = sink;
    this.output = undefined;
    this.isChanged = false;
    if (this.#end > 0) this.#forget();
  }

  /** What actions are called with. */
  args(): Args {
    const { context, event } = this;
    if (this.#args.context !== context || this.#args.event !== event) this.#args = new Args(context, event);
    return this.#args;
  }

  /** What guards are called with, and functions that work out parameters. */
  asking(): Asking {
    const { context, event } = this;
    if (this.#asking.context !== context || this.#asking.event !== event) this.#asking = new Asking(context, event);
    return this.#asking;
  }

  /** The same as a plain object, for functions that are called later. */
  info(): Info {
    return { context: this.context, event: this.event, self, system };
  }

  find(slot: Slot): void {
    this.found[this.foundCount++] = slot;
  }

  hasFound(slot: Slot): boolean {
    for (let i = 0; i < this.foundCount; i++) if (this.found[i] === slot) return true;
    return false;
  }

  /** Puts an event at the end of the internal queue. */
  raise(event: Event): void {
    this.#queue[this.#end++] = event;
  }

  /** Whether there is an event on the internal queue. */
  get hasRaised(): boolean {
    return this.#next !== this.#end;
  }

  /** Takes the first event of the internal queue, if there is one: whatever the chart has raised, undefined too. */
  raised(): Event {
    const event = this.#queue[this.#next] as Event; // It has raised events, by its types.
    this.#queue[this.#next++] = undefined;
    if (this.#next === this.#end) this.#next = this.#end = 0;
    return event;
  }

  /** Gives the internal queue away, behind what was raised before; undefined if there is nothing at all. */
  handOver(before: Event[] | undefined): Event[] | undefined {
    let all = before;
    while (this.hasRaised) (all ??= []).push(this.raised());
    return all;
  }

  /** Clears what a step that failed has left. */
  #forget(): void {
    this.#queue.length = 0;
    this.#next = this.#end = 0;
  }
}

interface Start {
  readonly control: Control;
  readonly context: Context;
  readonly event: Event;
  readonly sink: Sink;
}
