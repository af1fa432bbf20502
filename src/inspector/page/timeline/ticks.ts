/** Marks of the time axis: at round times, no closer than their labels need. */
import { timeLabel } from '../model/labels.ts';
import type { TimeRange } from './range.ts';

export interface Tick {
  readonly atMs: number;
  readonly label: string;
}

const S = 1000;
const MINUTE = 60 * S;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Round lengths of a second and more. */
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * S),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
];

/** @param mostTicks that have room beside each other */
export function ticksOf({ fromMs, toMs }: TimeRange, mostTicks: number): readonly Tick[] {
  const stepMs = roundStepMs((toMs - fromMs) / Math.max(mostTicks, 1));
  const ticks: Tick[] = [];
  const last = Math.floor(toMs / stepMs);
  // Counted rather than added up, so that no error adds up either.
  for (let k = Math.max(0, Math.ceil(fromMs / stepMs)); k <= last; k += 1)
    ticks.push({ atMs: k * stepMs, label: tickLabel(k * stepMs, stepMs) });
  return ticks;
}

/** The shortest round length that is at least this one. */
function roundStepMs(leastMs: number): number {
  // A microsecond is as much as labels tell apart.
  if (leastMs <= S) return Math.min(Math.max(decimal(leastMs), 0.001), S);
  return STEPS_MS.find((stepMs) => stepMs >= leastMs) ?? decimal(leastMs / DAY) * DAY;
}

/** 1, 2 or 5 times a power of ten. */
function decimal(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((n) => n * power).find((step) => step >= least * (1 - 1e-9)) ?? 10 * power;
}

function tickLabel(atMs: number, stepMs: number): string {
  if (stepMs >= DAY) return `day ${Math.round(atMs / DAY)}`;
  if (stepMs >= S) return timeLabel(atMs, false);
  if (stepMs >= 1) return timeLabel(atMs);
  const wholeMs = Math.floor(atMs + 1e-6);
  return `${timeLabel(wholeMs)} ${String(Math.round((atMs - wholeMs) * 1000)).padStart(3, '0')}`;
}
