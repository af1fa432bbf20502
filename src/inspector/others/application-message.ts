/** What the inspector of @statelyai/inspect says about an application: three kinds of messages, of which as little is required as can be. */
import { z } from 'zod';

/** Names of actors and events are for people; a longer one is no name. */
const name = z.string().max(2000);

/** Milliseconds since 1970, as a text. */
const head = { sessionId: name, createdAt: z.union([z.string(), z.number()]).nullish() };

const event = z.looseObject({ type: name });

/** Of a machine, its state is `value`; a promise, a callback and the like have a status alone. */
const snapshot = z.looseObject({
  status: name.nullish(),
  value: z.unknown().optional(),
  context: z.unknown().optional(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
});

const message = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('@xstate.actor'),
    ...head,
    name: name.nullish(),
    parentId: name.nullish(),
    /** The machine's config as JSON; of what is no machine, only an id. */
    definition: z.string().nullish(),
    snapshot: snapshot.nullish(),
  }),
  z.object({ type: z.literal('@xstate.event'), ...head, sourceId: name.nullish(), event }),
  z.object({ type: z.literal('@xstate.snapshot'), ...head, event: event.nullish(), snapshot: snapshot.nullish() }),
]);

export type ApplicationMessage = z.infer<typeof message>;
export type ActorAnnounced = ApplicationMessage & { readonly type: '@xstate.actor' };
export type EventSent = ApplicationMessage & { readonly type: '@xstate.event' };
export type SnapshotTaken = ApplicationMessage & { readonly type: '@xstate.snapshot' };
export type ToldSnapshot = z.infer<typeof snapshot>;
export type ToldEvent = z.infer<typeof event>;

/** Undefined of what is none. */
export function readMessage(text: string): ApplicationMessage | undefined {
  try {
    return message.safeParse(unwrapped(JSON.parse(text))).data;
  } catch {
    return undefined;
  }
}

/** `superjson`, by which some of its adapters write, puts the value beside what JSON cannot say of it. */
function unwrapped(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'json' in value && !('type' in value) ? value.json : value;
}
