const factor = Number(process.env['CHARTWRIGHT_SOAK'] ?? '1');

/**
 * How many cases a property test tries: a few in `npm test`, the same each time, so that a change is judged by what it changed;
 * a hundred times as many in `npm run soak`, others each time.
 */
export function runs(atLeast: number): { readonly numRuns: number; readonly seed?: number } {
  return factor === 1 ? { numRuns: atLeast, seed: 1 } : { numRuns: Math.ceil(atLeast * factor) };
}

/** Milliseconds that a property test may take, for so many in `npm test`. */
export function timeout(ms: number): number {
  return ms * factor;
}
