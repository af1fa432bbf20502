/** How figures are laid on axes: round steps in each unit, from zero, with words as elsewhere in the page. */
import type { Unit } from '../../../scenarios/overview.ts';
import { amountLabel } from '../model/labels.ts';

/** Steps of time that people count in, in seconds: from a millisecond to many days. */
export const TIME_STEPS_S: readonly number[] = [
  ...[0.001, 0.01, 0.1].flatMap((step) => [step, 2 * step, 5 * step]),
  1,
  2,
  5,
  10,
  15,
  30,
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60),
  ...[1, 2, 4, 6, 12].map((hours) => hours * 3600),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((days) => days * 86_400),
];

/** Steps on an axis of that unit; undefined: 1, 2 and 5 and their tenfolds do. */
export function stepsOf(unit: Unit): readonly number[] | undefined {
  switch (unit) {
    case 'seconds':
      return TIME_STEPS_S;
    case 'milliseconds':
      return TIME_STEPS_S.map((seconds) => seconds * 1000);
    case 'count':
      return Array.from({ length: 12 }, (_, power) => [1, 2, 5].map((it) => it * 10 ** power)).flat();
    case 'bytes':
    case 'words':
    case 'share':
      return undefined;
  }
}

/** From zero, as amounts are compared by their heights; a share up to the whole. */
export function rangeOf(unit: Unit, low: number | null, high: number | null): [number, number] {
  const most = high ?? 0;
  const least = Math.min(0, low ?? 0);
  if (unit === 'share') return [least, Math.max(1, most)];
  return [least, most <= 0 ? 1 : most * 1.06];
}

/** The place of the last time at or before one; null: there is none. */
export function indexAt(atS: readonly number[], seconds: number): number | null {
  let low = 0;
  let high = atS.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((atS[middle] ?? 0) <= seconds) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : low - 1;
}

/** To the second below an hour: figures are compared. */
export function amountText(value: number, unit: Unit): string {
  const seconds = Math.round(unit === 'milliseconds' ? value / 1000 : value);
  if ((unit !== 'seconds' && unit !== 'milliseconds') || seconds < 60 || seconds >= 3600) return amountLabel(value, unit);
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** There is little room: what the words are is said by the title. */
export function axisText(value: number, unit: Unit): string {
  return value === 0 ? '0' : amountText(value, unit === 'words' ? 'count' : unit);
}
