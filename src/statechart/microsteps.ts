/**
 * Takes steps by asking, at each turn, which transitions are taken, and carrying out the plan for them: XState's macrostep.
 *
 * The order of everything is XState's: the transitions of the event, then those that are taken of themselves
 * until there are none, then the first event of the internal queue, and so on until all is at rest.
 */
import type { Context, Event } from './args.ts';
import type { ChartActs } from './chart-acts.ts';
import type { Machine, Node } from './chart.ts';
import { ControlTable } from './control-table.ts';
import type { Control } from './control.ts';
import { EventClasses, type EventClass } from './events.ts';
import { Planner, type Plan } from './plan.ts';
import { Running, type Act, type Test } from './running.ts';
import { eventlessOf, selectionOf, type KnownSelection, type Slot } from './selection.ts';
import { firstOf, guardFailure, planOf, selectInto } from './selecting.ts';
import type { Sink } from './sink.ts';
import { controlOf, snapshotOf, type CompiledSnapshot } from './snapshot.ts';
import type { Halfway, Unwritten } from './writing.ts';

export class Microsteps implements Unwritten {
  readonly table: ControlTable;
  readonly classes: EventClasses;
  readonly planner: Planner;
  readonly iterationsMax: number;
  readonly #root: Node;
  readonly #acts: ChartActs;
  readonly #isOrdered: boolean;
  /** The run that is not in use; a machine whose guards step the same machine needs another one. */
  #idle: Running | undefined;

  /** @param isOrdered whether nodes rest in document order, so that equal snapshots behave equally; else as XState leaves them */
  constructor(machine: Machine, nodes: readonly Node[], acts: ChartActs, isOrdered: boolean) {
    this.#root = machine.root;
    this.#acts = acts;
    this.#isOrdered = isOrdered;
    this.classes = new EventClasses(nodes);
    this.table = new ControlTable(machine, nodes);
    this.planner = new Planner(machine.root, acts, this.table);
    this.iterationsMax = machine.options.maxIterations ?? Infinity;
  }

  /** The rest of a step that has come so far. */
  goOn(
    { control, context, isChanged, raised, iterations }: Halfway,
    snapshot: CompiledSnapshot,
    event: Event,
    sink: Sink,
  ): CompiledSnapshot {
    const run = this.lease(control, context, event, sink);
    run.output = snapshot.output;
    run.isChanged = isChanged;
    for (const it of raised) run.raise(it);
    try {
      return this.end(run, snapshot, iterations);
    } finally {
      this.release(run);
    }
  }

  /** A step whose transition has been selected. */
  take(slot: Slot, snapshot: CompiledSnapshot, event: Event, sink: Sink): CompiledSnapshot {
    const control = this.controlOf(snapshot);
    const run = this.lease(control, snapshot.context, event, sink);
    run.output = snapshot.output;
    sink.handled = true;
    try {
      this.microstep(run, this.planOf(slot, control));
      return this.end(run, snapshot);
    } finally {
      this.release(run);
    }
  }

  perform(act: Act, control: Control, context: Context, event: Event, sink: Sink): Running {
    const run = this.lease(control, context, event, sink);
    try {
      act(run);
      return run;
    } finally {
      this.release(run);
    }
  }

  ask(test: Test, control: Control, context: Context, event: Event, sink: Sink): boolean {
    const run = this.lease(control, context, event, sink);
    try {
      return test(run);
    } finally {
      this.release(run);
    }
  }

  /** The rest of a step whose transitions were taken. */
  end(run: Running, snapshot: CompiledSnapshot, iterations = 0): CompiledSnapshot {
    this.settle(run, iterations);
    if (!run.isChanged) return snapshot;
    return snapshotOf(this.atRest(run.control), run.context, run.output, snapshot.error);
  }

  /** What happens after the event itself: of itself, and by what was raised. */
  settle(run: Running, iterationsBefore = 0): void {
    let mayHappen = true;
    let iterations = iterationsBefore;
    while (run.control.status === 'active') {
      iterations += 1;
      if (iterations > this.iterationsMax) throw endless(this.iterationsMax);
      const plan = mayHappen ? this.#selectEventless(run) : undefined;
      if (plan) {
        mayHappen = this.microstep(run, plan);
        continue;
      }
      if (!run.hasRaised) return;
      const event = run.raised();
      run.event = event;
      const caused = this.select(run, this.classes.of(event.type));
      if (caused) this.microstep(run, caused);
      mayHappen = true;
    }
  }

  /** Returns whether XState would have made another snapshot. */
  microstep(run: Running, { acts, next, isChange, told }: Plan): boolean {
    const { context, sink } = run;
    for (let i = 0; i < acts.length; i++) acts[i]?.(run);
    if (sink.took) for (const transition of told) sink.took(transition);
    run.control = next;
    const isChanged = isChange || run.context !== context;
    if (isChanged) run.isChanged = true;
    return isChanged;
  }

  select(run: Running, known: EventClass): Plan | undefined {
    const selection = this.selectionOf(run.control, known);
    const { branches, slots } = selection;
    let first: Slot | undefined;
    run.foundCount = 0;
    try {
      if (branches.length === 0) first = firstOf(slots, run);
      else selectInto(run, selection);
    } catch (cause) {
      throw guardFailure(run.asked, run.event, cause);
    }
    return first ? this.planOf(first, run.control) : planOf(run, this.planner);
  }

  planOf(slot: Slot, control: Control): Plan {
    return (slot.plan ??= this.planner.plan(control, [slot.transition], slot.isEventless));
  }

  selectionOf(control: Control, { number, type }: EventClass): KnownSelection {
    return (control.selections[number] ??= selectionOf(control, this.#root, type, this.#acts));
  }

  eventlessOf(control: Control): readonly (readonly Slot[])[] {
    return (control.eventless ??= eventlessOf(control, this.#acts));
  }

  #selectEventless(run: Running): Plan | undefined {
    const chains = this.eventlessOf(run.control);
    run.foundCount = 0;
    for (let i = 0; i < chains.length; i++) {
      const slots = chains[i];
      const slot = slots && firstOf(slots, run);
      if (slot && !run.hasFound(slot)) run.find(slot);
    }
    return planOf(run, this.planner);
  }

  controlOf(snapshot: CompiledSnapshot): Control {
    const control = controlOf(snapshot);
    return control.home === this.table.home ? control : this.table.adopt(control);
  }

  atRest(control: Control): Control {
    return this.#isOrdered ? (control.rest ?? this.table.atRest(control)) : control;
  }

  lease(control: Control, context: Context, event: Event, sink: Sink): Running {
    const run = this.#idle ?? new Running({ control, context, event, sink });
    this.#idle = undefined;
    run.begin(control, context, event, sink);
    return run;
  }

  release(run: Running): void {
    this.#idle = run;
  }
}

function endless(iterationsMax: number): Error {
  return new Error(
    `Infinite loop detected: the machine has processed more than ${iterationsMax} microsteps without reaching a stable state. This usually happens when there's a cycle of transitions (e.g., eventless transitions or raised events causing state A -> B -> C -> A).`,
  );
}
