/** The actors of a run as services of XState 4: what @xstate/inspect's receiver is told when one comes, steps, or goes. */
import type { ReceiverEvent } from '@xstate/inspect/lib/types.js';
import { createMachine, State, toSCXMLEvent, type AnyStateMachine, type StateValue } from 'xstate';
import type { ActorView } from '../../../src/actors/system.ts';
import type { Machine } from '../../../src/actors/behavior.ts';
import type { Cause, StepEvent } from '../../../src/actors/trace.ts';
import { statechartJson } from '../../../src/report/statechart-json.ts';
import { v4Config, type Json } from './v4-config.ts';

interface Kind {
  /** The config, as JSON: the receiver makes a machine of it. */
  readonly json: string;
  readonly machine: AnyStateMachine;
}

interface Event {
  readonly type: string;
  readonly [member: string]: unknown;
}

export class Services {
  readonly #kinds: ReadonlyMap<string, Kind>;
  readonly #parents = new Map<string, string>();
  /** Of each actor, what it was told last: a state of XState 4 tells it along. */
  readonly #lastEvents = new Map<string, Event>();

  constructor(kinds: Readonly<Record<string, Machine>>) {
    this.#kinds = new Map(
      Object.entries(kinds).map(([kind, machine]) => {
        // statechartJson writes JSON.
        const json = JSON.stringify(v4Config(JSON.parse(statechartJson(machine)) as Json));
        return [kind, { json, machine: createMachine(JSON.parse(json) as object) }];
      }),
    );
  }

  /** Of an actor that the receiver does not know yet. */
  registered({ id, kind, snapshot }: ActorView): ReceiverEvent {
    const parent = this.#parents.get(id);
    return {
      type: 'service.register',
      machine: this.#kind(kind).json,
      state: this.#stateJson({ id, kind, snapshot }),
      id,
      sessionId: id,
      ...(parent === undefined ? {} : { parent }),
    };
  }

  /** Takes note of a step. What came of it is told by the others. */
  see({ actor, cause, spawns }: StepEvent): void {
    this.#lastEvents.set(actor, eventOf(cause));
    for (const id of spawns) this.#parents.set(id, actor);
  }

  /** Of one that is gone, nothing more is told. */
  forget(id: string): void {
    this.#parents.delete(id);
    this.#lastEvents.delete(id);
  }

  event({ actor, cause }: StepEvent): ReceiverEvent {
    const from = cause.type === 'message' ? { origin: cause.from } : {};
    return { type: 'service.event', event: JSON.stringify(toSCXMLEvent(eventOf(cause), from)), sessionId: actor };
  }

  state(actor: ActorView): ReceiverEvent {
    return { type: 'service.state', state: this.#stateJson(actor), sessionId: actor.id };
  }

  stopped(id: string): ReceiverEvent {
    return { type: 'service.stop', sessionId: id };
  }

  #stateJson({ id, kind, snapshot: { status, value, context } }: ActorView): string {
    const event = this.#lastEvents.get(id) ?? INIT;
    const { machine } = this.#kind(kind);
    // A state value of the one version is one of the other.
    const { configuration, tags, meta } = machine.resolveState(State.from(value as StateValue, context));
    const state = new State({
      value: value as StateValue,
      context,
      _event: toSCXMLEvent(event),
      _sessionid: id,
      configuration,
      transitions: [],
      children: {},
      meta,
      tags,
      done: status === 'done',
      machine,
    });
    return JSON.stringify(state);
  }

  #kind(kind: string): Kind {
    const known = this.#kinds.get(kind);
    if (!known) throw new Error(`the scenario has no machine for the kind '${kind}'`);
    return known;
  }
}

const INIT: Event = { type: 'xstate.init' };

function eventOf(cause: Cause): Event {
  switch (cause.type) {
    case 'start':
    case 'spawned':
      return INIT;
    case 'message':
    case 'arrival':
    case 'fault':
      return { ...cause.message };
    case 'timer':
      return { type: cause.timer };
  }
}
