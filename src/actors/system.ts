/**
 * A system of actors in virtual time. Delivery is the step: a message that arrives is handled at
 * once, and what it causes goes on the wire before anything else happens.
 */
import { Observable, Subject, type Subscription } from 'rxjs';
import type { Message, Option } from '../machines/effects.ts';
import type { Behavior } from './behavior.ts';
import { StepError, type Chooser, type Outcome, type Snapshot, type StartTimer } from './step.ts';
import type { Scheduled } from './event-queue.ts';
import { heldTimers, type Lead, type Timers } from './held.ts';
import { observed } from './observed.ts';
import { drawOption, Random, type Distribution } from './random.ts';
import type { Cause, StepEvent, TraceEvent } from './trace.ts';
import { toMicrosecond, VirtualClock, type Task } from './virtual-clock.ts';
import { network, type Envelope, type Loss, type Wires } from './wire.ts';

export interface ActorSpec {
  /** `kind` or `kind-token`. */
  readonly id: string;
  readonly input?: unknown;
}

/** A message from outside of the system. */
export interface Arrival {
  readonly atMs: number;
  /** The id of an actor; or a place, where every actor is told that is there at that time. */
  readonly to: string | Place;
  readonly message: Message;
  /** Of a fault: it must come even if nothing else is left to happen, as what ends another fault does. */
  readonly isAwaited?: boolean;
}

/** A place of the system's wires, as their `placeOf` names it. */
export interface Place {
  readonly place: string;
}

export interface SystemOptions {
  readonly behaviors: ReadonlyMap<string, Behavior>;
  readonly seed: number;
  readonly wires?: Wires;
  /** Seconds, by kind and name of the delay. */
  readonly delaysS?: Readonly<Record<string, Readonly<Record<string, Distribution>>>>;
}

interface Actor {
  readonly id: string;
  readonly behavior: Behavior;
  readonly place: string | null;
  snapshot: Snapshot;
  timers: Map<string, RunningTimer> | undefined;
  choose: Chooser | undefined;
}

interface RunningTimer {
  readonly task: Scheduled<Task>;
  /** What the actor is told when it goes off. */
  readonly event: Message;
}

/** Bound on what one step leads to before time or another message comes in. */
const ACTS_AT_ONCE_MAX = 1_000_000;

/** An actor as seen from outside. */
export interface ActorView {
  readonly id: string;
  readonly kind: string;
  readonly snapshot: Snapshot;
}

/** An actor with the timers that run for it: all that what it does next depends on. */
export interface WholeActor extends ActorView {
  /** What it is told when each of them goes off. */
  readonly timers: ReadonlyMap<string, Message>;
}

/** What whoever leads a system can make happen in it, at the present time. */
export interface Held {
  deliver(envelope: Envelope): void;
  /** A message that was held does not arrive. */
  miss(envelope: Envelope, why: Loss): void;
  /** @returns false if no such timer runs */
  fire(actor: string, timer: string): boolean;
  tell(arrival: Pick<Arrival, 'to' | 'message'>, cause: 'arrival' | 'fault'): void;
}

export class ActorSystem {
  readonly clock = new VirtualClock();
  readonly random: Random;
  readonly #behaviors: ReadonlyMap<string, Behavior>;
  readonly #delaysS: NonNullable<SystemOptions['delaysS']>;
  readonly #placeOf: Wires['placeOf'];
  readonly #actors = new Map<string, Actor>();
  readonly #bus = new Subject<Envelope>();
  readonly #events = new Subject<TraceEvent>();
  readonly #network: Subscription;
  #timers: Timers = this.clock;
  #lead: Lead | undefined;
  #eventCount = 0;
  /** What is still to be done at once; the last comes first. */
  #agenda: (() => void)[] | undefined;
  #failure: { readonly cause: unknown } | undefined;

  /** Everything that happens, in order. Piping it with RxJS cannot change the run. */
  readonly events: Observable<TraceEvent>;
  /** Envelopes as they are put on the wire. */
  readonly envelopes: Observable<Envelope>;
  /** Where an actor stands after each of its steps. */
  readonly snapshots: Observable<ActorView>;

  constructor({ behaviors, seed, wires = {}, delaysS = {} }: SystemOptions) {
    this.#behaviors = behaviors;
    this.#delaysS = delaysS;
    this.#placeOf = wires.placeOf;
    this.random = new Random(seed);
    const fail = (cause: unknown): void => this.#fail(cause);
    this.events = observed(this.#events, fail);
    this.envelopes = observed(this.#bus, fail);
    this.snapshots = observed(
      new Observable<ActorView>((views) =>
        this.#events.subscribe((event) => {
          if (event.type === 'step') views.next({ id: event.actor, kind: event.kind, snapshot: event.snapshot });
        }),
      ),
      fail,
    );
    this.#network = this.#bus
      .pipe(
        network({
          clock: this.clock,
          random: this.random,
          // An actor stays where it is: that is asked when it starts, and forgotten when it is gone.
          wires: wires.placeOf ? { ...wires, placeOf: (id) => this.#whereIs(id) } : wires,
          kindOf,
          onLoss: (envelope, why) => this.#missed(envelope, why),
        }),
      )
      .subscribe({ next: (envelope) => this.#guard(() => this.#deliver(envelope)), error: fail });
  }

  /** Starts an actor, now. @throws if its id exists, or its kind is not known */
  start({ id, input }: ActorSpec): void {
    this.#create(id, input, { type: 'start' });
    this.#rethrow();
  }

  /**
   * Feeds messages from outside into the system, each at its time. Only the next one is held.
   * All actors of a place are told in one event of the clock, in order of their start, before anything that they send arrives.
   *
   * @param arrivals in order of time
   * @param cause `fault`: they do not keep the run going when nothing else is left to happen, but for those that are awaited
   */
  feed(arrivals: Iterable<Arrival>, cause: 'arrival' | 'fault'): void {
    const iterator = arrivals[Symbol.iterator]();
    const next = (): void => {
      const { done, value } = iterator.next();
      if (done) return;
      const arrive = (): void => {
        this.#guard(() => this.#tell(value, cause));
        next();
      };
      this.clock.at(value.atMs, arrive, cause === 'fault' && value.isAwaited !== true);
    };
    next();
  }

  /**
   * Lets another say what happens next and what is chosen: messages are held, and timers run until they are made to go off.
   * Time passes by what stands on the clock beside them.
   *
   * @throws Error if something has happened already
   */
  hold(lead: Lead): Held {
    if (this.#eventCount > 0) throw new Error('a system can be led from its beginning only');
    this.#lead = lead;
    this.#timers = heldTimers;
    this.#network.unsubscribe();
    this.#bus.subscribe((envelope) => this.#guard(() => lead.sent(envelope)));
    return {
      deliver: (envelope) => this.#deliver(envelope),
      miss: (envelope, why) => this.#missed(envelope, why),
      fire: (actor, timer) => {
        const running = this.#actors.get(actor)?.timers?.get(timer);
        running?.task.item.run();
        return running !== undefined;
      },
      tell: (arrival, cause) => this.#tell(arrival, cause),
    };
  }

  /** Takes the next thing that happens; false when nothing is left that would keep the run going. */
  tick(): boolean {
    if (this.clock.pending === 0) return false;
    this.clock.tick();
    this.#rethrow();
    return true;
  }

  /** The actors that live, in order of their start. */
  *actors(): Iterable<ActorView> {
    for (const { id, behavior, snapshot } of this.#actors.values()) yield { id, kind: behavior.kind, snapshot };
  }

  /** The same, with their timers: from here on a run can be acted out again. */
  *wholeActors(): Iterable<WholeActor> {
    for (const { id, behavior, snapshot, timers } of this.#actors.values())
      yield { id, kind: behavior.kind, snapshot, timers: new Map([...(timers ?? [])].map(([timer, { event }]) => [timer, event])) };
  }

  has(actor: string): boolean {
    return this.#actors.has(actor);
  }

  /** Number of trace events so far. */
  get eventCount(): number {
    return this.#eventCount;
  }

  #deliver(envelope: Envelope): void {
    const actor = this.#actors.get(envelope.to);
    if (!actor) {
      this.#missed(envelope, 'dead letter');
      return;
    }
    const { from, step, message } = envelope;
    this.#step(actor, message, { type: 'message', from, sent: step, message });
  }

  #tell({ to, message }: Pick<Arrival, 'to' | 'message'>, cause: 'arrival' | 'fault'): void {
    if (typeof to !== 'string') {
      this.#tellAllAt(to, message, cause);
      return;
    }
    const actor = this.#actors.get(to);
    if (actor) this.#step(actor, message, { type: cause, message });
    else this.#missed({ from: cause, to, message, sentMs: this.clock.nowMs, step: -1 }, 'dead letter');
  }

  /** Looks through all actors, rather than to keep a list for each place: messages are many, and what befalls a place is rare. */
  #tellAllAt({ place }: Place, message: Message, cause: 'arrival' | 'fault'): void {
    const there = [...this.#actors.values()].filter((actor) => actor.place === place);
    for (const actor of there) {
      // A step of one of them may have stopped another, and even have given its id to a new one, which was not there.
      if (this.#actors.get(actor.id) === actor) this.#step(actor, message, { type: cause, message });
    }
    if (there.length === 0) this.#missed({ from: cause, to: `place ${place}`, message, sentMs: this.clock.nowMs, step: -1 }, 'dead letter');
  }

  /** Where an actor is, or would be: a message may be to one that is gone. */
  #whereIs(id: string): string | null {
    const actor = this.#actors.get(id);
    return actor ? actor.place : (this.#placeOf?.(id) ?? null);
  }

  #fire(actor: Actor, { id, event }: StartTimer, set: number): void {
    actor.timers?.delete(id);
    this.#step(actor, event, { type: 'timer', timer: id, set });
  }

  #step(actor: Actor, event: Message, cause: Cause): void {
    this.#carryOut(actor, actor.behavior.step(actor.snapshot, event, this.#chooser(actor)), cause);
  }

  #create(id: string, input: unknown, cause: Cause): void {
    const behavior = this.#behaviors.get(kindOf(id));
    if (!behavior) throw new StepError(`actor '${id}' is of no known kind; the kinds are ${[...this.#behaviors.keys()].join(', ')}`);
    if (this.#actors.has(id))
      throw new StepError(`there is an actor '${id}' already; take the id of an actor from the message that caused it`);
    const chooser = this.#chooserFor(id);
    const outcome = behavior.start(input, chooser);
    const place = this.#placeOf?.(id) ?? null;
    const actor: Actor = { id, behavior, place, snapshot: outcome.snapshot, timers: undefined, choose: undefined };
    this.#actors.set(id, actor);
    this.#carryOut(actor, outcome, cause);
  }

  /**
   * The effects of a step: timers at once, then the event that tells of it, then what concerns other
   * actors, in the order in which the machine emitted it.
   */
  #carryOut(actor: Actor, { snapshot, effects, choices, handled }: Outcome, cause: Cause): void {
    const n = this.#eventCount++;
    actor.snapshot = snapshot;
    const final = snapshot.status === 'done';
    const sends: { to: string; type: string }[] = [];
    const timers: { id: string; delayMs: number }[] = [];
    const cancels: string[] = [];
    const spawns: string[] = [];
    const stops: string[] = [];
    const later: (() => void)[] = [];
    for (const effect of effects) {
      switch (effect.type) {
        case 'send': {
          const { to, message } = effect;
          sends.push({ to, type: message.type });
          later.push(() => this.#bus.next({ from: actor.id, to, message, sentMs: this.clock.nowMs, step: n }));
          break;
        }
        case 'timer.start':
          if (!final) timers.push({ id: effect.id, delayMs: this.#startTimer(actor, effect, n) });
          break;
        case 'timer.cancel':
          if (this.#cancelTimer(actor, effect.id)) cancels.push(effect.id);
          break;
        case 'spawn':
          spawns.push(effect.id);
          if (kindOf(effect.id) !== effect.kind)
            throw new StepError(`actor '${effect.id}' was spawned as a '${effect.kind}'; its id must begin with its kind`);
          later.push(() => this.#create(effect.id, effect.input, { type: 'spawned', by: n }));
          break;
        case 'stop':
          stops.push(effect.id);
          later.push(() => this.#remove(effect.id));
          break;
      }
    }
    const event: StepEvent = {
      type: 'step',
      n,
      atMs: this.clock.nowMs,
      actor: actor.id,
      kind: actor.behavior.kind,
      cause,
      choices,
      state: snapshot.value,
      sends,
      timers,
      cancels,
      spawns,
      stops,
      unhandled: !handled,
      final,
      snapshot,
    };
    this.#events.next(event);
    if (final) later.push(() => this.#remove(actor.id));
    this.#doInTurn(later);
  }

  /**
   * What a step leads to at once, each with all that it leads to before the next: a list of work rather than
   * calls within calls, since an actor that is created may create another, thousands of times.
   */
  #doInTurn(acts: readonly (() => void)[]): void {
    const isFirst = this.#agenda === undefined;
    this.#agenda ??= [];
    this.#agenda.push(...acts.toReversed());
    if (!isFirst) return;
    try {
      let done = 0;
      for (let act = this.#agenda.pop(); act; act = this.#agenda.pop()) {
        act();
        done += 1;
        if (done > ACTS_AT_ONCE_MAX)
          throw new StepError(`one step led to more than ${ACTS_AT_ONCE_MAX} others at once; do actors create actors without end?`);
      }
    } finally {
      this.#agenda = undefined;
    }
  }

  #startTimer(actor: Actor, effect: StartTimer, set: number): number {
    const delayMs = toMicrosecond(typeof effect.delay === 'number' ? effect.delay : this.#drawDelayMs(actor, effect.delay, effect.id));
    this.#cancelTimer(actor, effect.id);
    actor.timers ??= new Map();
    const task = this.#timers.at(this.clock.nowMs + delayMs, () => this.#guard(() => this.#fire(actor, effect, set)));
    actor.timers.set(effect.id, { task, event: effect.event });
    return delayMs;
  }

  #cancelTimer(actor: Actor, id: string): boolean {
    const running = actor.timers?.get(id);
    if (!running) return false;
    this.#timers.cancel(running.task);
    actor.timers?.delete(id);
    return true;
  }

  #drawDelayMs(actor: Actor, delay: string, timer: string): number {
    if (this.#lead) return this.#lead.lengthMs(timer);
    const distribution = this.#delaysS[actor.behavior.kind]?.[delay];
    if (distribution === undefined)
      throw new Error(`the scenario gives no length to the delay '${delay}' of kind '${actor.behavior.kind}'`);
    return Math.max(0, this.random.draw(actor.id, delay, distribution)) * 1000;
  }

  #remove(id: string): void {
    const actor = this.#actors.get(id);
    if (!actor) return;
    for (const { task } of actor.timers?.values() ?? []) this.#timers.cancel(task);
    actor.timers = undefined;
    this.#actors.delete(id);
    this.random.forget(id);
  }

  #chooser(actor: Actor): Chooser {
    actor.choose ??= this.#chooserFor(actor.id);
    return actor.choose;
  }

  #chooserFor(id: string): Chooser {
    const lead = this.#lead;
    if (lead) return (options: readonly Option[]) => lead.choose(options);
    return (options: readonly Option[]) => drawOption(options, this.random.streamOf(id, 'choice'));
  }

  #missed({ from, to, message, step }: Envelope, type: 'dead letter' | 'lost' | 'partitioned'): void {
    this.#events.next({ type, n: this.#eventCount++, atMs: this.clock.nowMs, from, to, sent: step, message });
  }

  /** RxJS would swallow what is thrown inside of a subscription; the kernel rethrows it after the event. */
  #guard(act: () => void): void {
    try {
      act();
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #fail(cause: unknown): void {
    this.#failure ??= { cause };
  }

  #rethrow(): void {
    if (this.#failure) throw this.#failure.cause;
  }
}

/** The kind in an id: all of it before the first hyphen. */
export function kindOf(id: string): string {
  const hyphen = id.indexOf('-');
  return hyphen < 0 ? id : id.slice(0, hyphen);
}
