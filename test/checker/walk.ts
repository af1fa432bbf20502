/** Paths made by hand: a system that is held, and does what a test says, one step of the model after another. */
import { behaviorOf, type Behavior, type Machine } from '../../src/actors/behavior.ts';
import { HeldMessages } from '../../src/actors/held.ts';
import type { Outcome, Snapshot } from '../../src/actors/step.ts';
import { ActorSystem, type ActorSpec, type Arrival, type Held, type SystemOptions } from '../../src/actors/system.ts';
import type { TraceEvent } from '../../src/actors/trace.ts';
import type { Envelope } from '../../src/actors/wire.ts';
import type { Happening, Path, PathEvent, PathStep } from '../../src/checker/path.ts';

export class Walk {
  readonly #held: Held;
  readonly #messages = new HeldMessages();
  /** What is on its way, the oldest first. */
  readonly #underway: Envelope[] = [];
  readonly #witness: Witness;
  readonly #start: readonly PathEvent[];
  readonly #steps: PathStep[] = [];
  #events: PathEvent[] = [];
  #groups: readonly (readonly string[])[] = [];
  #choices: unknown[] = [];

  constructor(kinds: Readonly<Record<string, Machine>>, actors: readonly ActorSpec[], choices: readonly unknown[] = []) {
    this.#witness = new Witness(kinds);
    const system = new ActorSystem({ behaviors: this.#witness.behaviors, seed: 1 });
    this.#choices = [...choices];
    this.#held = system.hold({
      sent: (envelope) => {
        if (this.#isCut(envelope)) this.#held.miss(envelope, 'partitioned');
        else {
          this.#messages.put(envelope);
          this.#underway.push(envelope);
        }
      },
      choose: (options) => {
        const wanted = this.#choices.shift();
        return options.findIndex(({ value }) => value === wanted);
      },
      lengthMs: () => 0,
    });
    system.events.subscribe((event) => this.#events.push(this.#witness.see(event)));
    for (const actor of actors) system.start(actor);
    this.#start = this.#events;
  }

  /** Takes a step; of what is to be delivered or lost, only the type of the message need be said. */
  step(happening: Happening, ...choices: readonly unknown[]): this {
    this.#events = [];
    this.#choices = [...choices];
    this.#steps.push({ happening: this.#happen(happening), events: this.#events });
    return this;
  }

  path(loopsTo?: number): Path {
    return { start: this.#start, steps: this.#steps, ...(loopsTo === undefined ? {} : { loopsTo }) };
  }

  #happen(it: Happening): Happening {
    switch (it.type) {
      case 'delivery':
      case 'duplicate':
      case 'loss': {
        const at = this.#underway.findIndex(
          ({ from, to, message }) => from === it.from && to === it.to && message.type === it.message.type,
        );
        const envelope = this.#underway[at];
        if (!envelope) throw new Error(`no '${it.message.type}' from ${it.from} to ${it.to} is on its way`);
        if (it.type !== 'duplicate') this.#underway.splice(at, 1);
        if (it.type === 'loss') this.#held.miss(envelope, 'lost');
        else this.#held.deliver(envelope);
        return { ...it, message: envelope.message };
      }
      case 'timer':
        if (!this.#held.fire(it.actor, it.timer)) throw new Error(`no timer '${it.timer}' of ${it.actor} runs`);
        return it;
      case 'arrival':
      case 'fault':
        this.#held.tell(it, it.type);
        return it;
      case 'split':
        this.#groups = it.groups;
        return it;
      case 'heal':
        this.#groups = [];
        return it;
      case 'passing':
        return it;
    }
  }

  #isCut({ from, to }: Envelope): boolean {
    const side = (id: string): number => this.#groups.findIndex((group) => group.includes(id));
    return side(from) >= 0 && side(to) >= 0 && side(from) !== side(to);
  }
}

/** Sees what machines do, beside what the trace tells of it. */
class Witness {
  readonly behaviors: ReadonlyMap<string, Behavior>;
  readonly #outcomes: Outcome[] = [];
  readonly #stood = new Map<string, Snapshot>();

  constructor(kinds: Readonly<Record<string, Machine>>) {
    this.behaviors = new Map(Object.entries(kinds).map(([kind, machine]) => [kind, this.#watched(behaviorOf(kind, machine))]));
  }

  see(event: TraceEvent): PathEvent {
    if (event.type !== 'step') return { event, before: null, timers: [], sends: [] };
    const effects = this.#outcomes.at(-1)?.effects ?? [];
    const before = this.#stood.get(event.actor) ?? null;
    this.#stood.set(event.actor, event.snapshot);
    return {
      event: { ...event, timers: event.timers.map(({ id }) => ({ id, delayMs: 0 })) },
      before,
      timers: event.final ? [] : effects.filter((it) => it.type === 'timer.start'),
      sends: effects.flatMap((it) => (it.type === 'send' ? [{ to: it.to, message: it.message }] : [])),
    };
  }

  #watched(behavior: Behavior): Behavior {
    const kept = (outcome: Outcome): Outcome => {
      this.#outcomes.push(outcome);
      return outcome;
    };
    return {
      ...behavior,
      start: (input, choose) => kept(behavior.start(input, choose)),
      step: (snapshot, event, choose) => kept(behavior.step(snapshot, event, choose)),
    };
  }
}

export interface RunOptions extends Omit<SystemOptions, 'behaviors'> {
  readonly kinds: Readonly<Record<string, Machine>>;
  readonly actors: readonly ActorSpec[];
  readonly arrivals: readonly Arrival[];
  readonly eventsMax: number;
}

/** The path that a run of a system takes, and when each of its steps was. */
export function pathOfRun({ kinds, actors, arrivals, eventsMax, ...options }: RunOptions): {
  readonly path: Path;
  readonly atMs: readonly number[];
} {
  const witness = new Witness(kinds);
  const system = new ActorSystem({ ...options, behaviors: witness.behaviors });
  let events: PathEvent[] = [];
  const start = events;
  const steps: PathStep[] = [];
  const atMs: number[] = [];
  system.events.subscribe((event) => {
    const { cause } = event.type === 'step' ? event : { cause: undefined };
    const isArrival = cause?.type === 'arrival' || (event.type === 'dead letter' && event.from === 'arrival');
    // A message that is lost as it is sent is no step of its own; what else there is but arrivals, times do not ask.
    const follows = cause?.type === 'start' || cause?.type === 'spawned' || event.type === 'lost' || event.type === 'partitioned';
    if (!follows) {
      events = [];
      const to = event.type === 'step' ? event.actor : event.to;
      steps.push({ happening: isArrival ? { type: 'arrival', to, message: { type: '' } } : { type: 'heal' }, events });
      atMs.push(event.atMs);
    }
    events.push(witness.see(event));
  });
  for (const actor of actors) system.start(actor);
  system.feed(arrivals, 'arrival');
  while (system.eventCount < eventsMax && system.tick());
  return { path: { start, steps }, atMs };
}
