/** Between our snapshots and XState's: for who looks with XState's eyes, or goes on where an XState actor stood. */
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import type { Configuration } from './control.ts';
import type { CompiledSnapshot } from './snapshot.ts';

/** @param control of the snapshot, with this machine's own nodes */
export function xstateSnapshotOf(
  machine: AnyStateMachine,
  { status, value, context, output, error }: CompiledSnapshot,
  { nodes, history, tags }: Configuration & { readonly tags: ReadonlySet<string> },
): AnyMachineSnapshot {
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

/** @throws TypeError if it is no snapshot as an actor has it, Error if it has children */
export function configurationOf(snapshot: AnyMachineSnapshot): Configuration {
  const { _nodes, historyValue, status, children } = snapshot;
  if (!Array.isArray(_nodes)) {
    throw new TypeError(
      'this is no snapshot of an actor; XState makes one of what was persisted: fromXState(createActor(machine, { snapshot: persisted }).getSnapshot())',
    );
  }
  const [child] = Object.keys(children);
  if (child !== undefined) throw new Error(`the snapshot has a child '${child}', an actor of XState, which no compiled machine has`);
  return { nodes: _nodes, history: historyValue, status };
}
