/**
 * A system of actors in virtual time. Delivery is the step: a message that arrives is handled at
 * once, and what it causes goes on the wire before anything else happens.
 */
import { Observable, type Subscription } from 'rxjs';
import type { Message, Send } from '../machines/effects.ts';
import { Actor, RunningTimer } from './actor.ts';
import { Agenda, type Following } from './agenda.ts';
import type { Behavior } from './behavior.ts';
import { Bus, Taker } from './bus.ts';
import { StepError, type Chooser, type Outcome, type Snapshot, type StartTimer, type StepEffect } from './step.ts';
import { heldTimers, type Lead, type Timers } from './held.ts';
import { observed } from './observed.ts';
import { drawOption, Random, type Distribution } from './random.ts';
import { Told } from './told.ts';
import type { Cause, TraceEvent } from './trace.ts';
import { toMicrosecond, VirtualClock } from './virtual-clock.ts';
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
  readonly #bus = new Bus<Envelope>();
  readonly #events = new Bus<TraceEvent>();
  readonly #network: Subscription;
  #timers: Timers = this.clock;
  #lead: Lead | undefined;
  readonly #agenda = new Agenda({ act: (effect, of) => this.#act(effect, of), end: (of) => this.#endOf(of) });
  readonly #choose: Chooser;
  readonly #goOff: (timer: RunningTimer) => void;
  #eventCount = 0;
  /** Whose step is being taken. */
  #stepping = '';
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
    this.#choose = (options) =>
      this.#lead ? this.#lead.choose(options) : drawOption(options, this.random.streamOf(this.#stepping, 'choice'));
    this.#goOff = (timer) => this.#fire(timer);
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
      .subscribe(new Taker((envelope) => this.#arrive(envelope), fail));
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
        const running = this.#actors.get(actor)?.timer(timer);
        running?.run();
        return running !== undefined;
      },
      tell: (arrival, cause) => this.#tell(arrival, cause),
    };
  }

  /** Takes the next thing that happens; false when nothing is left that would keep the run going. */
  tick(): boolean {
    if (this.clock.isForObservers) return false;
    const isTicked = this.clock.tick();
    this.#rethrow();
    return isTicked;
  }

  /** The actors that live, in order of their start. */
  *actors(): Iterable<ActorView> {
    for (const { id, behavior, snapshot } of this.#actors.values()) yield { id, kind: behavior.kind, snapshot };
  }

  /** The same, with their timers: from here on a run can be acted out again. */
  *wholeActors(): Iterable<WholeActor> {
    for (const actor of this.#actors.values()) {
      const timers = new Map(Array.from(actor.timers(), ({ id, event }) => [id, event]));
      yield { id: actor.id, kind: actor.behavior.kind, snapshot: actor.snapshot, timers };
    }
  }

  has(actor: string): boolean {
    return this.#actors.has(actor);
  }

  /** Number of trace events so far. */
  get eventCount(): number {
    return this.#eventCount;
  }

  /** RxJS would swallow what is thrown inside of a subscription; the kernel rethrows it after the event. */
  #arrive(envelope: Envelope): void {
    try {
      this.#deliver(envelope);
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #deliver(envelope: Envelope): void {
    const actor = this.#actors.get(envelope.to);
    if (!actor) {
      this.#missed(envelope, 'dead letter');
      return;
    }
    const { from, step, message } = envelope;
    this.#step(actor, message, this.#events.observed ? { type: 'message', from, sent: step, message } : UNWATCHED);
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

  #fire(timer: RunningTimer): void {
    const { actor, id, event, set } = timer;
    actor.removeTimer(timer);
    try {
      this.#step(actor, event, this.#events.observed ? { type: 'timer', timer: id, set } : UNWATCHED);
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #step(actor: Actor, event: Message, cause: Cause): void {
    this.#stepping = actor.id;
    this.#carryOut(actor, actor.behavior.step(actor.snapshot, event, this.#choose), cause);
  }

  #create(id: string, input: unknown, cause: Cause): void {
    const behavior = this.#behaviors.get(kindOf(id));
    if (!behavior) throw new StepError(`actor '${id}' is of no known kind; the kinds are ${[...this.#behaviors.keys()].join(', ')}`);
    if (this.#actors.has(id))
      throw new StepError(`there is an actor '${id}' already; take the id of an actor from the message that caused it`);
    this.#stepping = id;
    const outcome = behavior.start(input, this.#choose);
    const actor = new Actor({ id, behavior, place: this.#placeOf?.(id) ?? null, snapshot: outcome.snapshot });
    this.#actors.set(id, actor);
    this.#carryOut(actor, outcome, cause);
  }

  /**
   * The effects of a step: timers at once, then the event that tells of it, then what concerns other
   * actors, in the order in which the machine emitted it.
   */
  #carryOut(actor: Actor, outcome: Outcome, cause: Cause): void {
    const { snapshot, effects } = outcome;
    const n = this.#eventCount++;
    actor.snapshot = snapshot;
    const final = snapshot.status === 'done';
    const told = this.#events.observed ? new Told() : undefined;
    let sends = 0;
    let others = final ? 1 : 0;
    for (let at = 0; at < effects.length; at += 1) {
      const effect = effects[at];
      switch (effect?.type) {
        case 'send':
          sends += 1;
          break;
        case 'timer.start': {
          if (final) break;
          const delayMs = this.#startTimer(actor, effect, n);
          told?.timers.push({ id: effect.id, delayMs });
          break;
        }
        case 'timer.cancel':
          if (this.#cancelTimer(actor, effect.id)) told?.cancels.push(effect.id);
          break;
        case 'spawn':
          if (kindOf(effect.id) !== effect.kind)
            throw new StepError(`actor '${effect.id}' was spawned as a '${effect.kind}'; its id must begin with its kind`);
          others += 1;
          break;
        case 'stop':
          others += 1;
          break;
        case undefined:
          break;
      }
    }
    if (told) this.#events.next(told.event({ n, atMs: this.clock.nowMs, actor, cause, outcome }));
    if (others > 0) this.#agenda.follow({ actor, effects, n, at: 0 });
    else if (sends > 0) {
      // To put something on the wire leads to nothing else at once.
      for (let at = 0; at < effects.length; at += 1) {
        const effect = effects[at];
        if (effect?.type === 'send') this.#send(actor, effect, n);
      }
    }
  }

  #send(actor: Actor, { to, message }: Send, n: number): void {
    this.#bus.next({ from: actor.id, to, message, sentMs: this.clock.nowMs, step: n });
  }

  /** Carries out an effect that concerns other actors. */
  #act(effect: StepEffect, { actor, n }: Following): void {
    switch (effect.type) {
      case 'send':
        this.#send(actor, effect, n);
        break;
      case 'spawn':
        this.#create(effect.id, effect.input, this.#events.observed ? { type: 'spawned', by: n } : UNWATCHED);
        break;
      case 'stop':
        this.#remove(effect.id);
        break;
      case 'timer.start':
      case 'timer.cancel':
        break; // They came first.
    }
  }

  #endOf({ actor }: Following): void {
    if (actor.snapshot.status === 'done') this.#remove(actor.id);
  }

  #startTimer(actor: Actor, { id, event, delay }: StartTimer, set: number): number {
    const delayMs = toMicrosecond(typeof delay === 'number' ? delay : this.#drawDelayMs(actor, delay, id));
    this.#cancelTimer(actor, id);
    const timer = new RunningTimer({ actor, id, event, set }, this.#goOff);
    this.#timers.put(this.clock.nowMs + delayMs, timer);
    actor.addTimer(timer);
    return delayMs;
  }

  #cancelTimer(actor: Actor, id: string): boolean {
    const timer = actor.timer(id);
    if (!timer) return false;
    this.#timers.cancel(timer);
    actor.removeTimer(timer);
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
    for (const timer of actor.timers()) this.#timers.cancel(timer);
    this.#actors.delete(id);
    this.random.forget(id);
  }

  #missed({ from, to, message, step }: Envelope, type: 'dead letter' | 'lost' | 'partitioned'): void {
    this.#events.next({ type, n: this.#eventCount++, atMs: this.clock.nowMs, from, to, sent: step, message });
  }

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

/** Why a step was taken that nobody hears of. */
const UNWATCHED: Cause = { type: 'start' };

/** The kind in an id: all of it before the first hyphen. */
export function kindOf(id: string): string {
  const hyphen = id.indexOf('-');
  return hyphen < 0 ? id : id.slice(0, hyphen);
}
