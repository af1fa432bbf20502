/**
 * Steps a compiled chart: XState's macrostep, carried out by plans.
 *
 * The order of everything is XState's: the transitions of the event, then those that are taken of themselves
 * until there are none, then the first event of the internal queue, and so on until all is at rest.
 */
import type { ChartActs } from './chart-acts.ts';
import type { Machine, Node, Transition } from './chart.ts';
import type { Control } from './control.ts';
import { copying } from './copying.ts';
import { ControlTable } from './control-table.ts';
import { EventClasses, type EventClass } from './events.ts';
import { isCallable } from './erased.ts';
import { Planner, type Plan } from './plan.ts';
import { Running, refuseChild, self, type Context, type Event } from './running.ts';
import { eventlessOf, selectionOf, type Slot } from './selection.ts';
import { guardFailure, firstOf, planOf, selectInto } from './selecting.ts';
import { Collector, type Sink } from './sink.ts';
import { controlOf, snapshotOf, type CompiledSnapshot } from './snapshot.ts';

/** Hears of what guards do: nothing. */
const nobody = new Collector();

export class Engine {
  readonly table: ControlTable;
  readonly #machine: Machine;
  readonly #acts: ChartActs;
  readonly #classes: EventClasses;
  readonly #planner: Planner;
  readonly #isOrdered: boolean;
  readonly #iterationsMax: number;
  readonly #copy = copying();
  #beginning: Plan | undefined;
  /** The run that is not in use; a machine whose guards step the same machine needs another one. */
  #idle: Running | undefined;

  /** @param isOrdered whether nodes rest in document order, so that equal snapshots behave equally; else as XState leaves them */
  constructor(machine: Machine, nodes: readonly Node[], acts: ChartActs, isOrdered: boolean) {
    this.#machine = machine;
    this.#acts = acts;
    this.#isOrdered = isOrdered;
    this.#classes = new EventClasses(nodes);
    this.table = new ControlTable(machine, nodes);
    this.#planner = new Planner(machine.root, acts, this.table);
    this.#iterationsMax = machine.options.maxIterations ?? Infinity;
  }

  /** As XState does, gives back what is thrown, in a snapshot whose status is 'error'. */
  start(input: unknown, sink: Sink): CompiledSnapshot {
    const given: unknown = this.#machine.config.context;
    const before = this.#before('active');
    const init = { type: 'xstate.init', input };
    let context: Context = !isCallable(given) && given ? (given as Context) : {}; // XState's type of the context is erased.
    const run = this.#lease(before, context, init, sink);
    sink.handled = true;
    try {
      // Spreading takes whatever the function returns.
      if (isCallable(given)) run.context = context = this.#copy(Object(given({ spawn: refuseChild, input, self })), undefined);
      this.#beginning ??= this.#planner.begin(before);
      this.#microstep(run, this.#beginning);
      this.#settle(run);
      return snapshotOf(this.#atRest(run.control), run.context, run.output, undefined);
    } catch (error) {
      return snapshotOf(this.#before('error'), context, undefined, error);
    } finally {
      this.#idle = run;
    }
  }

  /** @throws whatever the machine's functions throw, and Error if it comes to no rest */
  step(snapshot: CompiledSnapshot, event: Event, sink: Sink): CompiledSnapshot {
    const known = this.#classes.of(event.type);
    const run = this.#lease(this.#controlOf(snapshot), snapshot.context, event, sink);
    run.output = snapshot.output;
    sink.handled = false;
    try {
      if (known.special !== undefined) {
        const ended = this.#special(known, snapshot, run);
        if (ended) return ended;
      } else {
        const plan = this.#select(run, known);
        if (plan) {
          sink.handled = true;
          this.#microstep(run, plan);
        }
      }
      this.#settle(run);
      if (!run.isChanged) return snapshot;
      return snapshotOf(this.#atRest(run.control), run.context, run.output, snapshot.error);
    } finally {
      this.#idle = run;
    }
  }

  /** The transitions that an event would select, as XState's `getTransitionData`. */
  selected(snapshot: CompiledSnapshot, event: Event): readonly Transition[] {
    const run = this.#lease(this.#controlOf(snapshot), snapshot.context, event, nobody);
    try {
      return this.#select(run, this.#classes.of(event.type))?.told ?? [];
    } finally {
      this.#idle = run;
    }
  }

  /** What happens after the event itself: of itself, and by what was raised. */
  #settle(run: Running): void {
    let mayHappen = true;
    let iterations = 0;
    while (run.control.status === 'active') {
      iterations += 1;
      if (iterations > this.#iterationsMax) throw endless(this.#iterationsMax);
      const plan = mayHappen ? this.#selectEventless(run) : undefined;
      if (plan) {
        mayHappen = this.#microstep(run, plan);
        continue;
      }
      const event = run.raised();
      if (event === undefined) return;
      run.event = event;
      const caused = this.#select(run, this.#classes.of(event.type));
      if (caused) this.#microstep(run, caused);
      mayHappen = true;
    }
  }

  /** Returns whether XState would have made another snapshot. */
  #microstep(run: Running, { acts, next, isChange, told }: Plan): boolean {
    const { context, sink } = run;
    for (let i = 0; i < acts.length; i++) acts[i]?.(run);
    if (sink.took) for (const transition of told) sink.took(transition);
    run.control = next;
    const isChanged = isChange || run.context !== context;
    if (isChanged) run.isChanged = true;
    return isChanged;
  }

  #select(run: Running, { number, type }: EventClass): Plan | undefined {
    const { control } = run;
    const selection = (control.selections[number] ??= selectionOf(control, this.#machine.root, type, this.#acts));
    const { branches, slots } = selection;
    let first: Slot | undefined;
    run.foundCount = 0;
    try {
      if (branches.length === 0) first = firstOf(slots, run);
      else selectInto(run, selection);
    } catch (cause) {
      throw guardFailure(run, cause);
    }
    if (first) return (first.plan ??= this.#planner.plan(control, [first.transition], false));
    return planOf(run, this.#planner);
  }

  #selectEventless(run: Running): Plan | undefined {
    const { control } = run;
    const chains = (control.eventless ??= eventlessOf(control, this.#acts));
    run.foundCount = 0;
    for (let i = 0; i < chains.length; i++) {
      const slots = chains[i];
      const slot = slots && firstOf(slots, run);
      if (slot && !run.hasFound(slot)) run.find(slot);
    }
    return planOf(run, this.#planner);
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
        throw new Error("An event cannot have the wildcard type ('*')");
      case 'error':
      case undefined: {
        const plan = this.#select(run, known);
        if (!plan) return stand('error', 'error' in event ? event.error : undefined);
        sink.handled = true;
        this.#microstep(run, plan);
        return undefined;
      }
    }
  }

  #controlOf(snapshot: CompiledSnapshot): Control {
    const control = controlOf(snapshot);
    return control.home === this.table.home ? control : this.table.adopt(control);
  }

  #atRest(control: Control): Control {
    return this.#isOrdered ? (control.rest ?? this.table.atRest(control)) : control;
  }

  #before(status: 'active' | 'error'): Control {
    return this.table.intern({ nodes: [this.#machine.root], history: {}, status });
  }

  #lease(control: Control, context: Context, event: Event, sink: Sink): Running {
    const run = this.#idle ?? new Running({ control, context, event, sink });
    this.#idle = undefined;
    run.begin(control, context, event, sink);
    return run;
  }
}

function endless(iterationsMax: number): Error {
  return new Error(
    `Infinite loop detected: the machine has processed more than ${iterationsMax} microsteps without reaching a stable state. This usually happens when there's a cycle of transitions (e.g., eventless transitions or raised events causing state A -> B -> C -> A).`,
  );
}
