/** The works that were asked for, one after another: what fails, or is stopped, takes nothing from what was measured before. */
import type { Interrupted } from './children.ts';
import type { Comparison, PeerName } from './comparison.ts';
import { WORKS, type WorkName } from './comparisons/index.ts';
import { measureAll, messageOf, type Measurement } from './measure.ts';
import type { Measured } from './report.ts';
import type { Workshop } from './workshop.ts';

export interface WorksOptions {
  readonly works: readonly WorkName[];
  readonly workshop: Workshop;
  readonly repeats: number;
  readonly onProgress: (text: string) => void;
  /** Told of each as soon as it is measured. */
  readonly onWork: (measured: Measured) => void;
}

export interface WorksMeasured {
  readonly all: readonly Measured[];
  readonly interrupted?: Interrupted;
}

/** Once somebody has stopped the benchmark, no other work is begun. */
export async function measureWorks({ works, workshop, repeats, onProgress, onWork }: WorksOptions): Promise<WorksMeasured> {
  const all: Measured[] = [];
  for (const [index, work] of works.entries()) {
    const comparisons: Comparison[] = [];
    const { rows, failed, interrupted } = await orFailure(work, () => {
      comparisons.push(...WORKS[work](workshop).map((comparison) => among(comparison, workshop.peers)));
      for (const peer of withoutPart(comparisons, workshop.peers)) onProgress(`${peer} takes no part in ${work}`);
      return measureAll({ comparisons, repeats, onProgress });
    });
    const measured = { work, comparisons, rows, failed };
    all.push(measured);
    onWork(measured);
    if (interrupted) {
      const others = works.slice(index + 1);
      return { all: [...all, ...others.map((other) => notBegun(other, interrupted))], interrupted };
    }
  }
  return { all };
}

async function orFailure(work: WorkName, measure: () => Promise<Measurement>): Promise<Measurement> {
  try {
    return await measure();
  } catch (cause) {
    return { rows: [], failed: [{ work, why: messageOf(cause) }] };
  }
}

function notBegun(work: WorkName, { message }: Interrupted): Measured {
  return { work, comparisons: [], rows: [], failed: [{ work, why: `${message}, before it began` }] };
}

/** Chartwright is always there: all are compared with it. */
function among(comparison: Comparison, peers: ReadonlySet<PeerName> | undefined): Comparison {
  if (!peers) return comparison;
  return { ...comparison, sides: comparison.sides.filter(({ peer }) => peer === 'chartwright' || peers.has(peer)) };
}

/** Those who were asked for and have no side. */
function withoutPart(comparisons: readonly Comparison[], peers: ReadonlySet<PeerName> | undefined): readonly PeerName[] {
  const taking = new Set(comparisons.flatMap(({ sides }) => sides).map(({ peer }) => peer));
  return [...(peers ?? [])].filter((peer) => !taking.has(peer));
}
