/** Drives a check to its end, with a progress line, within the memory there is, and stops it cleanly at Ctrl-C. */
import { totalmem } from 'node:os';
import type { CheckOptions, CheckProgress, CheckResult } from '../checker/check-options.ts';
import { checking } from '../checker/check.ts';
import { counted, duration, integer } from '../scenarios/format.ts';
import { EXIT } from './exit.ts';
import { ProgressLine } from './progress.ts';

/** Milliseconds between two chances for a signal to come in. */
const YIELD_MS = 50;

export interface Explored {
  readonly result: CheckResult;
  readonly isInterrupted: boolean;
}

export async function explore(options: CheckOptions, { quiet }: { readonly quiet: boolean }): Promise<Explored> {
  const progress = new ProgressLine(process.stderr, !quiet);
  let interrupts = 0;
  const onInterrupt = (): void => {
    interrupts += 1;
    if (interrupts > 1) process.exit(EXIT.interrupted);
  };
  for (const signal of SIGNALS) process.on(signal, onInterrupt);
  const startedMs = performance.now();
  let yieldedMs = startedMs;
  // Stops at the next look at the clock: what was found until then is told as it is.
  const clockMs = (): number => (interrupts > 0 ? Number.POSITIVE_INFINITY : performance.now());
  const limits = { memoryBytesMax: memoryMax(), ...options.limits, secondsMax: options.limits?.secondsMax ?? FOR_EVER_S };
  const steps = checking({ ...options, limits, clockMs, memoryBytes: heldBytes });
  try {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return { result: interrupts > 0 ? interrupted(value, performance.now() - startedMs) : value, isInterrupted: interrupts > 0 };
      const nowMs = performance.now();
      if (nowMs - yieldedMs < YIELD_MS) continue;
      yieldedMs = nowMs;
      progress.update((elapsedMs) => progressText(value, elapsedMs));
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  } finally {
    progress.clear();
    for (const signal of SIGNALS) process.off(signal, onInterrupt);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A year; the clock goes beyond it when the check is interrupted. */
const FOR_EVER_S = 365 * 86_400;

function interrupted(result: CheckResult, wallMs: number): CheckResult {
  return { ...result, reason: 'an interruption', wallMs, statesPerSecond: (result.states / wallMs) * 1000 };
}

/** What the process holds of JavaScript's and of typed arrays. */
function heldBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Typed arrays, of which the states are made, lie outside of the heap and its limit. */
function memoryMax(): number {
  return totalmem() / 2;
}

function progressText({ phase, states, frontier, depth }: CheckProgress, elapsedMs: number): string {
  return [
    phase,
    counted(states, 'state'),
    `${integer(frontier)} to look at`,
    ...(depth > 0 ? [`depth ${depth}`] : []),
    `${integer((states / elapsedMs) * 1000)}/s`,
    `${integer(heldBytes() / 2 ** 20)} MiB`,
    duration(Math.floor(elapsedMs / 1000)),
  ].join(' · ');
}
