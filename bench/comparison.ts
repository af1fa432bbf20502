/** One piece of work, and all who do it. */

/** In the order in which they are shown; the first is what the others are compared with. */
export const PEERS = [
  'chartwright',
  'chartwright --engine xstate',
  'xstate',
  'plain-js',
  'simpy',
  'simgrid',
  'simjs',
  'spin',
  'xstate-graph',
] as const;

export type PeerName = (typeof PEERS)[number];

export interface Comparison {
  /** As rows name it: the work of the command line, and which part of it. */
  readonly work: string;
  readonly description: string;
  /** How much there is of it, such as a million customers. */
  readonly amount: number;
  readonly unit: string;
  readonly sides: readonly Side[];
  /** What follows from the time of a repetition and its amount, and has a name of its own in this work. */
  readonly derive?: (medianMs: number) => Extras;
}

/** A peer, in one of its ways to do the work. */
export interface Side {
  readonly peer: PeerName;
  /** Where a peer has several ways. */
  readonly mode?: string;
  /** Why it cannot be run here. */
  readonly absent?: string;
  readonly version?: string;
  /** One repetition, in a process of its own. @throws if it fails, or the benchmark is interrupted */
  readonly run: () => Promise<Figures>;
  /** What is looked at once, in repetitions of their own, since to look takes time; it is told the median of the peaks before. */
  readonly look?: (peakMemoryBytes: number) => Promise<Extras>;
}

/** Figures beside those that all have, by name; of several repetitions, the medians. */
export type Extras = Readonly<Record<string, number>>;

/** Of one repetition. */
export interface Figures {
  /** Of the work alone. */
  readonly wallMs: number;
  /** On all threads; undefined where the system does not say. */
  readonly cpuMs: number | undefined;
  /** The most that the process ever had in memory; docs/benchmarks.md names the work that counts otherwise. */
  readonly peakMemoryBytes: number;
  /** Results, which must be the same for all who do this work. */
  readonly check: unknown;
  readonly extras?: Extras;
}
