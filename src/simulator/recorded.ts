/** A schedule, as it was recorded: what happened, and which of it must be made to happen again for the rest to follow. */
import type { Place } from '../actors/system.ts';
import type { Cause, MissedEvent, StepEvent } from '../actors/trace.ts';

/** What must be known of an event to make it happen again. */
export type Recorded = RecordedStep | MissedEvent;
export type RecordedStep = Pick<StepEvent, 'type' | 'n' | 'atMs' | 'actor' | 'cause' | 'choices' | 'timers'>;

/** What befalls an actor that does not survive it, so that no event tells of it. */
export interface Failing {
  readonly atMs: number;
  readonly to: string | Place;
  readonly cause: Cause;
}

export interface Schedule {
  /** All of them, the starts of the actors included, in order. */
  readonly events: readonly Recorded[];
  /** What comes after them, where the schedule ends with a machine that fails. */
  readonly failing?: Failing;
  /** How the run ends: with a property that does not hold, with a failure (which it finds by itself), or with nothing of the kind. */
  readonly end: 'violated' | 'failed' | 'done';
}

/** An event, and where it stands among all of the schedule. */
export interface Placed<E> {
  readonly event: E;
  readonly place: number;
}

/** What is made to happen, with the messages of it that a split keeps from leaving. */
export interface Cue extends Placed<Recorded> {
  readonly cut: Placed<MissedEvent>[];
}

/** What must be made to happen, each with what is cut off at once; all else follows. */
export function cuesOf(placed: readonly Placed<Recorded>[]): { readonly first: Placed<MissedEvent>[]; readonly cues: readonly Cue[] } {
  const first: Placed<MissedEvent>[] = [];
  const cues: Cue[] = [];
  for (const { event, place } of placed) {
    if (event.type === 'partitioned') (cues.at(-1)?.cut ?? first).push({ event, place });
    else if (event.type !== 'step' || (event.cause.type !== 'start' && event.cause.type !== 'spawned'))
      cues.push({ event, place, cut: [] });
  }
  return { first, cues };
}
