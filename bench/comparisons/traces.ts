/** Traces of real machines, and runs of growing length, through the systems that come with Chartwright. */
import type { Comparison, Extras, Side } from '../comparison.ts';
import { versionOf } from '../sides/javascript.ts';
import { figuresOf, ourSides } from '../sides/ours.ts';
import type { Repetition } from '../traces/child.ts';
import { worksOf, type Work } from '../traces/work.ts';
import { scaled, type Workshop } from '../workshop.ts';

export function tracesComparisons(workshop: Workshop): readonly Comparison[] {
  const take = (jobs: number): number => scaled(jobs, workshop, 20);
  return worksOf({ folder: workshop.traces, take }).map((work) => comparisonOf(work, workshop.compiled('traces/child')));
}

function comparisonOf(work: Work, file: string): Comparison {
  const argumentFor = (by: Repetition['by']): Repetition => ({ work, by });
  const look = (): Extras => {
    const { extras } = figuresOf({ file, argument: argumentFor('compiled'), flags: ['--expose-gc'], name: `a look at ${work.name}` });
    return { liveHeapBytes: extras?.['liveHeapBytes'] ?? Number.NaN };
  };
  const plain: Side = {
    peer: 'xstate',
    version: versionOf('xstate') ?? '',
    run: () => figuresOf({ file, argument: argumentFor('plain actors'), flags: [], name: `xstate, ${work.name}` }),
  };
  return {
    work: `traces, ${work.name}`,
    description: work.description,
    amount: work.jobs,
    unit: 'jobs',
    sides: [...ourSides({ file, argumentFor, ...(work.held ? {} : { look }) }), ...(work.system === 'batch' ? [plain] : [])],
  };
}
