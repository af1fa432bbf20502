/** Repetitions of all works by all peers, each in a process of its own, and what they come to. */
import { spawnSync } from 'node:child_process';
import type { Figures, Peer, Repetition } from './child.ts';
import type { Check } from './shop.ts';
import type { Work } from './work.ts';

/** Of several repetitions. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface Row {
  readonly work: string;
  readonly peer: Peer;
  readonly jobs: number;
  readonly repeats: number;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly cpuMedianMs: number;
  readonly cpuMinMs: number;
  readonly cpuMaxMs: number;
  /** Median wall time, as a multiple of Chartwright's on the same work. */
  readonly ratioToOurs: number;
  readonly cpuRatioToOurs: number;
  /** Median of the peaks. */
  readonly peakMemoryBytes: number;
  /** Median of what was there before the run began. */
  readonly startMemoryBytes: number;
  readonly liveHeapBytes: number | undefined;
  readonly events: number;
  /** By the median wall time, as jobsPerSecond. */
  readonly eventsPerSecond: number;
  readonly jobsPerSecond: number;
  readonly check: Check;
}

export interface MeasureOptions {
  readonly works: readonly Work[];
  readonly repeats: number;
  /** The compiled child.ts. */
  readonly child: string;
  readonly onProgress?: (text: string) => void;
}

const PEERS: readonly Peer[] = ['chartwright', 'xstate'];

/** Peers take turns, so that what disturbs the machine for a while disturbs both. @throws if their results differ */
export function measureAll({ works, repeats, child, onProgress }: MeasureOptions): readonly Row[] {
  const figures = new Map<string, Figures[]>();
  const live = new Map<string, Figures>();
  for (let repeat = 0; repeat <= repeats; repeat += 1) {
    for (const work of works) {
      // The last round looks at the heap, and is in no figure of time.
      const looksAtHeap = repeat === repeats;
      const round = PEERS.map((peer) => {
        onProgress?.(`${looksAtHeap ? 'heap' : `repeat ${repeat + 1} of ${repeats}`}: ${work.name}, ${peer}`);
        const result = runChild({
          child,
          argument: { work, peer } satisfies Repetition,
          flags: looksAtHeap ? ['--expose-gc'] : [],
          name: `${peer} on '${work.name}'`,
        }) as Figures; // What child.ts promises to print last.
        const key = `${work.name}/${peer}`;
        if (looksAtHeap) live.set(key, result);
        else figures.set(key, [...(figures.get(key) ?? []), result]);
        return { peer, check: result.check };
      });
      demandEqual(work.name, round);
    }
  }
  return works.flatMap((work) => {
    const [ours = []] = PEERS.map((peer) => figures.get(`${work.name}/${peer}`) ?? []);
    return PEERS.map((peer) => {
      const key = `${work.name}/${peer}`;
      return rowOf({ work, peer, of: figures.get(key) ?? [], ours, live: live.get(key)?.liveHeapBytes });
    });
  });
}

/** @throws if the results of two peers are not the same to the last bit */
export function demandEqual(work: string, results: readonly { readonly peer: Peer; readonly check: Check }[]): void {
  const [first, ...others] = results.map(({ peer, check }) => ({ peer, text: JSON.stringify(check) }));
  for (const { peer, text } of others) {
    if (text !== first?.text)
      throw new Error(`the peers did not do the same work '${work}':\n  ${first?.peer} ${first?.text}\n  ${peer} ${text}`);
  }
}

/** @param values at least one */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = Number.NaN] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return { median: (low + high) / 2, min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}

export interface ChildOptions {
  /** The compiled file. */
  readonly child: string;
  /** Given to it as JSON. */
  readonly argument: object;
  readonly flags?: readonly string[];
  /** What it does, for an error. */
  readonly name: string;
}

/** What a process of its own printed last, which is JSON. @throws if it fails */
export function runChild({ child, argument, flags = [], name }: ChildOptions): unknown {
  const { status, stdout, signal, error } = spawnSync(process.execPath, [...flags, child, JSON.stringify(argument)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${name} failed (${signal ?? `exit code ${status}`})`);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

interface RowParts {
  readonly work: Work;
  readonly peer: Peer;
  readonly of: readonly Figures[];
  readonly ours: readonly Figures[];
  readonly live: number | undefined;
}

function rowOf({ work, peer, of, ours, live }: RowParts): Row {
  const [last] = of;
  if (!last) throw new Error(`there is no repetition of '${work.name}' by ${peer}`);
  const wall = spreadOf(of.map(({ wallMs }) => wallMs));
  const cpu = spreadOf(of.map(({ cpuMs }) => cpuMs));
  const { jobs } = last.check;
  return {
    work: work.name,
    peer,
    jobs,
    repeats: of.length,
    medianMs: wall.median,
    minMs: wall.min,
    maxMs: wall.max,
    cpuMedianMs: cpu.median,
    cpuMinMs: cpu.min,
    cpuMaxMs: cpu.max,
    ratioToOurs: wall.median / spreadOf(ours.map(({ wallMs }) => wallMs)).median,
    cpuRatioToOurs: cpu.median / spreadOf(ours.map(({ cpuMs }) => cpuMs)).median,
    peakMemoryBytes: spreadOf(of.map(({ peakMemoryBytes }) => peakMemoryBytes)).median,
    startMemoryBytes: spreadOf(of.map(({ startMemoryBytes }) => startMemoryBytes)).median,
    liveHeapBytes: live,
    events: last.events,
    eventsPerSecond: (last.events / wall.median) * 1000,
    jobsPerSecond: (jobs / wall.median) * 1000,
    check: last.check,
  };
}
