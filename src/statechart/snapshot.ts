/** Where a compiled machine stands: what people look at, and the control state, which stands for all else. */
import type { StateValue, Status } from './chart.ts';
import { Handle, type Control } from './control.ts';
import type { Context } from './args.ts';

export interface CompiledSnapshot<C = Context> {
  readonly status: Status;
  /** Frozen; snapshots share it. */
  readonly value: StateValue;
  readonly context: C;
  readonly output: unknown;
  readonly error: unknown;
  /** Opaque. A copy of a snapshot keeps it, and may have another context. */
  readonly control: Handle;
}

export function snapshotOf({ status, value, handle }: Control, context: Context, output: unknown, error: unknown): CompiledSnapshot {
  return { status, value, context, output, error, control: handle };
}

/** @throws TypeError if it is the snapshot of something else */
export function controlOf({ control }: CompiledSnapshot): Control {
  if (control instanceof Handle) return control.control;
  throw new TypeError('this is no snapshot of a compiled machine; make one of an XState snapshot with fromXState()');
}
