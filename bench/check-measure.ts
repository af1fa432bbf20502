/** Repetitions of all sizes by all peers, each in a process of its own, and what they come to. */
import type { CheckFigures, Explorer } from './check-peers.ts';
import { AGREEMENT, PEERS, statesOf, type CheckPeer, type CheckWork } from './check-work.ts';
import { spreadOf } from './measure.ts';

export interface CheckRow {
  readonly work: 'two-phase commit';
  readonly peer: CheckPeer;
  readonly managers: number;
  readonly states: number;
  readonly repeats: number;
  /** Wall time of the search alone. */
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  /** Median CPU time of the whole process, its start included; undefined where the system does not say. */
  readonly cpuMedianMs: number | undefined;
  /** By the median wall time. */
  readonly statesPerSecond: number;
  /** By the median CPU time, which other programs on the machine disturb less. */
  readonly statesPerCpuSecond: number | undefined;
  /** Median of what the search took at most; docs/benchmarks.md says how each peer counts it. */
  readonly memoryBytes: number;
  readonly bytesPerState: number;
  /** Median wall time, as a multiple of Chartwright's on the same size. */
  readonly ratioToOurs: number;
}

/** How fast a peer is on the largest size that it was given, beside Chartwright on its own largest. */
export interface Speed {
  readonly peer: CheckPeer;
  readonly managers: number;
  readonly statesPerSecond: number;
  /** States a second of Chartwright, as a multiple of the peer's. */
  readonly oursToIts: number;
}

export interface CheckMeasureOptions {
  readonly works: readonly CheckWork[];
  readonly repeats: number;
  readonly explorers: readonly Explorer[];
  readonly onProgress?: (text: string) => void;
}

/** One repetition of one peer on one size. */
export interface Exploration {
  readonly peer: CheckPeer;
  readonly managers: number;
  readonly figures: CheckFigures;
}

/** Peers take turns, so that what disturbs the machine for a while disturbs all. @throws if one finds another number of states */
export function measureChecks({ works, repeats, explorers, onProgress }: CheckMeasureOptions): readonly CheckRow[] {
  const round = (name: string, { managers, peers }: CheckWork): readonly Exploration[] =>
    explorers
      .filter(({ peer, absent }) => peers.includes(peer) && absent === undefined)
      .map(({ peer, explore }) => {
        onProgress?.(`${name}: ${managers} managers, ${peer}`);
        const exploration = { peer, managers, figures: explore(managers) };
        demandStates(exploration);
        return exploration;
      });
  round('before', AGREEMENT);
  const all = Array.from({ length: repeats }, (_, repeat) => works.flatMap((work) => round(`repeat ${repeat + 1} of ${repeats}`, work)));
  return checkRows(works, all.flat());
}

/** @throws if it did not find as many states as there are */
export function demandStates({ peer, managers, figures: { states } }: Exploration): void {
  if (states !== statesOf(managers))
    throw new Error(`${peer} found ${states} states of two-phase commit with ${managers} managers; there are ${statesOf(managers)}`);
}

/** A row for every size and peer of which there are repetitions. */
export function checkRows(works: readonly CheckWork[], explorations: readonly Exploration[]): readonly CheckRow[] {
  return works.flatMap(({ managers, peers }) => {
    const figuresOf = (wanted: CheckPeer): readonly CheckFigures[] =>
      explorations.filter((it) => it.managers === managers && it.peer === wanted).map(({ figures }) => figures);
    const ours = figuresOf(PEERS[0]);
    return peers.flatMap((peer) => {
      const figures = figuresOf(peer);
      return figures.length > 0 ? [rowOf({ peer, managers, figures, ours })] : [];
    });
  });
}

interface RowParts {
  readonly peer: CheckPeer;
  readonly managers: number;
  /** Of one repetition at least. */
  readonly figures: readonly CheckFigures[];
  readonly ours: readonly CheckFigures[];
}

function rowOf({ peer, managers, figures, ours }: RowParts): CheckRow {
  const states = statesOf(managers);
  const wall = spreadOf(figures.map(({ wallMs }) => wallMs));
  const allCpuMs = figures.flatMap(({ cpuMs }) => cpuMs ?? []);
  const cpuMedianMs = allCpuMs.length > 0 ? spreadOf(allCpuMs).median : undefined;
  const memoryBytes = spreadOf(figures.map((it) => it.memoryBytes)).median;
  return {
    work: 'two-phase commit',
    peer,
    managers,
    states,
    repeats: figures.length,
    medianMs: wall.median,
    minMs: wall.min,
    maxMs: wall.max,
    cpuMedianMs,
    statesPerSecond: (states / wall.median) * 1000,
    statesPerCpuSecond: cpuMedianMs === undefined ? undefined : (states / cpuMedianMs) * 1000,
    memoryBytes,
    bytesPerState: memoryBytes / states,
    ratioToOurs: wall.median / spreadOf(ours.map(({ wallMs }) => wallMs)).median,
  };
}

/** Each peer on its largest size: so that one that cannot do more is not compared with us before V8 has warmed up. */
export function speedsOf(rows: readonly CheckRow[]): readonly Speed[] {
  const largest = PEERS.flatMap((peer) => rows.filter((row) => row.peer === peer).toSorted((a, b) => b.managers - a.managers)[0] ?? []);
  const ours = largest.find(({ peer }) => peer === PEERS[0])?.statesPerSecond ?? Number.NaN;
  return largest.map(({ peer, managers, statesPerSecond }) => ({ peer, managers, statesPerSecond, oursToIts: ours / statesPerSecond }));
}
