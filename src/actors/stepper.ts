/** What a behaviour asks of the engine that steps its machine. There are two: tables, and XState's interpreter. */
import type { Message } from '../machines/effects.ts';
import type { Snapshot } from './step.ts';

/** `compiled` into tables, or `xstate`: its interpreter, tens of times slower. Both come to the same. */
export type EngineName = 'compiled' | 'xstate';

/** Tells the sink that it was made with of all that a step does, and whether the event was handled. Throws whatever the machine throws. */
export interface Stepper {
  start(input: unknown): Snapshot;
  step(snapshot: Snapshot, event: Message): Snapshot;
  /** The same for two snapshots exactly if nothing that is done with them can differ. */
  keyOf(snapshot: Snapshot): string;
}
