/** Drives a check to its end, with a progress line, within the memory there is, and stops it cleanly at Ctrl-C. */
import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import type { CheckOptions, CheckProgress, CheckResult } from '../checker/check-options.ts';
import { checking } from '../checker/check.ts';
import { counted, duration, integer } from '../scenarios/format.ts';
import { EXIT } from './exit.ts';
import { ProgressLine } from './progress.ts';

/** Milliseconds between two chances for a signal to come in. */
const YIELD_MS = 50;

/** Of the heap of JavaScript: beyond it, little but collecting garbage would be done, and then the process would die. */
const HEAP_SHARE_MAX = 0.9;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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
  const memory = new Memory(() => interrupts > 0);
  const limits = { memoryBytesMax: memoryMax(), ...options.limits };
  const steps = checking({ ...options, limits, clockMs: () => performance.now(), memoryBytes: () => memory.bytes() });
  let yieldedMs = performance.now();
  try {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return { result: memory.corrected(value), isInterrupted: interrupts > 0 };
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

/**
 * What the process holds. To end a search that nothing else would end, it says that there is no end of it: then what was found until
 * then is told as after any other limit.
 */
class Memory {
  readonly #isInterrupted: () => boolean;
  readonly #stoodBytes = heldBytes().bytes;
  readonly #heapMax = getHeapStatistics().heap_size_limit * HEAP_SHARE_MAX;
  #peakBytes = this.#stoodBytes;
  #stop: string | undefined;

  constructor(isInterrupted: () => boolean) {
    this.#isInterrupted = isInterrupted;
  }

  bytes(): number {
    const { bytes, heap } = heldBytes();
    this.#peakBytes = Math.max(this.#peakBytes, bytes);
    if (this.#isInterrupted()) this.#stop ??= 'an interruption';
    else if (heap > this.#heapMax)
      this.#stop ??= `${integer(this.#heapMax / 2 ** 20)} MiB in the heap of JavaScript (NODE_OPTIONS=--max-old-space-size=8000 makes it larger)`;
    return this.#stop === undefined ? bytes : Number.POSITIVE_INFINITY;
  }

  /** With the memory that there was, and the reason that there is. */
  corrected(result: CheckResult): CheckResult {
    if (this.#stop === undefined) return result;
    const peakMemoryBytes = this.#peakBytes - this.#stoodBytes;
    return {
      ...result,
      // What had its end before the search was stopped has no reason to be incomplete.
      ...(result.reason === undefined ? {} : { reason: this.#stop }),
      peakMemoryBytes,
      bytesPerState: peakMemoryBytes / Math.max(1, result.states),
    };
  }
}

/** Of JavaScript, and of typed arrays, which lie outside of its heap. */
function heldBytes(): { readonly bytes: number; readonly heap: number } {
  // As process.memoryUsage(), which reads a file besides for what is resident: some thousand times in a check.
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return { bytes: heap + external, heap };
}

/** Half of what the machine has, or of what the process may have of it. */
function memoryMax(): number {
  const allowed = process.constrainedMemory();
  return Math.min(totalmem(), allowed !== undefined && allowed > 0 ? allowed : Number.POSITIVE_INFINITY) / 2;
}

function progressText({ phase, states, frontier, depth }: CheckProgress, elapsedMs: number): string {
  return [
    phase === 'exploring' ? counted(states, 'state') : `${phase} in ${counted(states, 'state')}`,
    ...(frontier > 0 ? [`${integer(frontier)} to look at`] : []),
    ...(depth > 0 ? [`depth ${depth}`] : []),
    `${integer((states / elapsedMs) * 1000)}/s`,
    `${integer(heldBytes().bytes / 2 ** 20)} MiB`,
    duration(Math.floor(elapsedMs / 1000)),
  ].join(' · ');
}
