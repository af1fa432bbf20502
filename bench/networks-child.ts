/**
 * One repetition, in a process of its own, so that its peak memory is its own. The argument is a JSON
 * `NetworkWork`; the last line on standard output is a JSON `NetworkFigures`.
 *
 * Timed are the runs, from building a network to its end. Starting the process and loading modules come
 * before, and so does a small network that is not measured: while V8 compiles, events cost several times
 * as much, and runs of different length would not compare.
 */
import { runNetworks, type NetworkCounts } from './networks-run.ts';
import type { NetworkWork } from './networks-work.ts';
import { peakMemoryBytes } from './peak-memory.ts';

export interface NetworkFigures extends NetworkCounts {
  readonly wallMs: number;
  /** On all threads: the collector and the compiler of V8 work beside the main one. */
  readonly cpuMs: number;
  /** The most that the process ever had in memory, with Node itself. */
  readonly peakMemoryBytes: number;
  /** What it had when the runs began. */
  readonly startMemoryBytes: number;
}

const WARM_UP = { machines: 10, commandsPerMachine: 100, networks: 1 } as const;

function measure(work: NetworkWork): NetworkFigures {
  runNetworks({ ...work, ...WARM_UP });
  const startMemoryBytes = process.memoryUsage.rss();
  const startedCpu = process.cpuUsage();
  const started = process.hrtime.bigint();
  const counts = runNetworks(work);
  const wallMs = Number(process.hrtime.bigint() - started) / 1e6;
  const { user, system } = process.cpuUsage(startedCpu);
  return { ...counts, wallMs, cpuMs: (user + system) / 1000, peakMemoryBytes: peakMemoryBytes(), startMemoryBytes };
}

// The benchmark wrote it, in the process that started this one.
const work = JSON.parse(process.argv[2] ?? '') as NetworkWork;
console.log(JSON.stringify(measure(work)));
