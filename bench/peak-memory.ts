/** The most that this process ever had in memory, with Node itself. */
import { existsSync, readFileSync } from 'node:fs';

/**
 * The kernel's own mark for this program, where there is one: on Linux the usual figure, maxRSS, is
 * never below what the process that started this one had in memory.
 */
export function peakMemoryBytes(): number {
  const status = existsSync(STATUS) ? readFileSync(STATUS, 'utf8') : '';
  const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kibibytes) * 1024;
}

/** On Linux. */
const STATUS = '/proc/self/status';
