/**
 * What every program of a peer prints last, as JSON: the time of the work alone, the most memory that the process ever had, and
 * results by which it is known to have done the same as the others.
 */
import { existsSync, readFileSync } from 'node:fs';

/**
 * @param run the work
 * @param check its results, once it is done
 */
export function report(run, check) {
  const startedCpu = process.cpuUsage();
  const started = process.hrtime.bigint();
  run();
  const wallMs = Number(process.hrtime.bigint() - started) / 1e6;
  const { user, system } = process.cpuUsage(startedCpu);
  console.log(JSON.stringify({ wallMs, cpuMs: (user + system) / 1000, peakMemoryBytes: peakMemoryBytes(), check: check() }));
}

/** What the program was asked to do: its argument is JSON. */
export const asked = JSON.parse(process.argv[2]);

/** Arrival and service of each customer, in seconds, one behind the other. */
export function readCustomers(file) {
  const { buffer, byteOffset, length } = readFileSync(file);
  return new Float64Array(buffer.slice(byteOffset, byteOffset + length));
}

export function rounded(value, digits) {
  return Number(value.toFixed(digits));
}

/** The kernel's own mark for this program, where there is one. */
function peakMemoryBytes() {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS) * 1024;
}
