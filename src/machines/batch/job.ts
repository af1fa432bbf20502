/** What becomes of a job that got into memory: how long it holds the processor, and how it ends. */
import type { Deck, Outcome } from './protocol.ts';

/** What the clock can show. A job made to fit its limit exactly may miss it by the rounding of a sum, which is far less. */
const RESOLUTION_S = 1e-6;

/**
 * Seconds that a job may compile and execute. The limit of its $JOB card counts both; a compiler
 * that finds an error, or is stopped by the limit, leaves nothing to execute.
 */
export function allowedS({ limitS, demand }: Deck): { compilingS: number; executingS: number; stopsAtCompiling: boolean } {
  const limit = limitS ?? Number.POSITIVE_INFINITY;
  const compilingS = Math.min(demand.compileS, limit);
  const stopsAtCompiling = demand.compileS > limit || demand.ends === 'compile error';
  return { compilingS, executingS: stopsAtCompiling ? 0 : Math.min(demand.runS, limit - compilingS), stopsAtCompiling };
}

export function outcomeOf(deck: Deck): Outcome {
  const { limitS, demand } = deck;
  const limit = limitS ?? Number.POSITIVE_INFINITY;
  if (demand.compileS > limit) return 'time limit exceeded';
  if (demand.ends === 'compile error') return 'compile error';
  if (demand.compileS + demand.runS > limit + RESOLUTION_S) return 'time limit exceeded';
  return demand.ends === 'abnormally' ? 'abnormal end' : 'finished';
}
