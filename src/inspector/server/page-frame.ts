/** What a page says, read with suspicion: whoever has the token can send anything. */
import { z } from 'zod';
import type { PageFrame } from '../protocol/frames.ts';

export type ReadFrame =
  | { readonly frame: PageFrame }
  /** With the id, where the frame has one, so that whoever asked learns of it. */
  | { readonly problem: string; readonly id: number | null };

/** Steps are taken in one go, while nothing else is answered. */
const STEP_EVENTS_MAX = 100_000;

const SPEED_MAX = 1e9;
const NAME_CHARACTERS_MAX = 1000;

/** Levels of objects and arrays within each other; a message has a few. */
const LEVELS_MAX = 32;

const count = z.int().nonnegative();
const name = z.string().min(1).max(NAME_CHARACTERS_MAX);

const frameSchema = z.discriminatedUnion('type', [
  // That of another version may have more members: it is the number that it is turned away for.
  z.object({ type: z.literal('hello'), protocol: z.number() }),
  z.strictObject({ type: z.literal('ack'), frames: count }),
  z.strictObject({ type: z.literal('stretch'), id: count, index: count }),
  z.strictObject({ type: z.literal('find'), id: count, text: z.string().max(NAME_CHARACTERS_MAX) }),
  z.strictObject({ type: z.literal('play'), speed: z.number().positive().max(SPEED_MAX).nullable() }),
  z.strictObject({ type: z.literal('pause') }),
  z.strictObject({ type: z.literal('step'), events: z.int().positive().max(STEP_EVENTS_MAX) }),
  z.strictObject({ type: z.literal('send'), actor: name, event: z.looseObject({ type: name }) }),
]);

export function readPageFrame(text: string): ReadFrame {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'A frame that is no JSON.', id: null };
  }
  const unfit = whyUnfit(value);
  if (unfit !== undefined) return { problem: `A frame with ${unfit}.`, id: null };
  const read = frameSchema.safeParse(value);
  return read.success ? { frame: read.data } : { problem: whatIsWrong(read.error), id: idOf(value) };
}

/** What JSON can say and no message may, wherever it stands. Goes level by level: a text can nest deeper than a stack. */
function whyUnfit(value: unknown): string | undefined {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > LEVELS_MAX) return `more than ${LEVELS_MAX} levels`;
    const next: unknown[] = [];
    for (const it of level) {
      if (typeof it === 'number' && !Number.isFinite(it)) return 'a number that is too large';
      if (typeof it !== 'object' || it === null) continue;
      // Copied with care it is a member like any other, and without, it changes what the copy is.
      if (Object.hasOwn(it, '__proto__')) return "a member '__proto__'";
      for (const member of Object.values(it)) next.push(member);
    }
    level = next;
  }
  return undefined;
}

/** The first thing: the rest may follow from it. A key in it can be as long as the frame. */
function whatIsWrong({ issues: [first] }: z.ZodError): string {
  const place = first?.path.join('.') ?? '';
  return `A frame that is none of version 1${place === '' ? '' : `, at '${place}'`}: ${first?.message ?? ''}`.slice(0, 300);
}

function idOf(value: unknown): number | null {
  const read = z.object({ id: count }).safeParse(value);
  return read.success ? read.data.id : null;
}
