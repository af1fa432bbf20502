/** The same experiment at several points: one estimate of everything measured for each of them. */
import { paramsOf, type Settings } from '../scenarios/parameters.ts';

import { replicate, type Estimate, type ReplicateOptions } from './replicate.ts';

/** What is set at a point, after the preset and what all points have in common. */
export interface Point {
  readonly settings: Settings;
}

export interface SweepOptions<P extends Point, Name extends string> extends Omit<ReplicateOptions<Name>, 'params'> {
  readonly preset?: string;
  /** What all points have in common. */
  readonly settings?: Settings;
  readonly points: readonly P[];
}

export interface SweptPoint<P extends Point, Name extends string> {
  readonly point: P;
  readonly estimates: Readonly<Record<Name, Estimate>>;
}

/**
 * Runs the points in order, all on the same seeds: two of them that differ in a policy alone meet
 * the same arrivals and demands (common random numbers), so that differenceInterval applies.
 *
 * @throws if a parameter is wrong, or as replicate does
 */
export function sweep<const P extends Point, const Name extends string>(options: SweepOptions<P, Name>): readonly SweptPoint<P, Name>[] {
  const { scenario, preset, settings = {}, points } = options;
  return points.map((point) => {
    const params = paramsOf(scenario, preset, { ...settings, ...point.settings });
    return { point, estimates: replicate({ ...options, params }) };
  });
}
