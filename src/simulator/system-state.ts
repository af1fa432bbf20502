/** The state of a running system, as properties see it. */
import type { ActorView } from '../actors/system.ts';
import type { ActorState, SystemState } from '../properties/property.ts';

export function stateOf(actors: Iterable<ActorView>): SystemState {
  const kinds = new Map<string, ActorState[]>();
  for (const { id, kind, snapshot } of actors) {
    const ofKind = kinds.get(kind) ?? [];
    ofKind.push({ id, value: snapshot.value, context: snapshot.context });
    kinds.set(kind, ofKind);
  }
  for (const ofKind of kinds.values()) ofKind.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ofKind: (kind) => kinds.get(kind) ?? [] };
}
