/** Names, sizes, latencies and bandwidths, as they stand in a network file. */
import { sizeOf } from '../workloads/session-amounts.ts';
import { Wrong } from '../workloads/session-words.ts';
import type { Complaint } from '../reference.ts';

/** Why a value is none of those that are taken. */
export class Unfit {
  readonly what: Pick<Complaint, 'expected' | 'hint'>;

  constructor(expected: string, hint?: string) {
    this.what = hint === undefined ? { expected } : { expected, hint };
  }
}

/** Reads a value of one kind; it is given undefined for a list or a mapping. */
export type Kind<Value> = (scalar: unknown) => Value | Unfit;

/** A machine or a site. Longer names would fill the memory when many machines have them. */
export const nameOf: Kind<string> = (scalar) => {
  if (typeof scalar === 'string' && NAME.test(scalar)) return scalar;
  const near = typeof scalar === 'string' ? scalar.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_') : '';
  return new Unfit(
    'a name of at most 64 letters in lower case, digits and _, with a letter first',
    NAME.test(near) ? `Did you mean ${near}?` : undefined,
  );
};

export function countFrom(least: number): Kind<number> {
  return (scalar) => (Number.isSafeInteger(scalar) && Number(scalar) >= least ? Number(scalar) : new Unfit(`a whole number from ${least}`));
}

export const speedOf: Kind<number> = (scalar) =>
  Number.isFinite(scalar) && Number(scalar) > 0 ? Number(scalar) : new Unfit('a number above 0, which is 1 for a usual core');

/** Bytes: a whole number of them. */
export const bytesOf: Kind<number> = (scalar) => {
  if (typeof scalar !== 'string' && typeof scalar !== 'number') return new Unfit('a size, as 4GB, 200MB or 512kB');
  // Session scripts have no blank within a size, for there it would end the word; here it does no harm.
  const size = sizeOf({ text: String(scalar).replace(/^([\d.]+) +(?=[a-z])/i, '$1'), index: 0 });
  return size instanceof Wrong ? new Unfit(size.what.expected, size.what.hint) : size;
};

/** Seconds. */
export const latencyOf: Kind<number> = (scalar) => {
  const { digits, unit } = partsOf(scalar);
  const power = LATENCY.get(unit);
  // The power as part of the text, since a product of floating-point numbers need not be the nearest one.
  const seconds = typeof scalar === 'number' ? scalar : Number(`${digits}e${power}`);
  if (seconds >= 0 && seconds <= LARGEST_S) return seconds;
  const micro = ['µs', 'μs'].includes(unit) ? 'Did you mean us?' : 'The units are us, ms and s.';
  return new Unfit('a latency, as 50us, 0.2ms or 1s', power === undefined ? micro : undefined);
};

/** Bytes a second; null: bytes take no time. */
export const bandwidthOf: Kind<number | null> = (scalar) => {
  if (scalar === 'unlimited') return null;
  const { digits, unit } = partsOf(scalar);
  const { power, perByte } = BANDWIDTH.get(unit) ?? { power: NaN, perByte: 1 };
  const bytesPerS = Number(`${digits}e${power}`) / perByte;
  if (bytesPerS >= 1 && bytesPerS <= LARGEST_BYTES_PER_S) return bytesPerS;
  const isUnitWrong = typeof scalar === 'number' || (digits !== '' && !BANDWIDTH.has(unit));
  return new Unfit('a bandwidth from 1B/s, as 10MB/s, 100Mbit/s or unlimited', isUnitWrong ? UNITS_OF_BANDWIDTH : undefined);
};

const NAME = /^[a-z][a-z0-9_]{0,63}$/;

/** Thirty years: what exceeds it is a slip of the fingers. */
const LARGEST_S = 1e9;
const LARGEST_BYTES_PER_S = 1e15;

/** Powers of ten; a number without a unit is one of seconds. */
const LATENCY: ReadonlyMap<string, number> = new Map([
  ['us', -6],
  ['ms', -3],
  ['s', 0],
  ['', 0],
]);

const BANDWIDTH: ReadonlyMap<string, { readonly power: number; readonly perByte: number }> = new Map([
  ['B/s', { power: 0, perByte: 1 }],
  ['kB/s', { power: 3, perByte: 1 }],
  ['MB/s', { power: 6, perByte: 1 }],
  ['GB/s', { power: 9, perByte: 1 }],
  ['kbit/s', { power: 3, perByte: 8 }],
  ['Mbit/s', { power: 6, perByte: 8 }],
  ['Gbit/s', { power: 9, perByte: 8 }],
]);

const UNITS_OF_BANDWIDTH = 'The units are B/s, kB/s, MB/s and GB/s for bytes; kbit/s, Mbit/s and Gbit/s for bits.';

/** A number with what stands behind it; no digits if it is none. */
function partsOf(scalar: unknown): { readonly digits: string; readonly unit: string } {
  const [, digits = '', unit = ''] = (typeof scalar === 'string' && /^(\d+(?:\.\d+)?) *([^\d\s.]*)$/.exec(scalar)) || [];
  return { digits, unit };
}
