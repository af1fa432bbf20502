/** Steps a machine by XState's own interpreter, given an actor scope that collects the actions instead of executing them. */
import type { AnyActorScope, AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { refuseChild } from '../statechart/args.ts';
import { inDocumentOrder, type Node, type Transition } from '../statechart/chart.ts';
import { refuseWildcard } from '../statechart/events.ts';
import { stateValueOf } from '../statechart/state-value.ts';
import { canonical } from './canonical.ts';
import type { EffectSink } from './effect-sink.ts';
import type { Snapshot } from './step.ts';
import type { Stepper } from './stepper.ts';

export function interpreted(machine: AnyStateMachine, sink: EffectSink): Stepper {
  const scope = collectingScope(sink);

  function checked(snapshot: AnyMachineSnapshot): AnyMachineSnapshot {
    if (snapshot.status === 'error') throw snapshot.error;
    if (Object.keys(snapshot.children).length > 0) refuseChild();
    return inOrder(snapshot, machine.root);
  }

  return {
    start(input) {
      const snapshot = checked(machine.getInitialSnapshot(scope, input));
      sink.handled = true;
      return asSnapshot(snapshot);
    },
    step(snapshot, event) {
      // XState's own build for production takes such an event.
      if (event.type === '*') refuseWildcard();
      const before = asMachineSnapshot(snapshot);
      const next = checked(machine.transition(before, event, scope));
      // XState gives back the same snapshot when nothing matched, and also when a transition only emits.
      sink.handled = next !== before || sink.actionCount > 0 || machine.getTransitionData(before, event).length > 0;
      return asSnapshot(next);
    },
    keyOf,
  };
}

/**
 * A snapshot with its nodes, and what shows them, in document order. XState leaves them in an order that depends on the history,
 * and transitions are tried in that order: two equal snapshots could behave differently.
 */
function inOrder(snapshot: AnyMachineSnapshot, root: Node): AnyMachineSnapshot {
  for (const nodes of Object.values(snapshot.historyValue)) nodes.sort((a, b) => a.order - b.order);
  const { _nodes: nodes } = snapshot;
  if (nodes.every((node, at) => (nodes[at - 1]?.order ?? -1) < node.order)) return snapshot;
  const ordered = inDocumentOrder(nodes);
  // Only this file has the snapshot yet.
  return Object.assign(snapshot, { _nodes: ordered, value: stateValueOf(root, ordered) });
}

/** The children that XState would keep are refused at each step; what is left besides is its status, its data and its history. */
function keyOf(snapshot: Snapshot): string {
  const { status, value, context, historyValue } = asMachineSnapshot(snapshot);
  const history = Object.entries(historyValue).map(([id, nodes]) => [id, nodes.map((node) => node.id).sort()] as const);
  return canonical([status, value, context, Object.fromEntries(history)]);
}

/** An action that XState resolved, and did not execute. */
interface CollectedAction {
  readonly type: string;
  readonly params: unknown;
}

/** As much of the parameters of XState's own actions as is read here. */
interface Params {
  readonly event?: unknown;
  readonly id?: unknown;
  readonly delay?: unknown;
  readonly sendId?: unknown;
}

function tell(sink: EffectSink, { type, params }: CollectedAction): void {
  // The types of XState's collected actions are erased.
  const { event, id, delay, sendId } = (params ?? {}) as Params;
  switch (type) {
    case 'xstate.emit':
      return sink.emitted(event);
    case 'xstate.raise':
      return sink.raised(event, id, delay);
    case 'xstate.cancel':
      return sink.cancelled(sendId);
    default:
      return sink.called(type);
  }
}

/** An actor scope that does nothing but collect. XState wants the other members to be there. */
function collectingScope(sink: EffectSink): AnyActorScope {
  const nothing = (): void => {};
  const { took } = sink;
  // What XState tells its inspectors: each microstep, with the transitions that made it.
  const inspect = ({ _transitions = [] }: { readonly _transitions?: readonly Transition[] }): void => {
    for (const transition of _transitions) took?.(transition);
  };
  const scheduler = { schedule: nothing, cancel: nothing };
  const system = { _sendInspectionEvent: took ? inspect : nothing, _bookId: refuseChild, scheduler, get: nothing };
  const self = { id: '', sessionId: '', send: nothing, getSnapshot: nothing, system };
  const scope = {
    self,
    id: '',
    sessionId: '',
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    system,
    actionExecutor: (action: CollectedAction) => tell(sink, action),
  };
  // XState's type asks for a whole actor and system; transition() touches only what stands here.
  return scope as unknown as AnyActorScope;
}

// The two casts below are the boundary to XState, whose erased types say `any`.
function asSnapshot(snapshot: AnyMachineSnapshot): Snapshot {
  return snapshot as unknown as Snapshot;
}

function asMachineSnapshot(snapshot: Snapshot): AnyMachineSnapshot {
  return snapshot as unknown as AnyMachineSnapshot;
}
