/**
 * Another program as what is shown in the page: any XState application that says what its actors do through the web socket inspector of
 * @statelyai/inspect. Several may come, one after the other or at once; one that starts again comes with new actors.
 */
import type { About, PlotData, Status } from '../protocol/frames.ts';
import { Changes } from '../recording/changes.ts';
import type { Source } from '../recording/source.ts';
import type { ApplicationClient } from '../server/application-client.ts';
import { version } from '../../version.ts';
import type { ApplicationActor } from './application-actors.ts';
import { readMessage, type ApplicationMessage } from './application-message.ts';
import { ApplicationRecording } from './application-recording.ts';
import { ApplicationSteps, type ApplicationStep } from './application-steps.ts';

export interface ApplicationOptions {
  /** Bound on the events that are kept. When it is reached, nothing more is recorded, and the page says so. */
  readonly eventsMax?: number;
  /** Milliseconds for which an event may wait to be recorded until it is told what came of it. */
  readonly patienceMs?: number;
}

const EVENTS_MAX = 200_000;

/** Bound on what is kept of all events, which may be large: characters of their lines, that take a tenth of it when they are packed. */
const CHARACTERS_MAX = 500_000_000;

/** Nothing happens for longer than that in what somebody watches: the clock is wrong. */
const SILENCE_MAX_MS = 30 * 86_400_000;

/** Events that wait at most until it is told what came of them. */
const WAITING_MAX = 10_000;

/** One program's connection. */
interface Guest {
  readonly steps: ApplicationSteps;
  readonly actors: Map<string, ApplicationActor>;
  timer: NodeJS.Timeout | undefined;
}

export class ApplicationSource implements Source {
  readonly about: About = {
    mode: 'application',
    title: 'Another program',
    description: 'Actors of an XState application, as @statelyai/inspect tells of them.',
    scenario: 'application',
    version,
    seed: null,
    params: {},
    charts: {},
    overview: null,
    plots: [],
    counterexample: null,
  };
  readonly #options: Required<ApplicationOptions>;
  readonly #recording = new ApplicationRecording();
  readonly #changes = new Changes();
  readonly #guests = new Set<Guest>();
  /** Milliseconds since 1970 of the first event. */
  #startMs: number | undefined;
  #isFull = false;
  #hasEnded = false;
  #unread = 0;
  #late = 0;

  constructor({ eventsMax = EVENTS_MAX, patienceMs = 250 }: ApplicationOptions = {}) {
    this.#options = { eventsMax, patienceMs };
  }

  /** Records what a program says, for as long as it is connected. */
  connect(client: ApplicationClient): void {
    const guest: Guest = { steps: new ApplicationSteps(), actors: new Map(), timer: undefined };
    this.#guests.add(guest);
    this.#hasEnded = false;
    client.onMessage((text) => this.#hear(guest, text));
    client.onClose(() => {
      this.#recordAll(guest);
      this.#guests.delete(guest);
      this.#hasEnded = this.#guests.size === 0;
      this.#changes.tell();
    });
    this.#changes.tell();
  }

  charts(): About['charts'] {
    return this.#recording.charts();
  }

  status(): Status {
    const { count, atMs } = this.#recording;
    return {
      events: count,
      atMs,
      playing: false,
      speed: null,
      progress: null,
      end: this.#hasEnded ? 'done' : null,
      problem: this.#problem(),
      rebuilt: count,
    };
  }

  columns(from: number, atMost: number): ReturnType<Source['columns']> {
    return this.#recording.columns(from, atMost);
  }

  plots(): PlotData {
    return { atS: [], values: [] };
  }

  // An error of a stretch is an answer, not a fault: it must reject.
  async stretch(index: number): ReturnType<Source['stretch']> {
    return this.#recording.stretch(index);
  }

  find(text: string): ReturnType<Source['find']> {
    return this.#recording.find(text);
  }

  command(): string {
    return 'Another program cannot be led from here: the inspector of @statelyai/inspect, through which it tells what its actors do, does not listen. Send the event in the program itself.';
  }

  onChange(listener: () => void): () => void {
    return this.#changes.listen(listener);
  }

  #hear(guest: Guest, text: string): void {
    if (this.#isFull) return;
    const message = readMessage(text);
    try {
      if (message) this.#take(guest, message);
      else this.#unread += 1;
    } catch (cause) {
      // Values that are nested too deeply to be written again.
      if (!(cause instanceof RangeError)) throw cause;
      this.#unread += 1;
    }
    this.#changes.tell();
  }

  #take(guest: Guest, message: ApplicationMessage): void {
    const { steps } = guest;
    const atMs = this.#timeOf(message);
    if (message.type !== '@xstate.actor') this.#actorOf(guest, message.sessionId);
    switch (message.type) {
      case '@xstate.actor':
        guest.actors.set(message.sessionId, this.#recording.makeActor(message.sessionId, message));
        steps.announced(message, atMs);
        break;
      case '@xstate.event':
        steps.sent(message, atMs);
        break;
      case '@xstate.snapshot':
        steps.took(message, atMs);
        break;
    }
    this.#record(guest, steps.take());
    this.#record(guest, steps.takeAnyway(Math.max(0, steps.waiting - WAITING_MAX)));
    if (steps.waiting > 0) this.#waitFor(guest);
  }

  /** Events must not wait for ever for what never comes. */
  #waitFor(guest: Guest): void {
    const waiting = guest.steps.waiting;
    guest.timer ??= setTimeout(() => {
      guest.timer = undefined;
      this.#record(guest, guest.steps.takeAnyway(Math.min(waiting, guest.steps.waiting)));
      this.#record(guest, guest.steps.take());
      if (guest.steps.waiting > 0) this.#waitFor(guest);
      this.#changes.tell();
    }, this.#options.patienceMs).unref();
  }

  #recordAll(guest: Guest): void {
    clearTimeout(guest.timer);
    guest.timer = undefined;
    this.#record(guest, guest.steps.takeAnyway(guest.steps.waiting));
  }

  #record(guest: Guest, steps: readonly ApplicationStep[]): void {
    for (const step of steps) {
      this.#isFull ||= this.#recording.count >= this.#options.eventsMax || this.#recording.characters >= CHARACTERS_MAX;
      if (this.#isFull) return;
      this.#recording.add(step, (session) => this.#actorOf(guest, session));
    }
  }

  /** One that was not announced began before the program's inspector kept its messages. */
  #actorOf(guest: Guest, session: string): ApplicationActor {
    const known = guest.actors.get(session);
    if (known) return known;
    this.#late += 1;
    const actor = this.#recording.makeActor(session, undefined);
    guest.actors.set(session, actor);
    return actor;
  }

  /** Milliseconds since the first event. */
  #timeOf({ createdAt }: ApplicationMessage): number {
    const wallMs = Number(createdAt ?? Number.NaN);
    if (!Number.isFinite(wallMs)) return this.#recording.atMs;
    this.#startMs ??= wallMs;
    const sinceMs = wallMs - this.#startMs;
    // A clock that goes wrong once must not take all that comes after with it.
    return sinceMs >= 0 && sinceMs - this.#recording.atMs < SILENCE_MAX_MS ? sinceMs : this.#recording.atMs;
  }

  #problem(): string | null {
    const { count, isCutOff } = this.#recording;
    const problems = [
      this.#isFull
        ? `The recording is full (${count.toLocaleString('en-US')} events): nothing more is recorded. Start the inspector again, or have the program's inspector filter what it sends (\`filter\`).`
        : '',
      this.#late > 0
        ? `${this.#late} actors are known by their session alone: the program's inspector let go of what it had to say of them before it was connected. Give it a larger \`maxDeferredEvents\`.`
        : '',
      isCutOff
        ? "A chart lacks its inner parts: the program's inspector cuts definitions off. Give it a `serializationDepthLimit` of 50."
        : '',
      this.#unread > 0
        ? `${this.#unread} messages could not be read: is what sends them the web socket inspector of @statelyai/inspect (tested with 0.7.2)?`
        : '',
    ];
    return problems.filter((it) => it !== '').join(' ') || null;
  }
}
