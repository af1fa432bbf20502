/** What the programs of the benchmark print last, read and looked at: a peer's mistake is told with the peer's name. */
import { z } from 'zod';
import type { Figures } from './comparison.ts';
import type { Exploration } from './sides/exploration.ts';

const timeMs = z.number().nonnegative();

const FIGURES = z.object({
  wallMs: timeMs,
  cpuMs: timeMs.optional(),
  peakMemoryBytes: z.number().positive(),
  check: z.array(z.unknown()).min(1),
  extras: z.record(z.string(), z.number()).default({}),
});

/** @throws if it is something else */
export function figuresFrom(printed: unknown, name: string): Figures {
  const { cpuMs, ...figures } = read(FIGURES, printed, name);
  return { ...figures, cpuMs };
}

const EXPLORATION = z.object({ states: z.int().positive(), wallMs: timeMs, memoryBytes: z.number().positive() });

/** @throws if it is something else */
export function explorationFrom(printed: unknown, name: string): Exploration {
  return read(EXPLORATION, printed, name);
}

/** What `chartwright check --json` promises. */
const CHECKED = z.object({ states: z.int().positive(), wallMs: timeMs, peakMemoryBytes: z.number().positive() });

/** @throws if it is something else */
export function checkedFrom(printed: unknown, name: string): Exploration {
  const { states, wallMs, peakMemoryBytes } = read(CHECKED, printed, name);
  return { states, wallMs, memoryBytes: peakMemoryBytes };
}

function read<Schema extends z.ZodType>(schema: Schema, printed: unknown, name: string): z.output<Schema> {
  const { success, data, error } = schema.safeParse(printed);
  if (!success) throw new Error(`${name} did not print what it should:\n${z.prettifyError(error)}`);
  return data;
}
