/**
 * A run in the Chrome Trace Event Format, as Perfetto (ui.perfetto.dev) and chrome://tracing open it.
 *
 * A process is a kind of actor, a track an actor, a slice a state that it was in, with nested states
 * as nested slices. Slices of one track have to contain one another, and parallel regions change
 * independently: so each region has a track of its own, below the others of its actor.
 *
 * The format: "Trace Event Format", Google, 2016.
 */
import type { MissedEvent, StepEvent, TraceEvent } from '../actors/trace.ts';
import { regionsOf, type Region } from './regions.ts';
import { traceDocument, type Place, type Track } from './trace-document.ts';

/**
 * Steps that sent something and are remembered for the arrows that will arrive from them. An arrow
 * of a message that was overtaken by more than so many is left out, and `otherData` counts it.
 */
const ORIGINS_MAX = 65_536;

interface ActorTracks {
  readonly id: string;
  readonly pid: number;
  /** All its tracks are sorted by its first one. */
  readonly sortIndex: number;
  /** By the name of the region. */
  readonly tracks: Map<string, Track>;
  lastStepUs: number;
}

/**
 * Streams a JSON document while the run goes on. What is held is the actors that live, and a bounded
 * number of the last messages.
 *
 * A state is left out that was entered and left in the same instant. A step that stays in a state, or
 * leaves it and enters it again, does not break its slice. What an actor does in its last step, or at
 * the very end, is drawn for one microsecond.
 *
 * @param write takes the text in order, in pieces
 * @returns `see`, for events in their order, and `end`, once, with the time in milliseconds at which
 *   the run ended; the document is complete after it
 */
export function chromeTrace(write: (text: string) => void): { see(event: TraceEvent): void; end(atMs: number): void } {
  const document = traceDocument(write);
  const actors = new Map<string, ActorTracks>();
  const origins = new Map<number, Place>();
  let arrows = 0;
  let arrowsLeftOut = 0;

  function see(event: TraceEvent): void {
    if (event.type === 'step') seeStep(event);
    else document.instant(document.wire(), describeMissed(event), micros(event.atMs), event.n);
  }

  function seeStep(event: StepEvent): void {
    const nowUs = micros(event.atMs);
    const actor = actors.get(event.actor) ?? appear(event);
    actor.lastStepUs = nowUs;
    const track = move(actor, event, nowUs);
    arrive(event, track, nowUs);
    if (event.sends.length + event.spawns.length > 0) remember(event.n, { track, atUs: nowUs });
    if (event.final) leave(actor, nowUs);
    for (const id of event.stops) {
      const stopped = actors.get(id);
      if (stopped) leave(stopped, nowUs);
    }
  }

  function appear({ actor: id, kind }: StepEvent): ActorTracks {
    const actor = { id, pid: document.process(kind), sortIndex: document.nextTrack(), tracks: new Map(), lastStepUs: 0 };
    actors.set(id, actor);
    return actor;
  }

  /** Opens and closes slices; returns the track on which the step is to be seen: the first that changed. */
  function move(actor: ActorTracks, { state, kind, n }: StepEvent, nowUs: number): Track {
    const regions = regionsOf(state);
    for (const [name, track] of actor.tracks) if (!regions.some((region) => region.name === name)) closeFrom(track, 0, nowUs);
    let first: Track | undefined;
    let changed: Track | undefined;
    for (const region of regions) {
      const track = trackOf(actor, region);
      // An atomic machine or region has no state to show but itself.
      const names = region.states.length > 0 ? region.states : [region.name.split('.').at(-1) || kind];
      if (enter(track, names, nowUs, n)) changed ??= track;
      first ??= track;
    }
    const seen = changed ?? first;
    if (!seen) throw new Error(`${actor.id} is in no state at all`);
    return seen;
  }

  function trackOf(actor: ActorTracks, { name }: Region): Track {
    let track = actor.tracks.get(name);
    if (!track) {
      track = document.track(actor.pid, name === '' ? actor.id : `${actor.id} · ${name}`, actor.sortIndex);
      actor.tracks.set(name, track);
    }
    return track;
  }

  function enter(track: Track, names: readonly string[], nowUs: number, step: number): boolean {
    let same = 0;
    while (same < names.length && track.open[same]?.name === names[same]) same += 1;
    const changes = same < names.length || same < track.open.length;
    closeFrom(track, same, nowUs);
    for (const name of names.slice(same)) track.open.push({ name, fromUs: nowUs, step });
    return changes;
  }

  /** Outermost first: of two slices with the same beginning and end, a viewer puts the later one inside. */
  function closeFrom(track: Track, depth: number, nowUs: number): void {
    for (const slice of track.open.splice(depth)) if (slice.fromUs < nowUs) document.slice(track, slice, nowUs);
  }

  function leave(actor: ActorTracks, nowUs: number): void {
    for (const track of actor.tracks.values()) closeFrom(track, 0, Math.max(nowUs, actor.lastStepUs + 1));
    actors.delete(actor.id);
  }

  function arrive({ cause, n }: StepEvent, track: Track, nowUs: number): void {
    if (cause.type === 'fault') document.instant(track, cause.message.type, nowUs, n);
    if (cause.type !== 'message' && cause.type !== 'spawned') return;
    const origin = origins.get(cause.type === 'message' ? cause.sent : cause.by);
    if (!origin) {
      arrowsLeftOut += 1;
      return;
    }
    arrows += 1;
    const name = cause.type === 'message' ? cause.message.type : 'spawn';
    document.arrow({ id: arrows, name, from: origin, to: { track, atUs: nowUs } });
  }

  function remember(n: number, origin: Place): void {
    origins.set(n, origin);
    if (origins.size <= ORIGINS_MAX) return;
    for (const oldest of origins.keys()) {
      origins.delete(oldest);
      return;
    }
  }

  function end(atMs: number): void {
    for (const actor of actors.values()) leave(actor, micros(atMs));
    document.end(arrowsLeftOut);
  }

  return { see, end };
}

function describeMissed({ type, from, to, message }: MissedEvent): string {
  return `${type}: ${message.type} from ${from} to ${to}`;
}

/** Whole microseconds, the smallest step of simulated time. */
function micros(ms: number): number {
  return Math.round(ms * 1000);
}
