/** A program of the benchmark, in a process of its own: what it prepares, what of it is timed, and what it prints. */
import { peakMemoryBytes } from '../peak-memory.ts';
import type { ActorSystem } from '../../src/actors/system.ts';
import type { Figures } from '../comparison.ts';

export interface Program {
  /** The work, and nothing else: what is read or made up for it has been. */
  run(): void;
  /** Results, once it is done, by which all who do this work are known to have done the same. */
  check(): readonly unknown[];
  /** Other figures of the run. */
  extras?(): Readonly<Record<string, number>>;
}

/** CPU time is that of all threads: the collector and the compiler of V8 work beside the main one. */
export function timed(program: Program): Figures {
  const startedCpu = process.cpuUsage();
  const started = process.hrtime.bigint();
  program.run();
  const wallMs = Number(process.hrtime.bigint() - started) / 1e6;
  const { user, system } = process.cpuUsage(startedCpu);
  return {
    wallMs,
    cpuMs: (user + system) / 1000,
    peakMemoryBytes: peakMemoryBytes(),
    check: program.check(),
    ...(program.extras ? { extras: program.extras() } : {}),
  };
}

/** Of how many systems, one after another, the warm-up is: V8 takes what the first does for all that ever happens, and compiles anew at the second. */
const WARM_UPS = 5;

/** @param events in all */
export function warmUpBy(events: number, act: (events: number) => void): void {
  if (events > 0) for (let system = 0; system < WARM_UPS; system += 1) act(Math.ceil(events / WARM_UPS));
}

/** What is held after a collection, where Node allows to ask for one. */
export function heldBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Of an actor that lives. @throws if there is none */
export function contextOf<Context>(system: ActorSystem, actor: string): Context {
  for (const { id, snapshot } of system.actors()) if (id === actor) return snapshot.context as unknown as Context; // Whoever asks knows its chart.
  throw new Error(`there is no actor '${actor}'`);
}
