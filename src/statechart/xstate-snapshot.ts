/** Between our snapshots and XState's: for who looks with XState's eyes, or goes on where an XState actor stood. */
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import type { Configuration } from './control.ts';
import { controlOf, type CompiledSnapshot } from './snapshot.ts';

export function xstateSnapshotOf(machine: AnyStateMachine, snapshot: CompiledSnapshot): AnyMachineSnapshot {
  const { status, value, context, output, error } = snapshot;
  const { nodes, history, tags } = controlOf(snapshot);
  // XState makes the snapshot, with its methods; for which state is of no matter, since all of that is put in.
  const made: AnyMachineSnapshot = machine.resolveState({ value: {}, context });
  return Object.assign(made, {
    status,
    value: structuredClone(value),
    output,
    error,
    _nodes: [...nodes],
    historyValue: Object.fromEntries(Object.entries(history).map(([id, them]) => [id, [...them]])),
    tags: new Set(tags),
  });
}

/** @throws Error if it has children */
export function configurationOf({ _nodes, historyValue, status, children }: AnyMachineSnapshot): Configuration {
  const [child] = Object.keys(children);
  if (child !== undefined) throw new Error(`the snapshot has a child '${child}', an actor of XState, which no compiled machine has`);
  return { nodes: _nodes, history: historyValue, status };
}
