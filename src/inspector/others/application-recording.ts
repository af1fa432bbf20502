/** What another program's actors did: columns for the page, lines with what changed, and where all stood at every stretch. */
import type { Chart } from '../protocol/chart.ts';
import type { Columns } from '../protocol/columns.ts';
import { contextChange, STRETCH_EVENTS, type Detail, type Standing, type Stretch } from '../protocol/details.ts';
import { EventLog } from '../recording/event-log.ts';
import { LineStore, type Found } from '../recording/line-store.ts';
import { SourceError } from '../recording/source.ts';
import { ApplicationActors, standingOf, type ApplicationActor } from './application-actors.ts';
import { eventLine, occurrenceOf, type Recorded } from './application-lines.ts';
import type { ActorAnnounced } from './application-message.ts';
import { INIT, type ApplicationStep } from './application-steps.ts';
import { guessStep } from './guessed-step.ts';

export class ApplicationRecording {
  readonly #actors = new ApplicationActors();
  readonly #kinds = new Map<string, string>();
  readonly #log = new EventLog((id) => ({ id, kind: this.#kinds.get(id) ?? id, place: null }));
  readonly #lines = new LineStore();
  readonly #standings = new Map<string, Standing>();
  readonly #befores: Stretch['before'][] = [];
  #characters = 0;

  get count(): number {
    return this.#log.count;
  }

  get atMs(): number {
    return this.#log.atMs;
  }

  /** Of all lines, before they are packed. */
  get characters(): number {
    return this.#characters;
  }

  /** A definition came that lacks its inner parts. */
  get isCutOff(): boolean {
    return this.#actors.isCutOff;
  }

  charts(): Readonly<Record<string, Chart>> {
    return this.#actors.charts();
  }

  columns(from: number, atMost: number): Columns | undefined {
    return this.#log.columns(from, atMost);
  }

  makeActor(session: string, told: ActorAnnounced | undefined): ApplicationActor {
    const actor = this.#actors.make(session, told);
    this.#kinds.set(actor.id, actor.kind);
    return actor;
  }

  /** @param actorOf the actor of a session of the same program */
  add(step: ApplicationStep, actorOf: (session: string) => ApplicationActor): void {
    const n = this.#log.count;
    if (n % STRETCH_EVENTS === 0) this.#befores.push(Object.fromEntries(this.#standings));
    step.n = n;
    const actor = actorOf(step.session);
    if (step.event.type === INIT) actor.isGone = false;
    const before = actor.standing;
    const after = actor.isGone ? undefined : this.#after(step, actor);
    const change = after ? contextChange(step.event.type === INIT ? undefined : before, after) : {};
    const guessed = guess({ step, actor, before, after, change });
    const isFinal = after !== undefined && isOver(step);
    const recorded: Recorded = {
      n,
      // Of two programs, or after a long wait, one may be recorded after what was later.
      atMs: Math.max(this.#log.atMs, step.atMs),
      step,
      actor,
      sender: step.source === undefined ? undefined : actorOf(step.source),
      state: after?.state,
      isFinal,
      isUnhandled: guessed.unhandled,
      sends: step.led.map(({ session, event }) => ({ to: actorOf(session).id, type: event.type })),
    };
    this.#log.add(occurrenceOf(recorded));
    const detail: Detail = { event: eventLine(recorded), ...change, ...(guessed.fired.length > 0 ? { fired: guessed.fired } : {}) };
    const line = JSON.stringify(detail);
    this.#characters += line.length;
    this.#lines.add(line);
    if (after) this.#stand(actor, after, isFinal);
    // All that came of it would be kept otherwise.
    step.cause = undefined;
    step.led.length = 0;
  }

  /** @throws SourceError */
  stretch(index: number): Stretch {
    const before = this.#befores[index];
    if (!before) throw new SourceError(`there are no events from ${index * STRETCH_EVENTS} on yet`);
    // A line is what stands above.
    return { index, before, events: this.#lines.stretch(index).map((line) => JSON.parse(line) as Detail) };
  }

  /** Numbers of events whose lines hold a text: what was said, and what changed. */
  find(text: string): Promise<Found> {
    return this.#lines.find(text);
  }

  /** Where nothing is told of it, it stands where it stood. */
  #after({ snapshot }: ApplicationStep, { kind, standing }: ApplicationActor): Standing {
    if (snapshot) return standingOf(kind, snapshot);
    return standing ?? { kind, state: 'unknown', context: {} };
  }

  #stand(actor: ApplicationActor, standing: Standing, isFinal: boolean): void {
    actor.standing = standing;
    actor.isGone = isFinal;
    if (isFinal) this.#standings.delete(actor.id);
    else this.#standings.set(actor.id, standing);
  }
}

function isOver({ snapshot }: ApplicationStep): boolean {
  return typeof snapshot?.status === 'string' && snapshot.status !== 'active';
}

interface Seen {
  readonly step: ApplicationStep;
  readonly actor: ApplicationActor;
  readonly before: Standing | undefined;
  readonly after: Standing | undefined;
  readonly change: Pick<Detail, 'context' | 'changes'>;
}

function guess({ step, actor: { chart }, before, after, change }: Seen): ReturnType<typeof guessStep> {
  if (!chart || !before || !after || !step.snapshot || step.event.type === INIT) return { fired: [], unhandled: false };
  const isChanged = Object.keys(change).length > 0 || JSON.stringify(before.state) !== JSON.stringify(after.state);
  return guessStep({ chart, before: before.state, after: after.state, word: step.event.type, isChanged });
}
