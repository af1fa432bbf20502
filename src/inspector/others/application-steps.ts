/**
 * Puts what an application says into steps, in the order in which the events were sent.
 *
 * An event is told when it is sent, the snapshot that came of it when the actor is done with it. Between the two stand the events that
 * the actor sent meanwhile: that tells what led to what.
 */
import type { ActorAnnounced, EventSent, SnapshotTaken, ToldEvent, ToldSnapshot } from './application-message.ts';

export interface ApplicationStep {
  readonly session: string;
  readonly atMs: number;
  event: ToldEvent;
  /** The session that sent the event. */
  source: string | undefined;
  /** The step in which it was sent. */
  cause: ApplicationStep | undefined;
  /** Steps that came of what it sent. */
  readonly led: ApplicationStep[];
  /** Where the actor stands after it; undefined as long as that is not told. */
  snapshot: ToldSnapshot | undefined;
  /** Nothing more is told of it. */
  isComplete: boolean;
  /** That the actor is there was told, not yet that it began. */
  isAnnounced: boolean;
  /** Its number, once it is recorded. */
  n: number | undefined;
}

export const INIT = 'xstate.init';

/** Told by the snapshot that comes of it alone. */
const STOP = 'xstate.stop';

export class ApplicationSteps {
  /** In the order in which they are to be recorded. */
  #waiting: ApplicationStep[] = [];
  /** Those of each session that are not complete. */
  readonly #open = new Map<string, ApplicationStep[]>();
  readonly #parents = new Map<string, string>();

  get waiting(): number {
    return this.#waiting.length;
  }

  announced({ sessionId, parentId, snapshot }: ActorAnnounced, atMs: number): void {
    if (parentId) this.#parents.set(sessionId, parentId);
    const step = this.#push(sessionId, { type: INIT }, atMs);
    step.isAnnounced = true;
    step.snapshot = snapshot ?? undefined;
  }

  sent({ sessionId, sourceId, event }: EventSent, atMs: number): void {
    const first = this.#open.get(sessionId)?.[0];
    const begins = first?.isAnnounced === true && event.type === INIT;
    if (first?.isAnnounced && !begins) this.#complete(first, first.snapshot);
    const step = begins && first ? first : this.#push(sessionId, event, atMs);
    step.isAnnounced = false;
    step.event = event;
    this.#link(step, sourceId ?? undefined);
  }

  took({ sessionId, event, snapshot }: SnapshotTaken, atMs: number): void {
    const open = this.#open.get(sessionId) ?? [];
    const first = open[0];
    if (first?.isAnnounced && event?.type !== INIT) this.#complete(first, first.snapshot);
    // Programs that are not XState's say snapshots without their events.
    const isNamed = event !== undefined && event !== null && event.type !== '';
    const step = open.find((it) => !it.isComplete && (!isNamed || it.event.type === event.type));
    const made = step ?? this.#push(sessionId, isNamed ? event : { type: 'snapshot' }, atMs);
    if (!step && made.event.type === STOP) {
      this.#link(made, this.#parents.get(sessionId));
      this.#parents.delete(sessionId);
    }
    // An actor takes its events in order: of those before it, nothing more will be told.
    if (step) for (const before of open.slice(0, open.indexOf(step))) this.#complete(before, before.snapshot);
    this.#complete(made, snapshot ?? undefined);
  }

  /** Those that can be recorded: all up to the first one that something may still be told of. */
  take(): readonly ApplicationStep[] {
    let taken = 0;
    while (this.#waiting[taken]?.isComplete) taken += 1;
    return taken === 0 ? [] : this.#waiting.splice(0, taken);
  }

  /** So many of those that wait, whether or not more is told of them. */
  takeAnyway(count: number): readonly ApplicationStep[] {
    for (const step of this.#waiting.slice(0, count)) if (!step.isComplete) this.#complete(step, step.snapshot);
    return this.#waiting.splice(0, count);
  }

  /** To what its sender was doing when it was sent. */
  #link(step: ApplicationStep, source: string | undefined): void {
    step.source = source;
    const cause = source === undefined ? undefined : this.#open.get(source)?.find((it) => !it.isAnnounced && it !== step);
    step.cause = cause;
    cause?.led.push(step);
  }

  #push(session: string, event: ToldEvent, atMs: number): ApplicationStep {
    const step: ApplicationStep = {
      session,
      atMs,
      event,
      source: undefined,
      cause: undefined,
      led: [],
      snapshot: undefined,
      isComplete: false,
      isAnnounced: false,
      n: undefined,
    };
    this.#waiting.push(step);
    const open = this.#open.get(session);
    if (open) open.push(step);
    else this.#open.set(session, [step]);
    return step;
  }

  #complete(step: ApplicationStep, snapshot: ToldSnapshot | undefined): void {
    step.snapshot = snapshot;
    step.isComplete = true;
    const left = this.#open.get(step.session)?.filter((it) => it !== step) ?? [];
    if (left.length > 0) this.#open.set(step.session, left);
    else this.#open.delete(step.session);
  }
}
