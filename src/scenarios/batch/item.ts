/** An item of work as a trace holds it: what a replay takes from a file must be what a run could have written. */
import { z } from 'zod';
import type { Deck, UserId } from '../../machines/batch/protocol.ts';
import type { BatchWork } from './work.ts';

const seconds = z.number().nonnegative();
const user = z.custom<UserId>((value) => typeof value === 'string' && /^user-[^-]+$/.test(value));

const version = {
  programmer: z.string(),
  account: z.string(),
  compiler: z.string(),
  cards: z.int().nonnegative(),
  estimateS: seconds.nullable(),
  limitS: seconds.nullable(),
  unreadable: z.string().nullable(),
  demand: z.strictObject({
    compileS: seconds,
    runS: seconds,
    words: z.int().nonnegative(),
    lines: z.int().nonnegative(),
    ends: z.enum(['normally', 'compile error', 'abnormally']),
  }),
};

const deck: z.ZodType<Deck> = z.strictObject({ id: z.string(), owner: user, ...version });

export const batchItem: z.ZodType<BatchWork> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('program'),
    user,
    program: z.strictObject({ id: z.string(), versions: z.array(z.strictObject(version)).nonempty() }),
  }),
  z.strictObject({ type: z.literal('deck'), atS: seconds, deck }),
]);
