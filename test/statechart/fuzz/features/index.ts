/** Counts in how many machines each feature of charts took effect. */
import type { Play } from '../plays.ts';
import { seenIn, type Feature } from './feature.ts';
import { ofActions } from './of-actions.ts';
import { ofEnds } from './of-ends.ts';
import { ofEvents } from './of-events.ts';
import { ofStates } from './of-states.ts';

export const features: readonly Feature[] = [...ofStates, ...ofEvents, ...ofActions, ...ofEnds];

export class Tally {
  readonly #machines = new Map<Feature, number>();

  /** @param plays of one machine */
  add(plays: readonly Play[]): void {
    const steps = plays.flatMap(seenIn);
    for (const feature of features) if (steps.some(feature.isIn)) this.#machines.set(feature, this.of(feature) + 1);
  }

  /** In how many machines it took effect. */
  of(feature: Feature): number {
    return this.#machines.get(feature) ?? 0;
  }
}
