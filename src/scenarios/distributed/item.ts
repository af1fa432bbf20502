/** An item of work as a trace holds it: what a replay takes from a file must be what a run could have written. */
import { z } from 'zod';
import type { Command, TerminalId, Work, Writing } from '../../machines/distributed/protocol.ts';
import type { DistributedWork } from './work.ts';

const seconds = z.number().nonnegative();
const bytes = z.int().nonnegative();
const name = z.string().regex(/^[a-z][a-z0-9_]*$/);
const path = z.string().regex(/^[a-z][a-z0-9_]*\/[^/]+$/);
const terminal = z.custom<TerminalId>((value) => typeof value === 'string' && /^terminal-[a-z0-9_]+\.[a-z0-9_]+\.\d+$/.test(value));
const file: z.ZodType<Writing> = z.strictObject({ path, sizeBytes: bytes });

const work: z.ZodType<Work> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run'),
    program: z.string(),
    cpuS: seconds,
    memoryBytes: bytes,
    reads: z.array(path),
    writes: z.array(file),
  }),
  z.strictObject({ type: z.literal('put'), write: file }),
  z.strictObject({ type: z.literal('cat'), path }),
  z.strictObject({ type: z.literal('ls'), owner: name }),
  z.strictObject({ type: z.enum(['ps', 'where']) }),
]);

const command: z.ZodType<Command> = z.strictObject({
  id: z.string(),
  user: name,
  line: z.string(),
  terminal,
  isBackground: z.boolean(),
  does: work,
});

const typed = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('login') }),
  z.strictObject({ type: z.literal('logout') }),
  z.strictObject({ type: z.literal('command'), command }),
]);

export const distributedItem: z.ZodType<DistributedWork> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('volume'), owner: name, machine: name }),
  z.strictObject({ type: z.literal('file'), file }),
  z.strictObject({ type: z.literal('line'), line: z.strictObject({ atS: seconds, user: name, terminal, typed }) }),
]);
