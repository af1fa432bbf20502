/**
 * What there is to know of a stretch of events beyond the columns: the events whole, and how contexts change. With where all actors
 * stood before the first of them, the exact state after each follows.
 */
import { patched, patchesBetween, type Patch } from './patch.ts';

/** Events in one stretch; the last one of a run that goes on may have fewer. */
export const STRETCH_EVENTS = 1024;

export interface Stretch {
  /** Its number: it begins with event `index * STRETCH_EVENTS`. */
  readonly index: number;
  /** Where the actors stood before its first event, by id, in order of their start. */
  readonly before: Readonly<Record<string, Standing>>;
  readonly events: readonly Detail[];
}

export interface Standing {
  readonly kind: string;
  /** The state value. */
  readonly state: unknown;
  readonly context: Readonly<Record<string, unknown>>;
}

export interface Detail {
  /** The event, as a line of a trace file has it. */
  readonly event: Readonly<Record<string, unknown>>;
  /** Of an actor that starts: its context. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Of one that was there: what changed in its context. */
  readonly changes?: readonly Patch[];
  /** Numbers of the transitions that fired, in order, those that follow of themselves included; see chart.ts. */
  readonly fired?: readonly number[];
  /** Why nobody can tell the state after it: the machine does not do now what was recorded. */
  readonly problem?: string;
}

type WithContext = Pick<Standing, 'context'>;

/** What a detail says of a context. @param before undefined of an actor that starts: it is told whole */
export function contextChange(before: WithContext | undefined, after: WithContext): Pick<Detail, 'context' | 'changes'> {
  if (!before) return { context: after.context };
  const changes = patchesBetween(before.context, after.context);
  return changes.length > 0 ? { changes } : {};
}

/** Where the actors stand after `count` events of a stretch, by id. */
export function standingsAfter({ before, events }: Stretch, count: number): ReadonlyMap<string, Standing> {
  return advanced(new Map(Object.entries(before)), events.slice(0, count));
}

/** Where they stand after some more events. */
export function advanced(standings: ReadonlyMap<string, Standing>, events: readonly Detail[]): ReadonlyMap<string, Standing> {
  const after = new Map(standings);
  for (const { event, context, changes = [] } of events) {
    const { actor, state, stops, final } = event;
    // A message that was missed changes nothing.
    if (typeof actor !== 'string' || state === undefined) continue;
    const known = after.get(actor);
    // Patches of a context make a context.
    const stands = context ?? (patched(known?.context ?? {}, changes) as Standing['context']);
    after.set(actor, { kind: known?.kind ?? kindOf(actor, event['kind']), state, context: stands });
    if (Array.isArray(stops)) for (const id of stops) after.delete(String(id));
    if (final === true) after.delete(actor);
  }
  return after;
}

/** Of an actor of a scenario, its id begins with its kind; of others, the event says it. */
function kindOf(actor: string, told: unknown): string {
  if (typeof told === 'string') return told;
  const hyphen = actor.indexOf('-');
  return hyphen < 0 ? actor : actor.slice(0, hyphen);
}
