/**
 * One receiver at the other end of a web socket: told of the run as far as it keeps up, and heard.
 *
 * One that does not keep up is told nothing more until it has taken in what is on its way; then it is told where all actors stand.
 * It never slows the run.
 */
import type { ReceiverEvent } from '@xstate/inspect/lib/types.js';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { ActorView } from '../../../src/actors/system.ts';
import type { StepEvent } from '../../../src/actors/trace.ts';
import { dismiss, textOf } from '../../../src/inspector/server/guest.ts';
import { BAD_FRAMES_MAX, BUFFERED_BYTES_MAX, CLOSE } from '../../../src/inspector/server/limits.ts';
import type { Services } from './services.ts';

export interface ReceiverOptions {
  readonly socket: WebSocket;
  readonly services: Services;
  readonly actors: () => Iterable<ActorView>;
  /** It looks at the run, from now on. */
  readonly onInspecting: () => void;
  readonly onEvent: (event: SentEvent) => void;
}

export interface SentEvent {
  readonly actor: string;
  readonly event: { readonly type: string; readonly [member: string]: unknown };
}

/** Between two looks at whether a receiver has caught up. */
const CATCH_UP_MS = 100;

/** What it sends. The event is JSON of an SCXML event, which tells by its origin whom it is for, or else the service does. */
const command = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('xstate.inspecting') }),
  z.looseObject({ type: z.literal('xstate.event'), event: z.string(), service: z.string().optional() }),
]);

const scxml = z.looseObject({ name: z.string(), data: z.looseObject({ type: z.string() }).optional(), origin: z.string().optional() });

export class Receiver {
  readonly #options: ReceiverOptions;
  /** The actors that it was told of, and that are not gone. */
  readonly #known = new Set<string>();
  #isInspecting = false;
  #catchingUp: NodeJS.Timeout | undefined;
  /** Steps that it was not told of. */
  #skipped = 0;
  #badFrames = 0;

  constructor(options: ReceiverOptions) {
    this.#options = options;
    const { socket } = options;
    socket.on('message', (data, isBinary) => this.#hear(isBinary ? '' : textOf(data)));
    socket.on('close', () => clearInterval(this.#catchingUp));
  }

  get skipped(): number {
    return this.#skipped;
  }

  /** @param stands where the actor stands after the step */
  see(step: StepEvent, stands: ActorView): void {
    if (!this.#isInspecting) return;
    const { socket, services } = this.#options;
    if (this.#catchingUp !== undefined || socket.bufferedAmount > BUFFERED_BYTES_MAX) {
      this.#skipped += 1;
      this.#catchingUp ??= setInterval(() => this.#catchUp(), CATCH_UP_MS);
      return;
    }
    if (!this.#known.has(stands.id)) this.#register(stands);
    this.#tell(services.event(step));
    this.#tell(services.state(stands));
    for (const id of endedIn(step)) this.#stop(id);
  }

  #catchUp(): void {
    if (this.#options.socket.bufferedAmount > BUFFERED_BYTES_MAX / 8) return;
    clearInterval(this.#catchingUp);
    this.#catchingUp = undefined;
    this.#tellAll();
  }

  /** Where all stand now. */
  #tellAll(): void {
    const { services, actors } = this.#options;
    const there = new Map([...actors()].map((actor) => [actor.id, actor]));
    for (const id of this.#known) if (!there.has(id)) this.#stop(id);
    for (const actor of there.values()) {
      if (this.#known.has(actor.id)) this.#tell(services.state(actor));
      else this.#register(actor);
    }
  }

  #register(actor: ActorView): void {
    this.#known.add(actor.id);
    this.#tell(this.#options.services.registered(actor));
  }

  #stop(id: string): void {
    if (this.#known.delete(id)) this.#tell(this.#options.services.stopped(id));
  }

  #tell(event: ReceiverEvent): void {
    const { socket } = this.#options;
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(event));
  }

  #hear(text: string): void {
    const said = command.safeParse(parsed(text)).data;
    if (said?.type === 'xstate.inspecting') {
      // Whoever asks again has forgotten what it knew.
      this.#known.clear();
      this.#isInspecting = true;
      this.#tellAll();
      return this.#options.onInspecting();
    }
    const event = said && scxml.safeParse(parsed(said.event)).data;
    const actor = event?.origin ?? said?.service;
    if (event && actor !== undefined) return this.#options.onEvent({ actor, event: event.data ?? { type: event.name } });
    this.#badFrames += 1;
    if (this.#badFrames >= BAD_FRAMES_MAX) dismiss(this.#options.socket, CLOSE.notWelcome, 'these are no commands of @xstate/inspect');
  }
}

/** The actors that are gone after a step. */
export function endedIn({ actor, stops, final }: StepEvent): readonly string[] {
  return final ? [...stops, actor] : stops;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
