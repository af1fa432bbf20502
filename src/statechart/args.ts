/** What the functions of a chart are called with. */

/** An event as XState has it. */
export interface Event {
  readonly type: string;
}

export type Context = Readonly<Record<string, unknown>>;

function nothing(): void {}

function subscribe(): { readonly unsubscribe: () => void } {
  return { unsubscribe: nothing };
}

/** A system of XState's actors, of which there is none. */
export const system = { scheduler: { schedule: nothing, cancel: nothing }, get: nothing };
/** XState's reference to the actor itself. Nobody listens to it, and it has nothing to say. */
export const self = { id: '', sessionId: '', send: nothing, getSnapshot: nothing, on: subscribe, subscribe, system };

export function refuseChild(): never {
  throw new Error('it spawned a child of XState, and there are none here; in a simulation, emit spawn(id, kind, input) instead');
}

export function argsOf(context: Context, event: Event): Args {
  return new Args(context, event);
}

/** As XState calls actions. What is the same for all stands in the prototype, and costs nothing. */
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

/** As XState calls guards, and functions that work out parameters. */
export class Asking {
  readonly context: Context;
  readonly event: Event;

  constructor(context: Context, event: Event) {
    this.context = context;
    this.event = event;
  }
}
