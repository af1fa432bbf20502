/** The memory of a machine, and who has it: admission in order of arrival. */
import type { Known, Order, ProcessId } from './protocol.ts';

export interface Hosting {
  /** Processes that have their memory. */
  readonly hosted: readonly Hosted[];
  /** Orders that wait for memory; the first goes first, and nobody overtakes it. */
  readonly waiting: readonly Order[];
  /** Memory that the processes have. */
  readonly usedBytes: number;
}

export interface Hosted {
  readonly process: ProcessId;
  readonly memoryBytes: number;
}

export interface Hardware {
  readonly machine: string;
  readonly cores: number;
  /** 1 is the speed in which the work of programs is stated. */
  readonly speed: number;
  readonly memoryBytes: number;
}

export const NOBODY: Hosting = { hosted: [], waiting: [], usedBytes: 0 };

/** Memory that an order asks for; what the system does itself needs none to speak of. */
export function needBytes({ command: { does } }: Pick<Order, 'command'>): number {
  return does.type === 'run' ? does.memoryBytes : 0;
}

export function isKnown({ hosted, waiting }: Hosting, process: ProcessId): boolean {
  return hosted.some((it) => it.process === process) || waiting.some((it) => it.process === process);
}

/** Takes an order in: at once if there is room and nobody waits. */
export function taken(
  hosting: Hosting,
  order: Order,
  memoryBytes: number,
): { readonly hosting: Hosting; readonly admitted: readonly Order[] } {
  return admitted({ ...hosting, waiting: [...hosting.waiting, order] }, memoryBytes);
}

/** Gives memory back, and to those who wait for it. */
export function freed(
  hosting: Hosting,
  process: ProcessId,
  memoryBytes: number,
): { readonly hosting: Hosting; readonly admitted: readonly Order[] } {
  const gone = hosting.hosted.find((it) => it.process === process);
  if (!gone) return { hosting, admitted: [] };
  const hosted = hosting.hosted.filter((it) => it !== gone);
  return admitted({ ...hosting, hosted, usedBytes: hosting.usedBytes - gone.memoryBytes }, memoryBytes);
}

/** How a machine stands, as it tells others. */
export function standing(hosting: Hosting, hardware: Hardware, cached: readonly string[]): Known {
  const { machine, memoryBytes } = hardware;
  const asked = hosting.waiting.reduce((sum, order) => sum + needBytes(order), hosting.usedBytes);
  return { machine, load: loadOf(hosting, hardware), freeBytes: memoryBytes - asked, cached, age: 0 };
}

/** Processes for each core of speed 1, those that wait for memory among them. */
export function loadOf({ hosted, waiting }: Hosting, { cores, speed }: Pick<Hardware, 'cores' | 'speed'>): number {
  return (hosted.length + waiting.length) / (cores * speed);
}

function admitted(hosting: Hosting, memoryBytes: number): { readonly hosting: Hosting; readonly admitted: readonly Order[] } {
  let { usedBytes } = hosting;
  let count = 0;
  for (const order of hosting.waiting) {
    if (usedBytes + needBytes(order) > memoryBytes) break;
    usedBytes += needBytes(order);
    count += 1;
  }
  if (count === 0) return { hosting, admitted: [] };
  const now = hosting.waiting.slice(0, count);
  const hosted = [...hosting.hosted, ...now.map((order) => ({ process: order.process, memoryBytes: needBytes(order) }))];
  return { hosting: { hosted, waiting: hosting.waiting.slice(count), usedBytes }, admitted: now };
}
