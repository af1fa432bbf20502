/** A search through all states: what it found, held and took, as figures. */
import { childrenCpuMs } from '../children-cpu.ts';
import type { Figures } from '../comparison.ts';

export interface Exploration {
  readonly states: number;
  /** Of the search alone. */
  readonly wallMs: number;
  /** For the search, at most. */
  readonly memoryBytes: number;
}

/** CPU time is that of the whole process, its start included. */
export async function explored(explore: () => Promise<Exploration>): Promise<Figures> {
  const before = childrenCpuMs();
  const { states, wallMs, memoryBytes } = await explore();
  const after = childrenCpuMs();
  return {
    wallMs,
    cpuMs: before === undefined || after === undefined ? undefined : after - before,
    peakMemoryBytes: memoryBytes,
    check: [states],
    extras: { bytesPerState: memoryBytes / states },
  };
}
