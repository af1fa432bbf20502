/** Where everybody stands at the end of a path. */
import type { Path } from '../checker/path.ts';
import { regionPath, regionsOf } from './regions.ts';

export interface Standing {
  readonly actor: string;
  /** As text. */
  readonly state: string;
}

/** Those that are there at the end, in order of their ids. */
export function standing({ start, steps }: Path): readonly Standing[] {
  const there = new Map<string, string>();
  for (const { event } of [...start, ...steps.flatMap(({ events }) => events)]) {
    if (event.type !== 'step') continue;
    for (const id of event.stops) there.delete(id);
    if (event.final) there.delete(event.actor);
    else there.set(event.actor, regionsOf(event.state).map(regionPath).join(', '));
  }
  return [...there].map(([actor, state]) => ({ actor, state })).sort((a, b) => (a.actor < b.actor ? -1 : 1));
}
