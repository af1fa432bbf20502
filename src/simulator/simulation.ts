/**
 * One run of a scenario: plays one schedule of it in virtual time, a few events at a time, so that
 * whoever drives it can show progress and stop it.
 */
import { ActorSystem, type Arrival } from '../actors/system.ts';
import { behaviorsOf } from '../actors/behavior.ts';
import type { EngineName } from '../actors/stepper.ts';
import { StepError } from '../actors/step.ts';
import { TraceLines } from '../actors/trace-line.ts';
import type { TraceEvent } from '../actors/trace.ts';
import type { Message } from '../machines/effects.ts';
import type { SystemState } from '../properties/property.ts';
import { measureActivity } from '../scenarios/measures/activity.ts';
import type { AnyScenario, Measure, Plan, Row } from '../scenarios/scenario.ts';
import { planOf } from './plan.ts';
import { Recollection } from './recollection.ts';
import { stateOf } from './system-state.ts';

export interface SimulationOptions {
  readonly scenario: AnyScenario;
  /** As resolveParameters gives them. */
  readonly params: unknown;
  /** From 0; every random number of the run comes from it. */
  readonly seed: number;
  /** Work from files; without it, the scenario makes up its own. */
  readonly items?: readonly unknown[];
  /** Simulated seconds after which the run ends. */
  readonly untilS?: number;
  /** Bound on the events of the trace. */
  readonly eventsMax?: number;
  /** Freeze contexts, take every step twice, check the properties after every event. Some five times slower. */
  readonly checked?: boolean;
  /** What steps the machines; both come to the same trace. `compiled` unless given. */
  readonly engine?: EngineName;
}

/**
 * Why a run ended. `done`: nothing is left to happen, or all work is done. `until`: at the time
 * that was asked for. `bound`: at the greatest number of events. `stalled`: time stood still. `violated`: a property
 * did not hold. `failed`: a machine, or an observer, threw.
 */
export type End = 'done' | 'until' | 'bound' | 'stalled' | 'interrupted' | 'violated' | 'failed';

export interface SimulationResult {
  readonly end: End;
  readonly seed: number;
  /** Of the trace's lines; equal for equal runs. */
  readonly hash: string;
  readonly events: number;
  /** Simulated time at the end, in milliseconds. */
  readonly atMs: number;
  /** Messages that came to an actor that was gone. */
  readonly deadLetters: number;
  /** Messages that a machine had no transition for, by kind and type. */
  readonly unhandled: Readonly<Record<string, number>>;
  readonly metrics: object;
}

/** A property that did not hold, and when. */
export class PropertyViolated extends Error {
  override readonly name = 'PropertyViolated';
}

/** Events between two looks at the bounds, when nobody watches. */
const EVENTS_AT_ONCE = 100_000;

const EVENTS_MAX = 1_000_000_000;

/** Things that happen at one instant, after which a run is taken to be stuck in it. */
const TICKS_AT_AN_INSTANT_MAX = 2_000_000;

export class Simulation {
  readonly system: ActorSystem;
  readonly #options: SimulationOptions;
  readonly #measure: Measure<object>;
  readonly #lines = new TraceLines();
  readonly #rowListeners: ((row: Row) => void)[] = [];
  readonly #lineListeners: ((line: string) => void)[] = [];
  readonly #unhandled = new Map<string, number>();
  readonly #recollection: Recollection | undefined;
  #deadLetters = 0;
  #started = false;
  #end: End | undefined;
  #instantMs = -1;
  #ticksAtInstant = 0;

  /** @throws UnsoundMachine if a machine of the scenario may not take part */
  constructor(options: SimulationOptions) {
    const { scenario, params, seed, checked = false, engine = 'compiled' } = options;
    refuseNonsense(options);
    this.#options = options;
    this.system = new ActorSystem({
      behaviors: behaviorsOf(scenario.kinds, { checked, engine }),
      seed,
      wires: scenario.wires?.(params) ?? {},
      delaysS: scenario.delaysS?.(params) ?? {},
    });
    this.#measure = scenario.measure?.(this.#plan(), (row) => this.#rowListeners.forEach((listener) => listener(row))) ?? measureActivity();
    this.system.events.subscribe((event) => this.#see(event));
    this.#recollection = checked ? new Recollection(scenario.properties ?? []) : undefined;
  }

  /** Hears every line of the trace, as the trace file has it. Subscribe before the first advance. */
  onLine(listener: (line: string) => void): void {
    this.#lineListeners.push(listener);
  }

  /** Hears every row of results, as the scenario has them: one for each job, for example. Subscribe before the first advance. */
  onRow(listener: (row: Row) => void): void {
    this.#rowListeners.push(listener);
  }

  /** Share of the work that is done, from 0 to 1; undefined where the scenario cannot tell. */
  progress(): number | undefined {
    return this.#measure.progress?.();
  }

  /** The figures so far. */
  metrics(): object {
    return this.#measure.metrics(this.system.clock.nowMs);
  }

  /**
   * Tells an actor something from outside, now: it hears of it when the run goes on. A run that had nothing left to do has then.
   * What was told by hand is not made by the scenario: the run is no longer the one that its seed gives.
   */
  tell(actor: string, message: Message): void {
    this.system.feed([{ atMs: this.system.clock.nowMs, to: actor, message }], 'arrival');
    if (this.#end === 'done') this.#end = undefined;
  }

  /** Goes on for so many events, or to the end; the reason if it ended. */
  advance(events: number): End | undefined {
    const { eventsMax = EVENTS_MAX, untilS } = this.#options;
    if (!this.#started) {
      this.#start();
      this.#check();
    }
    const untilMs = untilS === undefined ? Number.POSITIVE_INFINITY : untilS * 1000;
    const { system } = this;
    const stopAt = Math.min(eventsMax, system.eventCount + events);
    while (this.#end === undefined && system.eventCount < stopAt) {
      if ((system.clock.nextMs ?? 0) > untilMs && system.clock.pending > 0) this.#end = 'until';
      else if (!system.tick() || this.progress() === 1) this.#end = 'done';
      else this.#watchTime();
      this.#check();
    }
    if (this.#end === undefined && system.eventCount >= eventsMax) this.#end = 'bound';
    return this.#end;
  }

  /** Goes on to the end. */
  run(): SimulationResult {
    while (this.advance(EVENTS_AT_ONCE) === undefined);
    return this.result();
  }

  /** Ends the run where it stands. */
  stop(end: 'interrupted' | 'violated' | 'failed'): void {
    this.#end ??= end;
  }

  /** The result so far; final once the run has ended. */
  result(): SimulationResult {
    const { system } = this;
    const { seed, untilS } = this.#options;
    const atMs = this.#end === 'until' && untilS !== undefined ? untilS * 1000 : system.clock.nowMs;
    return {
      end: this.#end ?? 'interrupted',
      seed,
      hash: this.#lines.digest(),
      events: system.eventCount,
      atMs,
      deadLetters: this.#deadLetters,
      unhandled: Object.fromEntries([...this.#unhandled].sort(([a], [b]) => (a < b ? -1 : 1))),
      metrics: this.#measure.metrics(atMs),
    };
  }

  #start(): void {
    this.#started = true;
    const { scenario } = this.#options;
    const plan = this.#plan();
    for (const actor of scenario.actors(plan)) this.system.start(actor);
    this.system.feed(inOrderOfTime(scenario.arrivals?.(plan) ?? [], 'arrivals'), 'arrival');
    this.system.feed(inOrderOfTime(scenario.faults?.(plan) ?? [], 'faults'), 'fault');
  }

  #plan(): Plan<unknown, unknown> {
    return planOf(this.#options, this.system.random);
  }

  #see(event: TraceEvent): void {
    if (event.type === 'dead letter') this.#deadLetters += 1;
    else if (event.type === 'step' && event.unhandled)
      this.#countUnhandled(
        event.kind,
        event.cause.type === 'timer' ? 'a timer' : 'message' in event.cause ? event.cause.message.type : event.cause.type,
      );
    this.#measure.see(event);
    this.#recollection?.see(event);
    this.#lines.add(event);
    if (this.#lineListeners.length === 0) return;
    const line = this.#lines.last();
    for (const listener of this.#lineListeners) listener(line);
  }

  #countUnhandled(kind: string, type: string): void {
    const what = `${kind} ${type}`;
    this.#unhandled.set(what, (this.#unhandled.get(what) ?? 0) + 1);
  }

  #check(): void {
    if (!this.#recollection) return;
    const state: SystemState = stateOf(this.system.actors());
    const broken = this.#recollection.broken(state);
    if (broken === undefined) return;
    const { eventCount, clock } = this.system;
    throw new PropertyViolated(`"${broken}" does not hold after event ${eventCount - 1}, at ${clock.nowMs / 1000} s`);
  }

  /** Bounds what happens at one instant, observers included: what never lets time pass would run for ever. */
  #watchTime(): void {
    const { nowMs } = this.system.clock;
    if (nowMs === this.#instantMs) this.#ticksAtInstant += 1;
    else {
      this.#instantMs = nowMs;
      this.#ticksAtInstant = 0;
    }
    if (this.#ticksAtInstant > TICKS_AT_AN_INSTANT_MAX) this.#end = 'stalled';
  }
}

function* inOrderOfTime(arrivals: Iterable<Arrival>, what: string): Generator<Arrival> {
  let lastMs = 0;
  for (const arrival of arrivals) {
    if (!(arrival.atMs >= lastMs))
      throw new StepError(`the ${what} of a scenario must be in order of time, but ${arrival.atMs} ms comes after ${lastMs} ms`);
    lastMs = arrival.atMs;
    yield arrival;
  }
}

/** @throws RangeError where a run could not end, or not be repeated */
function refuseNonsense({ seed, untilS = 0, eventsMax = 1 }: SimulationOptions): void {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`seed is ${seed}, not a whole number from 0`);
  if (!(Number.isFinite(untilS) && untilS >= 0)) throw new RangeError(`untilS is ${untilS}, not a number of seconds from 0`);
  if (!Number.isSafeInteger(eventsMax) || eventsMax < 1) throw new RangeError(`eventsMax is ${eventsMax}, not a whole number from 1`);
}
