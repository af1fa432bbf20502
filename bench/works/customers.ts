/** Times of customers at a queue, drawn once and for all who are compared: exponential gaps of mean 1/0.9 s and services of mean 1 s. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export const CUSTOMERS = 1_000_000;

/**
 * A file of 64-bit floating-point numbers: arrival and service of each customer in seconds, one behind the other, to the
 * microsecond, so that clocks that count microseconds lose nothing.
 */
export function writeCustomers(file: string, customers: number): void {
  const uniform = uniforms();
  const exponential = (rate: number): number => Math.round((-Math.log(uniform()) / rate) * 1e6) / 1e6;
  const times = new Float64Array(2 * customers);
  let arrivalMicros = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    arrivalMicros += Math.round(exponential(0.9) * 1e6);
    times[2 * customer] = arrivalMicros / 1e6;
    times[2 * customer + 1] = exponential(1);
  }
  mkdirSync(dirname(file), { recursive: true });
  // So that no half of it is ever taken for the whole.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, new Uint8Array(times.buffer));
  renameSync(unfinished, file);
}

/** The same in milliseconds. */
export function readCustomersMs(file: string): Float64Array {
  const { buffer, byteOffset, length } = readFileSync(file);
  return new Float64Array(buffer.slice(byteOffset, byteOffset + length)).map((seconds) => Math.round(seconds * 1e6) / 1e3);
}

/** Mulberry32: the numbers are the same everywhere and always, whatever becomes of the simulator's own. */
function uniforms(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 1) / 2 ** 32;
  };
}
