/**
 * A macrostep under way: all that changes from the event to the next state at rest. There is one for each
 * compiled machine, used again and again, so that a step makes nothing but what it hands out.
 */
import { Args, self, system, type Context, type Event } from './args.ts';
import type { Code } from './code.ts';
import type { Control } from './control.ts';
import type { Text } from './lines.ts';
import type { Slot } from './selection.ts';
import type { Info, Sink } from './sink.ts';

/** Part of a chart, compiled: does to a running step what an action does. */
export interface Act {
  (run: Running): void;
  /** The same in a step that is written; without it, none is written. */
  readonly text?: Text;
}

/** A guard, compiled. */
export interface Test {
  (run: Running): boolean;
  /** The same as an expression of the arguments `args`. */
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

  /** What the functions of a chart are called with. */
  args(): Args {
    const { context, event } = this;
    if (this.#args.context !== context || this.#args.event !== event) this.#args = new Args(context, event);
    return this.#args;
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

  /** Takes the first event of the internal queue. */
  raised(): Event | undefined {
    if (this.#next === this.#end) return undefined;
    const event = this.#queue[this.#next];
    this.#queue[this.#next++] = undefined;
    if (this.#next === this.#end) this.#next = this.#end = 0;
    return event;
  }

  /** Gives the internal queue away, behind what was raised before; undefined if there is nothing at all. */
  handOver(before: Event[] | undefined): Event[] | undefined {
    let all = before;
    for (let event = this.raised(); event; event = this.raised()) (all ??= []).push(event);
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
