/** Traces of real machines, and runs of growing length, through the systems that come with Chartwright. */
import type { Comparison, Extras, Figures, PeerName, Side } from '../comparison.ts';
import { versionOf } from '../sides/javascript.ts';
import { figuresOf, ourSides } from '../sides/ours.ts';
import type { Repetition } from '../traces/child.ts';
import type { BatchCheck, DistributedCheck } from '../traces/shop.ts';
import { worksOf, type Work } from '../traces/work.ts';
import { scaled, type Workshop } from '../workshop.ts';

export function tracesComparisons(workshop: Workshop): readonly Comparison[] {
  const take = (jobs: number): number => scaled(jobs, workshop, 20);
  return worksOf({ folder: workshop.traces, take }).map((work) => comparisonOf(work, workshop.compiled('bench/traces/child')));
}

function comparisonOf(work: Work, file: string): Comparison {
  const argumentFor = (by: Repetition['by']): Repetition => ({ work, by });
  const look = async (): Promise<Extras> => {
    const { extras } = await figuresOf({ file, argument: argumentFor('compiled'), flags: ['--expose-gc'], name: `a look at ${work.name}` });
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
    sides: [...ourSides({ file, argumentFor, ...(work.held ? {} : { look }) }), ...(work.system === 'batch' ? [plain] : [])].map(
      (side) => ({
        ...side,
        run: async () => demandJobs(await side.run(), work, side.peer),
      }),
    ),
  };
}

/** @throws if it did not do as many jobs as there are */
function demandJobs(figures: Figures, { name, jobs }: Work, peer: PeerName): Figures {
  const [results] = figures.check as readonly [BatchCheck | DistributedCheck]; // As traces/child.ts prints it.
  const did = 'jobs' in results ? results.jobs : results.commands;
  if (did !== jobs) throw new Error(`${peer} did ${did} jobs of '${name}'; there are ${jobs}`);
  return figures;
}
