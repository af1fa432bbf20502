/** The machine that the figures come from. */
import { cpus, totalmem } from 'node:os';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly node: string;
}

export function thisMachine(): Machine {
  const processors = cpus();
  return { cpu: processors[0]?.model ?? 'unknown', cores: processors.length, memoryBytes: totalmem(), node: process.version };
}

export function machineText({ cpu, cores, memoryBytes, node }: Machine): string {
  return `${cpu}, ${cores} cores, ${Math.round(memoryBytes / 2 ** 30)} GiB, Node ${node}`;
}
