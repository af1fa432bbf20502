/** A run that is going on, led from the page: played, paused, taken on by single events, told things. */
import { kindOf } from '../../actors/system.ts';
import { PropertyViolated, Simulation, type End, type SimulationOptions } from '../../simulator/simulation.ts';
import type { About, Command, PlotData, Status } from '../protocol/frames.ts';
import { aboutRun } from './about.ts';
import { Changes } from './changes.ts';
import { observedIn, recordRun } from './record-run.ts';
import type { RunRecording } from './run-recording.ts';
import type { Source } from './source.ts';

export interface LiveOptions {
  /** As the scenario is named on the command line. */
  readonly reference: string;
  /** Bound on the events that are kept: all of them. When it is reached, the run pauses, and says so. */
  readonly eventsMax?: number;
  /** What else is wrong with the input: told in the page. */
  readonly problem?: string;
}

/** A million events are some 150 MB. */
export const EVENTS_KEPT = 2_000_000;

/** Milliseconds for which the run goes on before sockets have their turn. */
const SLICE_MS = 12;

const EVENTS_AT_ONCE = 64;

/** Milliseconds between two looks at the time, where a run is played at a speed. */
const FRAME_MS = 16;

export class LiveRun implements Source {
  readonly about: About;
  readonly simulation: Simulation;
  readonly recording: RunRecording;
  readonly #changes = new Changes();
  readonly #eventsMax: number;
  #problem: string | null;
  #end: 'violated' | 'failed' | End | null = null;
  /** Simulated seconds in a second; null: as fast as it goes; undefined: it pauses. */
  #speed: number | null | undefined;
  /** Number of the events up to which it is taken on by steps. */
  #stepsUntil = 0;
  /** Where simulated and real time were when it began to be played at its speed. */
  #since = { atMs: 0, wallMs: 0 };
  #timer: NodeJS.Timeout | NodeJS.Immediate | undefined;

  constructor(options: SimulationOptions, { reference, eventsMax = EVENTS_KEPT, problem }: LiveOptions) {
    const { scenario, params, seed } = options;
    this.about = aboutRun({ mode: 'live', scenario, reference, params, seed });
    this.simulation = new Simulation(options);
    this.recording = recordRun(this.simulation, options);
    this.#eventsMax = eventsMax;
    this.#problem = problem ?? null;
    // So that there is something to see before it is played.
    this.advance(0);
  }

  charts(): About['charts'] {
    return this.about.charts;
  }

  status(): Status {
    const { clock, eventCount } = this.simulation.system;
    return {
      events: eventCount,
      atMs: clock.nowMs,
      playing: this.#speed !== undefined,
      speed: this.#speed ?? null,
      progress: this.simulation.progress() ?? null,
      end: this.#end,
      problem: this.#problem ?? this.recording.plots.problem ?? null,
      rebuilt: eventCount,
    };
  }

  columns(from: number, atMost: number): ReturnType<Source['columns']> {
    return this.recording.log.columns(from, atMost);
  }

  plots(): PlotData {
    return this.recording.plots.data();
  }

  // An error of a stretch is an answer, not a fault: it must reject.
  async stretch(index: number): ReturnType<Source['stretch']> {
    return this.recording.stretch(index);
  }

  find(text: string): ReturnType<Source['find']> {
    return this.recording.find(text);
  }

  onChange(listener: () => void): () => void {
    return this.#changes.listen(listener);
  }

  command(command: Command): string | undefined {
    const refusal = this.#carryOut(command);
    this.#changes.tell();
    return refusal;
  }

  /** Goes on for so many events at least; false when it cannot. */
  advance(events: number): boolean {
    const { simulation } = this;
    try {
      const end = simulation.advance(events);
      this.#end = end ?? null;
    } catch (cause) {
      // Whatever it was, a machine or other code of the scenario: what was recorded can still be looked at.
      this.#end = cause instanceof PropertyViolated ? 'violated' : 'failed';
      simulation.stop(this.#end);
      this.#problem = cause instanceof Error ? cause.message : String(cause);
    }
    const { recording } = this;
    const { system } = simulation;
    if (system.eventCount >= recording.keyframeDue)
      recording.addKeyframe({
        next: system.eventCount,
        actors: new Map([...system.wholeActors()].map(({ id, ...actor }) => [id, actor])),
        inputs: new Map(),
      });
    if (this.#end !== null) recording.plots.end(system.clock.nowMs, observedIn(simulation));
    this.#changes.tell();
    return this.#end === null;
  }

  /** Stops playing. What was recorded can still be looked at. */
  pause(): void {
    this.#speed = undefined;
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer as NodeJS.Timeout);
      clearImmediate(this.#timer as NodeJS.Immediate);
    }
    this.#timer = undefined;
  }

  #carryOut(command: Command): string | undefined {
    switch (command.type) {
      case 'pause':
        this.pause();
        return undefined;
      case 'play':
        if (this.#end !== null) return `The run has ended (${this.#end}).`;
        if (this.#isFull()) return this.#problem ?? undefined;
        this.pause();
        this.#speed = command.speed;
        this.#since = { atMs: this.simulation.system.clock.nowMs, wallMs: performance.now() };
        this.#goOn();
        return undefined;
      case 'step':
        if (this.#end !== null) return `The run has ended (${this.#end}).`;
        if (this.#isFull()) return this.#problem ?? undefined;
        this.pause();
        this.#stepsUntil = Math.min(this.#eventsMax, this.simulation.system.eventCount + command.events);
        this.#stepOn();
        return undefined;
      case 'send':
        return this.#send(command.actor, command.event);
    }
  }

  #send(actor: string, event: { readonly type: string }): string | undefined {
    if (this.#end !== null && this.#end !== 'done') return `Nobody can be told anything: the run has ended (${this.#end}).`;
    if (!this.simulation.system.has(actor)) return `There is no actor '${actor}' now; it is gone, or of another kind (${kindOf(actor)}).`;
    if (this.#isFull()) return this.#problem ?? undefined;
    this.#end = null;
    this.simulation.tell(actor, event);
    // Who paused wants to see what comes of it; what plays goes on anyway.
    if (this.#speed === undefined) this.advance(1);
    return undefined;
  }

  #isFull(): boolean {
    if (this.simulation.system.eventCount < this.#eventsMax) return false;
    this.#problem = `The recording is full (${this.#eventsMax.toLocaleString('en-US')} events), and the run pauses. Start it with --keep and a larger number, or with run --trace.`;
    return true;
  }

  #goOn(): void {
    const { clock } = this.simulation.system;
    const startedMs = performance.now();
    let goesOn = true;
    if (this.#speed === null) while (goesOn && performance.now() - startedMs < SLICE_MS) goesOn = this.#step(EVENTS_AT_ONCE);
    else if (this.#speed !== undefined) {
      const untilMs = this.#since.atMs + (performance.now() - this.#since.wallMs) * this.#speed;
      while (goesOn && (clock.nextMs ?? 0) <= untilMs && performance.now() - startedMs < SLICE_MS) goesOn = this.#step(1);
    }
    if (this.#speed === undefined) return;
    if (!goesOn) {
      this.pause();
      this.#changes.tell();
      return;
    }
    this.#timer = this.#speed === null ? setImmediate(() => this.#goOn()) : setTimeout(() => this.#goOn(), FRAME_MS);
  }

  /** Single events, in turns: many of them take their time, and others are to be heard meanwhile. */
  #stepOn(): void {
    const { system } = this.simulation;
    const startedMs = performance.now();
    let goesOn = true;
    while (goesOn && system.eventCount < this.#stepsUntil && performance.now() - startedMs < SLICE_MS) goesOn = this.#step(1);
    this.#timer = goesOn && system.eventCount < this.#stepsUntil ? setImmediate(() => this.#stepOn()) : undefined;
  }

  #step(events: number): boolean {
    return !this.#isFull() && this.advance(events);
  }
}
