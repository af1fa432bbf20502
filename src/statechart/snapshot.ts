/** Where a compiled machine stands: what people look at, and the control state, which stands for all else. */
import type { StateValue, Status } from './chart.ts';
import { Handle, type Control } from './control.ts';
import { hasMember } from './erased.ts';
import type { Context } from './args.ts';

export interface CompiledSnapshot<C = Context, Output = unknown> {
  readonly status: Status;
  /** Frozen; snapshots share it. */
  readonly value: StateValue;
  readonly context: C;
  /** Of a machine that is done. */
  readonly output: Output | undefined;
  readonly error: unknown;
  /** Opaque. A copy of a snapshot keeps it, and may have another context. */
  readonly control: Handle;
}

export function snapshotOf({ status, value, handle }: Control, context: Context, output: unknown, error: unknown): CompiledSnapshot {
  return { status, value, context, output, error, control: handle };
}

/** @throws TypeError if it is the snapshot of something else */
export function controlOf(snapshot: CompiledSnapshot): Control {
  if (snapshot.control instanceof Handle) return snapshot.control.control;
  throw new TypeError(
    hasMember(snapshot, 'historyValue')
      ? 'this is a snapshot of XState, not of a compiled machine; make one of it with fromXState()'
      : 'this is no snapshot of a compiled machine; of what was stored as JSON, XState makes one: fromXState(createActor(machine, { snapshot: stored }).getSnapshot())',
  );
}
