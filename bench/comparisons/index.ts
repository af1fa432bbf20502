/** The works of the benchmark, by name. */
import type { Comparison } from '../comparison.ts';
import type { Workshop } from '../workshop.ts';
import { actorsComparisons } from './actors.ts';
import { checkComparisons } from './check.ts';
import { growthComparisons } from './growth.ts';
import { queueComparisons } from './queue.ts';
import { ringComparisons } from './ring.ts';
import { stepComparisons } from './step.ts';
import { tracesComparisons } from './traces.ts';

export const WORKS = {
  queue: queueComparisons,
  ring: ringComparisons,
  step: stepComparisons,
  actors: actorsComparisons,
  traces: tracesComparisons,
  check: checkComparisons,
  growth: growthComparisons,
} as const satisfies Readonly<Record<string, (workshop: Workshop) => readonly Comparison[]>>;

export type WorkName = keyof typeof WORKS;

export function isWorkName(name: string): name is WorkName {
  return Object.hasOwn(WORKS, name);
}
