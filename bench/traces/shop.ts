/** A system that can be run a piece at a time, whoever drives its machines. */
export interface Shop {
  /** Goes on for some events; false once nothing is left to happen. */
  advance(): boolean;
  /** Of what kind is each peer's own affair; docs/benchmarks.md says what is counted. */
  readonly events: number;
  /** The results, which must be the same for all peers. */
  check(): BatchCheck | DistributedCheck;
}

/** Seconds of simulated time, but for the first. */
export interface BatchCheck {
  readonly jobs: number;
  readonly makespanS: number;
  readonly meanWaitS: number;
  readonly maxWaitS: number;
}

export interface DistributedCheck {
  readonly commands: number;
  readonly done: number;
  readonly meanResponseS: number;
  /** Simulated time at the end. */
  readonly endS: number;
  /** Of the trace. */
  readonly hash: string;
}

/** Events between two looks of whoever measures. */
export const EVENTS_AT_ONCE = 10_000;
