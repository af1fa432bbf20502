/**
 * Compiles a machine of XState into tables, which step it many times faster, to the same results.
 *
 * What a chart says about states and transitions is worked out once for each control state that is come to,
 * and looked up from then on. What is left of a step is calls of the machine's own functions.
 */
import type { AnyMachineSnapshot, AnyStateMachine, ContextFrom, EventFromLogic, InputFrom } from 'xstate';
import { ChartActs } from './chart-acts.ts';
import { nodesOf } from './chart.ts';
import { Engine } from './engine.ts';
import { Collector, type ActionTaken } from './sink.ts';
import { controlOf, snapshotOf, type CompiledSnapshot } from './snapshot.ts';
import { Uncompilable, type Obstacle } from './uncompilable.ts';
import { configurationOf, xstateSnapshotOf } from './xstate-snapshot.ts';

export interface CompileOptions {
  /**
   * How the regions of a parallel state lie in a state at rest: as XState leaves them, with those that were entered last at the
   * end; or in the order of the chart, so that two equal snapshots always behave equally. It decides which region acts first.
   */
  readonly order?: 'xstate' | 'document';
  /**
   * How often an event is taken in a state before a function is written for that, of JavaScript's own text: 100 times, unless given;
   * with Infinity, or where a page forbids such functions, never. It comes to the same, only some times more slowly.
   */
  readonly writeAfter?: number;
}

export interface Stepped<C = Readonly<Record<string, unknown>>> {
  readonly snapshot: CompiledSnapshot<C>;
  /** In order, in XState's words. Nothing of it was carried out. */
  readonly actions: readonly ActionTaken[];
}

export interface CompiledMachine<M extends AnyStateMachine = AnyStateMachine> {
  readonly machine: M;
  /** For who steps it in bulk, and takes the actions as they come. */
  readonly engine: Engine;
  /** As XState's `initialTransition`. What a function throws is in the snapshot, whose status is then 'error'. */
  initial(input?: InputFrom<M>): Stepped<ContextFrom<M>>;
  /** As XState's `transition`. @throws what a function of the machine throws */
  step(snapshot: CompiledSnapshot<ContextFrom<M>>, event: EventFromLogic<M>): Stepped<ContextFrom<M>>;
  /** As a snapshot's `can` in XState: whether the event would do anything. */
  can(snapshot: CompiledSnapshot<ContextFrom<M>>, event: EventFromLogic<M>): boolean;
  /** As a snapshot's `hasTag` in XState. */
  hasTag(snapshot: CompiledSnapshot<ContextFrom<M>>, tag: string): boolean;
  /** The snapshot that XState would have here. */
  toXState(snapshot: CompiledSnapshot<ContextFrom<M>>): AnyMachineSnapshot;
  /** @throws Error if it has children, or is of another machine */
  fromXState(snapshot: AnyMachineSnapshot): CompiledSnapshot<ContextFrom<M>>;
}

/** @throws Uncompilable if the machine has anything that acts on XState's own actors */
export function compile<M extends AnyStateMachine>(machine: M, options: CompileOptions = {}): CompiledMachine<M> {
  const { order = 'xstate', writeAfter = 500 } = options;
  const nodes = nodesOf(machine);
  const acts = new ChartActs(machine, nodes);
  const obstacles = [...acts.obstacles, ...sameIds(nodes)];
  if (obstacles.length > 0) throw new Uncompilable(machine.id, obstacles);
  const engine = new Engine(machine, nodes, acts, { isOrdered: order === 'document', writeAfter });
  const told = (take: (collector: Collector) => CompiledSnapshot): Stepped<ContextFrom<M>> => {
    const collector = new Collector();
    return { snapshot: typed<M>(take(collector)), actions: collector.actions };
  };
  return {
    machine,
    engine,
    initial: (input) => told((collector) => engine.start(input, collector)),
    step: (snapshot, event) => told((collector) => engine.step(erased<M>(snapshot), event, collector)),
    can: (snapshot, event) =>
      engine.selected(erased<M>(snapshot), event).some(({ target, actions }) => target !== undefined || actions.length > 0),
    hasTag: (snapshot, tag) => controlOf(erased<M>(snapshot)).tags.has(tag),
    toXState: (snapshot) => xstateSnapshotOf(machine, erased<M>(snapshot)),
    fromXState: (snapshot) => {
      const { context, output, error } = snapshot;
      return typed<M>(snapshotOf(engine.table.adopt(configurationOf(snapshot)), context, output, error));
    },
  };
}

// The two casts below are the boundary between the types of a machine and the engine, which steps any.
function typed<M extends AnyStateMachine>(snapshot: CompiledSnapshot): CompiledSnapshot<ContextFrom<M>> {
  return snapshot as unknown as CompiledSnapshot<ContextFrom<M>>;
}

function erased<M extends AnyStateMachine>(snapshot: CompiledSnapshot<ContextFrom<M>>): CompiledSnapshot {
  return snapshot as unknown as CompiledSnapshot;
}

/** XState finds only the last of several states by their id, and gives two of them the same place in the order. */
function sameIds(nodes: ReturnType<typeof nodesOf>): readonly Obstacle[] {
  const seen = new Set<string>();
  return nodes.flatMap(({ id, path }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ path, feature: `another state has its id '${id}' too`, remedy: 'Give each state an id of its own, or none.' }];
  });
}
