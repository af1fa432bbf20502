/** Looks for paths on which what should happen never does. */
import type { Eventually, LeadsTo } from '../properties/property.ts';
import type { Explored } from './breadth-first.ts';
import type { CheckProgress, PropertyResult } from './check-options.ts';
import type { Space } from './space.ts';

export interface LivenessOptions {
  readonly property: Eventually | LeadsTo;
  readonly space: Space;
  readonly explored: Explored;
  readonly placeOf: (id: string) => string | null;
}

export function* liveness({ property }: LivenessOptions): Generator<CheckProgress, PropertyResult> {
  yield { phase: 'looking for cycles', states: 0, frontier: 0, depth: 0 };
  return { name: property.name, type: property.type, verdict: 'incomplete' };
}
