/** How far apart the steps of a path are, at least and at most, each with its reason. */
import type { Difference } from './differences.ts';
import type { Span } from './support.ts';

/** In microseconds, between two steps; without a reason, they only come in this order. */
export interface Rule extends Difference {
  readonly because?: string;
}

export class Rules {
  readonly all: Rule[] = [];

  /** So many steps, one after another, after the start. */
  constructor(steps: number) {
    for (let at = 1; at <= steps; at += 1) this.all.push({ from: at - 1, to: at, least: 0 });
  }

  /** What two steps are apart, in words that take how far. */
  apart(from: number, to: number, { leastUs, mostUs }: Span, because: (how: string) => string): void {
    const isExact = leastUs === mostUs;
    if (leastUs > 0) this.all.push({ from, to, least: leastUs, because: because(isExact ? after(leastUs) : `at least ${after(leastUs)}`) });
    this.notAfter(from, to, mostUs, (how) => because(isExact ? after(mostUs) : how));
  }

  /** That one step is no later than so long after another. */
  notAfter(from: number, to: number, mostUs: number, because: (how: string) => string): void {
    if (mostUs === Number.POSITIVE_INFINITY) return;
    this.all.push({ from: to, to: from, least: -mostUs, because: because(mostUs === 0 ? after(0) : `at most ${after(mostUs)}`) });
  }
}

export function stepName(step: number): string {
  return step === 0 ? 'the start' : `step ${step}`;
}

function after(us: number): string {
  return us === 0 ? 'at the time of' : `${us / 1e6} s after`;
}
