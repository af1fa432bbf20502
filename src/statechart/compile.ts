/**
 * Compiles a machine of XState into tables, which step it many times faster, to the same results.
 *
 * What a chart says about states and transitions is worked out once for each control state that is come to,
 * and looked up from then on. What is left of a step is calls of the machine's own functions.
 */
import { matchesState, type AnyStateMachine } from 'xstate';
import { ChartActs } from './chart-acts.ts';
import { nodesOf } from './chart.ts';
import type { CompiledMachine, Stepped } from './compiled-machine.ts';
import { Engine } from './engine.ts';
import { mistakenNames } from './names.ts';
import { checkMachine } from './of-xstate.ts';
import { Collector } from './sink.ts';
import { snapshotOf, type CompiledSnapshot } from './snapshot.ts';
import { Uncompilable } from './uncompilable.ts';
import { configurationOf, xstateSnapshotOf } from './xstate-snapshot.ts';

export interface CompileOptions {
  /**
   * How the regions of a parallel state lie in a state at rest: as XState leaves them, with those that were entered last at the
   * end; or in the order of the chart, so that two equal snapshots always behave equally. It decides which region acts first.
   */
  readonly order?: 'xstate' | 'document';
  /**
   * How often an event is taken in a state before a function is written for that, of JavaScript's own text: 500 times, unless given;
   * with Infinity, or where a page forbids such functions, never. It comes to the same, only some times more slowly.
   */
  readonly writeAfter?: number;
}

/**
 * @throws Uncompilable if the machine has anything that acts on XState's own actors
 * @throws TypeError if it is no machine of XState, or one that another version has made otherwise
 */
export function compile<M extends AnyStateMachine>(machine: M, options: CompileOptions = {}): CompiledMachine<M> {
  const { order = 'xstate', writeAfter = 500 } = options;
  checkMachine(machine);
  const nodes = nodesOf(machine);
  const acts = new ChartActs(machine, nodes);
  const obstacles = [...acts.obstacles, ...mistakenNames(machine, nodes)];
  if (obstacles.length > 0) throw new Uncompilable(machine.id, obstacles);
  const engine = new Engine(machine, nodes, acts, { isOrdered: order === 'document', writeAfter });
  const told = (take: (collector: Collector) => CompiledSnapshot): Stepped => {
    const collector = new Collector();
    return { snapshot: take(collector), actions: collector.actions };
  };
  const compiled: CompiledMachine = {
    machine,
    engine,
    initial: (input) => told((collector) => engine.start(input, collector)),
    step: (snapshot, event) => told((collector) => engine.step(snapshot, event, collector)),
    can: (snapshot, event) => engine.selected(snapshot, event).some(({ target, actions }) => target !== undefined || actions.length > 0),
    hasTag: (snapshot, tag) => engine.controlOf(snapshot).tags.has(tag),
    matches: (snapshot, value) => matchesState(value, snapshot.value),
    toXState: (snapshot) => xstateSnapshotOf(machine, snapshot, engine.controlOf(snapshot)),
    fromXState: (snapshot) => {
      const { context, output, error } = snapshot;
      return snapshotOf(engine.table.adopt(configurationOf(snapshot)), context, output, error);
    },
  };
  // The boundary between the types of a machine and the engine, which steps any.
  return compiled as unknown as CompiledMachine<M>;
}
