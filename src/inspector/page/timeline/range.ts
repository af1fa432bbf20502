/** The stretch of simulated time that is in view, and how one moves it. */

export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Closer than this, times of 64 bits have no more to show in a run of days. */
const SPAN_MIN_MS = 0.01;

/** Room after the last event, as a share of the run, so that its end is seen as an end. */
const MARGIN = 0.02;

/** All of a run. */
export function fitted(run: TimeRange): TimeRange {
  const spanMs = Math.max(run.toMs - run.fromMs, 1);
  return { fromMs: run.fromMs, toMs: run.fromMs + spanMs * (1 + MARGIN) };
}

/** @param factor of the length in view: below 1, closer @param aroundMs stays where it is */
export function zoomed(range: TimeRange, factor: number, aroundMs: number, run: TimeRange): TimeRange {
  const widestMs = fitted(run).toMs - run.fromMs;
  const spanMs = range.toMs - range.fromMs;
  const nextMs = Math.min(Math.max(spanMs * factor, SPAN_MIN_MS), Math.max(widestMs, SPAN_MIN_MS));
  const fromMs = aroundMs - ((aroundMs - range.fromMs) * nextMs) / spanMs;
  return kept({ fromMs, toMs: fromMs + nextMs }, run);
}

export function panned(range: TimeRange, byMs: number, run: TimeRange): TimeRange {
  return kept({ fromMs: range.fromMs + byMs, toMs: range.toMs + byMs }, run);
}

/** A range with room around it, to look at one thing. */
export function around(range: TimeRange, run: TimeRange): TimeRange {
  const spanMs = Math.max(range.toMs - range.fromMs, SPAN_MIN_MS);
  return kept({ fromMs: range.fromMs - spanMs * 0.15, toMs: range.fromMs + spanMs * 1.15 }, run);
}

/** Moved no further than needed for a time to be in it, with some room beside it. */
export function showing(range: TimeRange, atMs: number): TimeRange {
  const spanMs = range.toMs - range.fromMs;
  const roomMs = spanMs * 0.05;
  if (atMs < range.fromMs) return { fromMs: atMs - roomMs, toMs: atMs - roomMs + spanMs };
  if (atMs > range.toMs) return { fromMs: atMs + roomMs - spanMs, toMs: atMs + roomMs };
  return range;
}

/** Moved along for the end of the run, as it grows, to stay in it. */
export function ending(range: TimeRange, endMs: number): TimeRange {
  const spanMs = range.toMs - range.fromMs;
  const toMs = Math.max(range.toMs, endMs + spanMs * 0.05);
  return { fromMs: toMs - spanMs, toMs };
}

/** There is always some of the run in view: at most half of what is seen lies beyond either end of it. */
function kept(range: TimeRange, run: TimeRange): TimeRange {
  const spanMs = range.toMs - range.fromMs;
  const firstMs = run.fromMs - spanMs / 2;
  const lastMs = Math.max(run.toMs - spanMs / 2, firstMs);
  const fromMs = Math.min(Math.max(range.fromMs, firstMs), lastMs);
  return { fromMs, toMs: fromMs + spanMs };
}
