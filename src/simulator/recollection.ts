/** What the properties of a scenario make of a run: those that one schedule can violate, with what they remember of it. */
import type { Snapshot } from '../actors/step.ts';
import type { TraceEvent } from '../actors/trace.ts';
import type { ActorState, Property, Seen, SystemState, Throughout } from '../properties/property.ts';

export class Recollection {
  readonly #properties: readonly Property[];
  readonly #remembered = new Map<Throughout, unknown>();
  /** Where each actor stood last; kept only if something is to be remembered. */
  readonly #stood = new Map<string, ActorState>();

  constructor(properties: readonly Property[]) {
    this.#properties = properties;
    for (const property of properties) if (property.type === 'throughout') this.#remembered.set(property, property.initial);
  }

  see(event: TraceEvent): void {
    if (this.#remembered.size === 0 || event.type !== 'step') return;
    const { actor, kind, cause, sends, snapshot, final } = event;
    const after = actorState(actor, snapshot);
    // Who was stopped by another may be there again.
    const isNew = cause.type === 'start' || cause.type === 'spawned';
    const before = isNew ? null : (this.#stood.get(actor) ?? null);
    const seen: Seen = { actor, kind, message: 'message' in cause ? cause.message : null, before, after, sends };
    if (final) this.#stood.delete(actor);
    else this.#stood.set(actor, after);
    for (const [property, remembered] of this.#remembered) this.#remembered.set(property, property.next(remembered, seen));
  }

  /** The name of a property that does not hold now. */
  broken(state: SystemState): string | undefined {
    return this.#properties.find(
      (it) => (it.type === 'always' && !it.holds(state)) || (it.type === 'throughout' && !it.holds(this.#remembered.get(it), state)),
    )?.name;
  }
}

function actorState(id: string, { value, context }: Snapshot): ActorState {
  return { id, value, context };
}
