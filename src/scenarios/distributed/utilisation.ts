/** How busy the cores of each machine were. */
import type { StepEvent } from '../../actors/trace.ts';
import { standardDeviation } from 'simple-statistics';
import type { CpuContext } from '../../machines/distributed/cpu.ts';
import { machineOf } from '../../machines/distributed/place.ts';

export interface UtilisationMetrics {
  /** Share of all cores' time in which they computed. */
  readonly mean: number;
  /** Of the machine that was used least, and most. */
  readonly least: number;
  readonly most: number;
  /** Standard deviation over the machines. */
  readonly spread: number;
  readonly byMachine: Readonly<Record<string, number>>;
}

interface Busy {
  readonly cores: number;
  running: number;
  sinceMs: number;
  coreMs: number;
}

export class Utilisation {
  readonly #machines = new Map<string, Busy>();
  readonly #fromMs: number;

  /** @param fromMs the time before which nobody came */
  constructor(fromMs: number) {
    this.#fromMs = fromMs;
  }

  see({ actor, atMs, snapshot }: StepEvent): void {
    const { cores, running } = snapshot.context as unknown as CpuContext; // The processors' own context.
    const busy = this.#machines.get(actor);
    if (!busy) {
      this.#machines.set(actor, { cores, running: running.length, sinceMs: atMs, coreMs: 0 });
      return;
    }
    busy.coreMs += busy.running * (atMs - busy.sinceMs);
    busy.sinceMs = atMs;
    busy.running = running.length;
  }

  metrics(nowMs: number): UtilisationMetrics {
    const all = [...this.#machines].map(([id, { cores, running, sinceMs, coreMs }]) => ({
      machine: machineOf(id),
      cores,
      share: nowMs <= this.#fromMs ? 0 : (coreMs + running * (nowMs - sinceMs)) / (cores * (nowMs - this.#fromMs)),
    }));
    const shares = all.map(({ share }) => share);
    const cores = all.reduce((sum, it) => sum + it.cores, 0);
    const mean = cores === 0 ? 0 : all.reduce((sum, it) => sum + it.share * it.cores, 0) / cores;
    return {
      mean,
      least: shares.length === 0 ? 0 : Math.min(...shares),
      most: shares.length === 0 ? 0 : Math.max(...shares),
      spread: shares.length === 0 ? 0 : standardDeviation(shares),
      byMachine: Object.fromEntries(all.map(({ machine, share }) => [machine, share])),
    };
  }
}
