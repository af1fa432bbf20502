/** A job of a trace, as much of it as is used here. */
export interface SwfJob {
  /** In the (uncompressed) file, from 1. Unique, which the job's number need not be. */
  readonly line: number;
  /** As the trace says; negative if it is unknown. */
  readonly number: number;
  /** Seconds from the start of the trace, times `timeScale`. */
  readonly submitS: number;
  /** Seconds on the processors; 0 is valid. Not scaled. */
  readonly runS: number;
  /** `12`, or `unknown`. */
  readonly user: string;
  /** What to batch by: `executable 14`, or else `queue 3`, or else `group 2`, or else `unknown`. */
  readonly compiler: string;
  /** Seconds that the user asked for. */
  readonly requestedS: number | null;
  readonly processors: number | null;
}
