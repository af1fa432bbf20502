/**
 * A run that is over, read from the lines of its trace: shown while it is read, its states rebuilt behind, both in short turns so that
 * pages are answered meanwhile.
 */
import { behaviorsOf } from '../../actors/behavior.ts';
import { kindOf } from '../../actors/system.ts';
import type { TraceEvent } from '../../actors/trace.ts';
import { measureActivity } from '../../scenarios/measures/activity.ts';
import type { Measure } from '../../scenarios/scenario.ts';
import { planOf } from '../../simulator/plan.ts';
import { beginning, Reenactment } from '../../simulator/reenactment.ts';
import type { SimulationOptions } from '../../simulator/simulation.ts';
import { stateOf } from '../../simulator/system-state.ts';
import { parseTraceEnd, type TraceHeader } from '../../simulator/trace-file.ts';
import { STRETCH_EVENTS } from '../protocol/details.ts';
import type { About, Status } from '../protocol/frames.ts';
import { aboutRun } from './about.ts';
import { Changes } from './changes.ts';
import { counterexampleOf } from './counterexample.ts';
import { RunRecording } from './run-recording.ts';
import { SourceError, type Source } from './source.ts';
import { readTraced, type Traced } from './traced.ts';

export interface TraceInput {
  readonly header: TraceHeader;
  /** What the run was made from, as its header says. */
  readonly options: SimulationOptions;
  /** From the first event on; may end with the trace's last line. */
  readonly lines: Iterator<string>;
  /** For what is wrong with a line. */
  readonly file: string;
  /** Number of the line of the first event, from 1. */
  readonly firstLine: number;
}

/** Milliseconds of reading, or rebuilding, before others have their turn. */
const SLICE_MS = 20;

const EVENTS_AT_ONCE = 128;

export class OpenedTrace implements Source {
  readonly about: About;
  readonly #input: TraceInput;
  readonly recording: RunRecording;
  readonly #reenactment: Reenactment;
  readonly #measure: Measure<object>;
  readonly #changes = new Changes();
  #end: string | null = null;
  #isRead = false;
  #isStopped = false;
  #problem: string | null = null;
  /** Why states are rebuilt no further. */
  #divergence: string | undefined;
  #nowMs = 0;

  constructor(input: TraceInput) {
    const { header, options } = input;
    const { scenario, params, seed, engine = 'compiled' } = options;
    this.#input = input;
    this.recording = new RunRecording(options);
    const plan = planOf(options);
    const start = beginning(scenario.actors(plan));
    this.recording.addKeyframe(start);
    this.#reenactment = new Reenactment(behaviorsOf(scenario.kinds, { engine }), start);
    this.#measure = scenario.measure?.(planOf(options), () => {}) ?? measureActivity();
    const { schedule } = header;
    // A counterexample is short, and what it shows is to be told before anything else.
    while (schedule && this.#readSome());
    this.about = aboutRun({
      mode: 'trace',
      scenario,
      reference: header.scenario,
      params,
      seed,
      ...(schedule ? { counterexample: counterexampleOf(schedule, this.recording, options) } : {}),
    });
  }

  charts(): About['charts'] {
    return this.about.charts;
  }

  /** Reads all of it, and rebuilds the states; resolves when both is done, or `stop` is called. */
  async open(): Promise<void> {
    while (!this.#isRead && !this.#isStopped) {
      this.#inTurn(() => this.#readSome());
      await turn();
    }
    while (!this.#isStopped && this.#divergence === undefined && this.#reenactment.next < this.recording.log.count) {
      this.#inTurn(() => this.#rebuildSome());
      await turn();
    }
    this.recording.plots.end(this.#nowMs, this.#observed);
    this.#changes.tell();
  }

  /** Reads no further. */
  stop(): void {
    this.#isStopped = true;
  }

  status(): Status {
    const { log } = this.recording;
    return {
      events: log.count,
      atMs: log.atMs,
      playing: false,
      speed: null,
      progress: this.#isRead ? 1 : null,
      end: this.#isRead ? (this.#end ?? 'interrupted') : null,
      problem: this.#problem ?? this.recording.plots.problem ?? null,
      rebuilt: this.#divergence === undefined ? this.#reenactment.next : log.count,
    };
  }

  columns(from: number, atMost: number): ReturnType<Source['columns']> {
    return this.recording.log.columns(from, atMost);
  }

  plots(): ReturnType<Source['plots']> {
    return this.recording.plots.data();
  }

  async stretch(index: number): ReturnType<Source['stretch']> {
    // What is not rebuilt yet would be acted out from the last keyframe, which may be far away.
    while (this.#divergence === undefined && !this.#isStopped && !this.#isRebuiltTo(index)) await turn();
    if (this.#isStopped) throw new SourceError('the inspector is closing');
    return this.recording.stretch(index);
  }

  find(text: string): ReturnType<Source['find']> {
    return this.recording.find(text);
  }

  command(): string {
    return 'A trace is over: nothing can be done in it. Open its scenario to lead a run.';
  }

  onChange(listener: () => void): () => void {
    return this.#changes.listen(listener);
  }

  #isRebuiltTo(stretch: number): boolean {
    return this.#reenactment.next > stretch * STRETCH_EVENTS || (this.#isRead && this.#reenactment.next >= this.recording.log.count);
  }

  #inTurn(act: () => boolean): void {
    const startedMs = performance.now();
    while (act() && performance.now() - startedMs < SLICE_MS);
    this.#changes.tell();
  }

  #readSome(): boolean {
    const { lines } = this.#input;
    for (let read = 0; read < EVENTS_AT_ONCE; read += 1) {
      const next = lines.next();
      if (next.done || !this.#take(next.value)) {
        this.#finishReading();
        return false;
      }
    }
    return true;
  }

  /** False where nothing comes after it. */
  #take(line: string): boolean {
    const { file, firstLine } = this.#input;
    const { log } = this.recording;
    try {
      const event = readTraced(line);
      if (event.n !== log.count) throw new TypeError(`it is event ${event.n}, not ${log.count}`);
      if (event.atMs < log.atMs) throw new TypeError(`it is at ${event.atMs} ms, after one at ${log.atMs} ms`);
      this.recording.add(event, line);
      return true;
    } catch (cause) {
      const end = line.startsWith('{"end"') ? parseTraceEnd(line) : undefined;
      if (end) this.#end = end.reason;
      else {
        const why =
          cause instanceof SyntaxError
            ? 'a line that is not JSON'
            : `a line that is no event (${cause instanceof Error ? cause.message : String(cause)})`;
        this.#problem = `${file}:${firstLine + log.count}:1: found ${why}; expected event ${log.count}. What stands before it is shown.`;
      }
      return false;
    }
  }

  #finishReading(): void {
    this.#isRead = true;
    if (this.#end === null && this.#problem === null)
      this.#problem = `${this.#input.file} has no last line: the run was cut short, or is still being written. What is there is shown.`;
  }

  #rebuildSome(): boolean {
    const { next } = this.#reenactment;
    const at = next % STRETCH_EVENTS;
    const lines = this.recording.lines(Math.floor(next / STRETCH_EVENTS)).slice(at, at + EVENTS_AT_ONCE);
    try {
      for (const line of lines) this.#rebuild(readTraced(line));
    } catch (cause) {
      // A step that differs; or the scenario's own figures, which cannot make anything of what stands in the trace.
      this.#divergence = cause instanceof Error ? cause.message : String(cause);
      this.#problem ??= `States are known up to event ${this.#reenactment.next - 1} only: ${this.#divergence}. Was the trace written by version ${this.#input.header.version} with other machines?`;
      return false;
    }
    if (this.#reenactment.next >= this.recording.keyframeDue) this.recording.addKeyframe(this.#reenactment.keyframe());
    return lines.length > 0;
  }

  #rebuild(event: Traced): void {
    const step = this.#reenactment.see(event);
    this.#nowMs = event.atMs;
    const whole: TraceEvent | undefined =
      event.type !== 'step' ? event : step ? { ...event, kind: kindOf(event.actor), snapshot: step.after } : undefined;
    if (whole) this.#measure.see(whole);
    this.recording.plots.see(event.atMs, this.#observed);
  }

  readonly #observed = { state: () => stateOf(this.#reenactment.actors()), metrics: () => this.#measure.metrics(this.#nowMs) };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
