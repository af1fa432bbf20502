/**
 * Sends a run to whoever receives what @statelyai/inspect tells: its own inspector, or the page of another `chartwright inspect
 * --application`. Messages, states and contexts cross; what does not is told in docs/inspector-others.md.
 */
import { createInspector } from '@statelyai/inspect';
import type { Machine } from '../../actors/behavior.ts';
import type { Snapshot } from '../../actors/step.ts';
import type { Cause, StepEvent, TraceEvent } from '../../actors/trace.ts';
import type { Message } from '../../machines/effects.ts';
import { statechartJson } from '../../report/statechart-json.ts';
import { StatelyOutlet, type Delivered } from './stately-outlet.ts';

export interface StatelyOptions {
  /** Of the receiver's web socket: `ws://localhost:8080`. */
  readonly url: string;
  /** The machines of the scenario, whose charts the receiver draws. */
  readonly kinds: Readonly<Record<string, Machine>>;
  /** Bound on what waits to be sent, in characters. */
  readonly bufferMax?: number;
  /** Milliseconds without any progress, after which the receiver is given up. */
  readonly patienceMs?: number;
}

export interface ToStately {
  /** Of every event, in order. Never waits: one that there is no room for is dropped, and counted. */
  see(event: TraceEvent): void;
  /**
   * Resolves when half of the buffer is free, or nobody receives. A run that waits for it between its slices loses nothing, however much
   * one of them brings, and is as slow as its receiver; how long it waited is told at the end.
   */
  room(): Promise<void>;
  /** Sends what is left, and closes the connection. */
  done(): Promise<Delivered>;
}

const BUFFER_MAX = 32_000_000;

/**
 * The connection is made at once, and what is seen before it stands waits.
 *
 * @throws SyntaxError if the url is none of a web socket
 */
export function sendToStately({ url, kinds, bufferMax = BUFFER_MAX, patienceMs = 10_000 }: StatelyOptions): ToStately {
  const outlet = new StatelyOutlet({ url, bufferMax, patienceMs });
  const telling = new Telling(kinds);
  return {
    see(event) {
      if (event.type !== 'step') return;
      const texts = telling.tell(event);
      outlet.add(texts, isLife(event));
    },
    room: () => outlet.room(),
    done: () => outlet.done(),
  };
}

type Inspector = ReturnType<typeof createInspector>;

/** Who does not hear that an actor comes or goes does not understand the rest. */
function isLife({ cause, stops, final }: StepEvent): boolean {
  return cause.type === 'start' || cause.type === 'spawned' || stops.length > 0 || final;
}

/** What the package's inspector is told of a run, and what it makes of it. */
class Telling {
  readonly #definitions: ReadonlyMap<string, string>;
  /** Of those that were spawned: by whom, and who was there at first. */
  readonly #origins = new Map<string, { readonly parent: string; readonly root: string }>();
  /** Of those that are there. */
  readonly #snapshots = new Map<string, Snapshot>();
  #texts: string[] = [];
  /** Members that the inspector makes up where an actor is known by its id alone, as it is here. */
  #members: Readonly<Record<string, string | undefined>> = {};
  readonly #inspector = createInspector({
    send: (event) => {
      // Their definition sorts the states by name; ours has them as they were written.
      const { definition, parentId, ...others } = this.#members;
      this.#texts.push(JSON.stringify({ ...event, ...others, ...(event.type === '@xstate.actor' ? { definition, parentId } : {}) }));
    },
  });

  constructor(kinds: Readonly<Record<string, Machine>>) {
    this.#definitions = new Map(
      Object.entries(kinds).map(([kind, machine]) => [kind, JSON.stringify(JSON.parse(statechartJson(machine)))]),
    );
  }

  tell({ actor, kind, cause, atMs, snapshot, spawns, stops, final }: StepEvent): readonly string[] {
    this.#texts = [];
    const origin = this.#origins.get(actor);
    const root = origin?.root ?? actor;
    for (const id of spawns) this.#origins.set(id, { parent: actor, root });
    this.#members = { createdAt: String(atMs), rootId: root, definition: this.#definitions.get(kind), parentId: origin?.parent };
    const stands = standing(snapshot, final ? 'done' : 'active');
    if (cause.type === 'start' || cause.type === 'spawned') this.#inspector.actor(actor, stands);
    const event = eventOf(cause);
    const source = sourceOf(cause, actor, origin?.parent);
    this.#inspector.event(actor, event, source === undefined ? {} : { source });
    this.#inspector.snapshot(actor, stands, { event });
    this.#snapshots.set(actor, snapshot);
    for (const id of stops) this.#stop(id, atMs);
    if (final) this.#forget(actor);
    return this.#texts;
  }

  #stop(id: string, atMs: number): void {
    const last = this.#snapshots.get(id);
    this.#members = { createdAt: String(atMs), rootId: this.#origins.get(id)?.root ?? id };
    if (last) this.#inspector.snapshot(id, standing(last, 'stopped'), { event: { type: 'xstate.stop' } });
    this.#forget(id);
  }

  #forget(id: string): void {
    this.#snapshots.delete(id);
    this.#origins.delete(id);
  }
}

/** No more of a snapshot than is plain data. */
function standing({ value, context }: Snapshot, status: 'active' | 'done' | 'stopped'): Parameters<Inspector['snapshot']>[1] {
  return { status, value, context };
}

function eventOf(cause: Cause): Message {
  switch (cause.type) {
    case 'start':
    case 'spawned':
      return { type: 'xstate.init' };
    case 'message':
    case 'arrival':
    case 'fault':
      return cause.message;
    case 'timer':
      return { type: cause.timer };
  }
}

function sourceOf(cause: Cause, actor: string, parent: string | undefined): string | undefined {
  switch (cause.type) {
    case 'start':
    case 'arrival':
    case 'fault':
      return undefined;
    case 'spawned':
      return parent;
    case 'message':
      return cause.from;
    case 'timer':
      return actor;
  }
}
