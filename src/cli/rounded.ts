/** Figures to the microsecond, which is as exact as the clock is: sums in floating point carry noise behind that. */
export function rounded<T>(figures: T): T {
  return JSON.parse(
    JSON.stringify(figures, (_, value: unknown) => (typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value)),
  ) as T; // The same, but for its numbers.
}
