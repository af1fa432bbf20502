/**
 * A macrostep under way: all that changes from the event to the next state at rest. There is one for each
 * compiled machine, used again and again, so that a step makes nothing but what it hands out.
 */
import type { Control } from './control.ts';
import type { Slot } from './selection.ts';
import type { Info, Sink } from './sink.ts';

/** An event as XState has it. */
export interface Event {
  readonly type: string;
}

export type Context = Readonly<Record<string, unknown>>;

/** Part of a chart, compiled: does to a running step what an action does. */
export type Act = (run: Running) => void;

/** A guard, compiled. */
export type Test = (run: Running) => boolean;

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

function nothing(): void {}

/** A system of XState's actors, of which there is none. */
export const system = { scheduler: { schedule: nothing, cancel: nothing }, get: nothing };
/** XState's reference to the actor itself. Nobody listens to it. */
export const self = { id: '', sessionId: '', send: nothing, getSnapshot: nothing, system };

export function refuseChild(): never {
  throw new Error('it spawned a child of XState; emit spawn(id, kind, input) instead');
}

export function argsOf(context: Context, event: Event): Args {
  return new Args(context, event);
}

/** As XState calls the functions of a chart. What is the same for all stands in the prototype, and costs nothing. */
export class Args {
  readonly context: Context;
  readonly event: Event;
  declare readonly self: typeof self;
  declare readonly system: typeof system;
  declare readonly spawn: typeof refuseChild;

  static {
    Object.assign(Args.prototype, { self, system, spawn: refuseChild });
  }

  constructor(context: Context, event: Event) {
    this.context = context;
    this.event = event;
  }
}
