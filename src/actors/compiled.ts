/** Steps a machine by its tables. */
import type { AnyStateMachine } from 'xstate';
import { compile } from '../statechart/compile.ts';
import type { Control } from '../statechart/control.ts';
import { controlOf, type CompiledSnapshot } from '../statechart/snapshot.ts';
import { canonical } from './canonical.ts';
import type { EffectSink } from './effect-sink.ts';
import type { Snapshot } from './step.ts';
import type { Stepper } from './stepper.ts';

/** @throws Uncompilable */
export function compiled(machine: AnyStateMachine, sink: EffectSink): Stepper {
  const { engine } = compile(machine, { order: 'document' });
  const keys = new WeakMap<Control, Key>();
  return {
    start: (input) => lively(engine.start(input, sink)),
    step(snapshot, event) {
      const before = asCompiled(snapshot);
      const next = engine.step(before, event, sink);
      // As XState: what follows of itself counts, where the event itself selects nothing.
      if (next !== before || sink.actionCount > 0) sink.handled = true;
      return lively(next);
    },
    keyOf(snapshot) {
      const control = controlOf(asCompiled(snapshot));
      let key = keys.get(control);
      if (!key) keys.set(control, (key = keyOfControl(control)));
      return `${key.before}${canonical(snapshot.context)}${key.after}`;
    },
  };
}

/** The text of all but the context. */
interface Key {
  readonly before: string;
  readonly after: string;
}

function keyOfControl({ status, value, history }: Control): Key {
  const ids = Object.entries(history).map(([id, nodes]) => [id, nodes.map((node) => node.id).sort()] as const);
  return { before: `[${canonical(status)},${canonical(value)},`, after: `,${canonical(Object.fromEntries(ids))}]` };
}

/** The statuses of an actor that is stepped: XState's two others are an error, or come of events that nobody sends. */
function lively(snapshot: CompiledSnapshot): Snapshot {
  if (snapshot.status === 'error') throw snapshot.error;
  return snapshot as Snapshot;
}

function asCompiled(snapshot: Snapshot): CompiledSnapshot {
  return snapshot as CompiledSnapshot; // Each step asks whether it is one, by its control state.
}
