/** How many cases a property test tries: a few in `npm test`, a hundred times as many in `npm run soak`. */
const factor = Number(process.env['CHARTWRIGHT_SOAK'] ?? '1');

export function runs(atLeast: number): { readonly numRuns: number } {
  return { numRuns: Math.ceil(atLeast * factor) };
}

/** Milliseconds that a property test may take, for so many in `npm test`. */
export function timeout(ms: number): number {
  return ms * factor;
}
