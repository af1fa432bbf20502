/** Steps a compiled chart: by functions that are written for what it does often, and microstep by microstep otherwise. */
import { refuseChild, self, type Context, type Event } from './args.ts';
import type { ChartActs } from './chart-acts.ts';
import type { Machine, Node, Transition } from './chart.ts';
import type { ControlTable } from './control-table.ts';
import type { Control } from './control.ts';
import { copying } from './copying.ts';
import { isCallable } from './erased.ts';
import { refuseNoText, refuseWildcard, type EventClass } from './events.ts';
import { Microsteps } from './microsteps.ts';
import type { Plan } from './plan.ts';
import type { Running } from './running.ts';
import type { WrittenStep } from './selection.ts';
import { Collector, type Sink } from './sink.ts';
import { snapshotOf, type CompiledSnapshot } from './snapshot.ts';
import { FOLLOWING_MAX, writeStep } from './writing.ts';

/** Hears of what guards do: nothing. */
const nobody = new Collector();

export interface EngineOptions {
  /** Whether nodes rest in document order, so that equal snapshots behave equally; else as XState leaves them. */
  readonly isOrdered: boolean;
  /** How often an event is taken in a control state before a function is written for that. */
  readonly writeAfter: number;
}

export class Engine {
  readonly table: ControlTable;
  readonly #machine: Machine;
  readonly #steps: Microsteps;
  readonly #writeAfter: number;
  readonly #copy = copying();
  #beginning: Plan | undefined;

  constructor(machine: Machine, nodes: readonly Node[], acts: ChartActs, { isOrdered, writeAfter }: EngineOptions) {
    this.#machine = machine;
    this.#steps = new Microsteps(machine, nodes, acts, isOrdered);
    this.table = this.#steps.table;
    // A step that is written does not count the first few transitions that follow of themselves.
    this.#writeAfter = this.#steps.iterationsMax > FOLLOWING_MAX ? writeAfter : Infinity;
  }

  /** As XState does, gives back what is thrown, in a snapshot whose status is 'error'. */
  start(input: unknown, sink: Sink): CompiledSnapshot {
    const given: unknown = this.#machine.config.context;
    const before = this.#before('active');
    const init = { type: 'xstate.init', input };
    let context: Context = !isCallable(given) && given ? (given as Context) : {}; // XState's type of the context is erased.
    const run = this.#steps.lease(before, context, init, sink);
    sink.handled = true;
    try {
      // Spreading takes whatever the function returns.
      if (isCallable(given)) run.context = context = this.#copy(Object(given({ spawn: refuseChild, input, self })), undefined);
      this.#beginning ??= this.#steps.planner.begin(before);
      this.#steps.microstep(run, this.#beginning);
      this.#steps.settle(run);
      return snapshotOf(this.#steps.atRest(run.control), run.context, run.output, undefined);
    } catch (error) {
      return snapshotOf(this.#before('error'), context, undefined, error);
    } finally {
      this.#steps.release(run);
    }
  }

  /** @throws whatever the machine's functions throw, and Error if it comes to no rest */
  step(snapshot: CompiledSnapshot, event: Event, sink: Sink): CompiledSnapshot {
    const control = this.#steps.controlOf(snapshot);
    if (control.latestType === event.type && control.latestStep) return control.latestStep(snapshot, event, sink);
    const known = this.#steps.classes.of(event.type);
    const written = this.#written(control, known);
    if (written) {
      control.latestType = event.type;
      control.latestStep = written;
      return written(snapshot, event, sink);
    }
    const run = this.#steps.lease(control, snapshot.context, event, sink);
    run.output = snapshot.output;
    sink.handled = false;
    try {
      if (known.special !== undefined) {
        const ended = this.#special(known, snapshot, run);
        if (ended) return ended;
      } else {
        const plan = this.#steps.select(run, known);
        if (plan) {
          sink.handled = true;
          this.#steps.microstep(run, plan);
        }
      }
      return this.#steps.end(run, snapshot);
    } finally {
      this.#steps.release(run);
    }
  }

  /** The control state of a snapshot, with this machine's own nodes. @throws Error if it is in a state that this machine does not have */
  controlOf(snapshot: CompiledSnapshot): Control {
    return this.#steps.controlOf(snapshot);
  }

  /** The step as a function that was written for it, once it has been taken often. */
  #written(control: Control, known: EventClass): WrittenStep | null | undefined {
    if (known.special !== undefined) return null;
    const selection = this.#steps.selectionOf(control, known);
    if (selection.written === undefined && selection.uses++ >= this.#writeAfter)
      selection.written = writeStep(control, selection, this.#steps);
    return selection.written;
  }

  /** The transitions that an event would select, as XState's `getTransitionData`. */
  selected(snapshot: CompiledSnapshot, event: Event): readonly Transition[] {
    const run = this.#steps.lease(this.#steps.controlOf(snapshot), snapshot.context, event, nobody);
    try {
      return this.#steps.select(run, this.#steps.classes.of(event.type))?.told ?? [];
    } finally {
      this.#steps.release(run);
    }
  }

  /** What XState does apart from the chart; undefined if the step goes on from there. */
  #special(known: EventClass, snapshot: CompiledSnapshot, run: Running): CompiledSnapshot | undefined {
    const { control, event, sink } = run;
    const stand = (status: 'stopped' | 'error', error: unknown): CompiledSnapshot => {
      sink.handled = true;
      return snapshotOf(
        this.table.intern({ nodes: control.nodes, history: control.history, status }),
        snapshot.context,
        snapshot.output,
        error,
      );
    };
    switch (known.special) {
      case 'init':
        return undefined;
      case 'stop':
        return stand('stopped', snapshot.error);
      case 'wildcard':
        return refuseWildcard();
      case 'no text':
        return refuseNoText(event.type);
      case 'error':
      case undefined: {
        const plan = this.#steps.select(run, known);
        if (!plan) return stand('error', 'error' in event ? event.error : undefined);
        sink.handled = true;
        this.#steps.microstep(run, plan);
        return undefined;
      }
    }
  }

  #before(status: 'active' | 'error'): Control {
    return this.table.intern({ nodes: [this.#machine.root], history: {}, status });
  }
}
