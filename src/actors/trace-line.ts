/** The lines of a trace file: one for each event, as bytes, which are hashed as they come. */
import { createHash } from 'node:crypto';
import { JsonBytes } from './json-bytes.ts';
import type { StateValue } from './step.ts';
import { partOf, type TextPart } from './text-part.ts';
import { digestOf, type Cause, type MissedEvent, type StepEvent, type TraceEvent } from './trace.ts';

/** The line of an event, without its line end. */
export function encodeEvent(event: TraceEvent): string {
  single.add(event);
  return single.last();
}

/** Bytes after which lines are hashed, and forgotten. */
const CHUNK_BYTES = 2 ** 16;

export class TraceLines {
  readonly #json = new JsonBytes();
  readonly #hash = createHash('sha256');
  readonly #states = new WeakMap<object, TextPart>();
  /** Where the last line starts. */
  #start = 0;

  /** Writes the line of an event. Empty lists and false flags are left out. */
  add(event: TraceEvent): void {
    const json = this.#json;
    if (json.length >= CHUNK_BYTES) this.#flush();
    this.#start = json.length;
    try {
      if (event.type === 'step') this.#step(event);
      else this.#missed(event);
      json.part(LINE_END);
    } catch (cause) {
      json.cut(this.#start);
      throw cause;
    }
  }

  /** The line that was added last, without its line end. */
  last(): string {
    return this.#json.text(this.#start, this.#json.length - 1);
  }

  /** Of all lines so far, each with its line end, as a trace's hash. It can be asked for at any time. */
  digest(): string {
    this.#flush();
    return digestOf(this.#hash);
  }

  #flush(): void {
    this.#hash.update(this.#json.written());
    this.#json.cut(0);
    this.#start = 0;
  }

  #step({ n, atMs, actor, cause, state, choices, sends, timers, cancels, spawns, stops, unhandled, final }: StepEvent): void {
    const json = this.#json;
    json.part(PART.n);
    json.number(n);
    json.part(PART.at);
    json.number(atMs);
    json.part(PART.actor);
    json.string(actor);
    json.part(PART.cause);
    this.#cause(cause);
    json.part(PART.state);
    this.#state(state);
    if (choices.length > 0) this.#list(PART.choices, choices);
    if (sends.length > 0) this.#sends(sends);
    if (timers.length > 0) this.#timers(timers);
    if (cancels.length > 0) this.#list(PART.cancels, cancels);
    if (spawns.length > 0) this.#list(PART.spawns, spawns);
    if (stops.length > 0) this.#list(PART.stops, stops);
    if (unhandled) json.part(PART.unhandled);
    if (final) json.part(PART.final);
    json.part(PART.end);
  }

  #missed({ n, atMs, type, from, to, sent, message }: MissedEvent): void {
    this.#json.value({ n, at: atMs, type, from, to, sent, message });
  }

  #cause(cause: Cause): void {
    const json = this.#json;
    json.part(PART.type);
    json.string(cause.type);
    switch (cause.type) {
      case 'message':
        json.part(PART.from);
        json.string(cause.from);
        json.part(PART.sent);
        json.number(cause.sent);
        this.#message(cause.message);
        break;
      case 'arrival':
      case 'fault':
        this.#message(cause.message);
        break;
      case 'timer':
        json.part(PART.timer);
        json.name(cause.timer);
        json.part(PART.set);
        json.number(cause.set);
        break;
      case 'spawned':
        json.part(PART.by);
        json.number(cause.by);
        break;
      case 'start':
        break;
    }
    json.part(PART.end);
  }

  #message(message: object): void {
    const { length } = this.#json;
    this.#json.part(PART.message);
    if (!this.#json.value(message)) this.#json.cut(length);
  }

  /** Compiled machines share their state values, which are frozen. */
  #state(state: StateValue): void {
    if (typeof state === 'string') {
      this.#json.string(state);
      return;
    }
    let known = this.#states.get(state);
    if (known === undefined) {
      known = partOf(JSON.stringify(state));
      if (Object.isFrozen(state)) this.#states.set(state, known);
    }
    this.#json.part(known);
  }

  #list(part: TextPart, list: readonly unknown[]): void {
    this.#json.part(part);
    this.#json.list(list);
  }

  #sends(sends: StepEvent['sends']): void {
    const json = this.#json;
    for (let at = 0; at < sends.length; at += 1) {
      const send = sends[at];
      if (!send) continue;
      json.part(at === 0 ? PART.firstTo : PART.to);
      json.string(send.to);
      json.part(PART.ofType);
      json.string(send.type);
      json.part(PART.end);
    }
    json.part(PART.endList);
  }

  #timers(timers: StepEvent['timers']): void {
    const json = this.#json;
    for (let at = 0; at < timers.length; at += 1) {
      const timer = timers[at];
      if (!timer) continue;
      json.part(at === 0 ? PART.firstId : PART.id);
      json.name(timer.id);
      json.part(PART.delay);
      json.number(timer.delayMs);
      json.part(PART.end);
    }
    json.part(PART.endList);
  }
}

const LINE_END = partOf('\n');

/** What stands between the values of a line. */
const PART = {
  n: partOf('{"n":'),
  at: partOf(',"at":'),
  actor: partOf(',"actor":'),
  cause: partOf(',"cause":'),
  state: partOf(',"state":'),
  choices: partOf(',"choices":'),
  cancels: partOf(',"cancels":'),
  spawns: partOf(',"spawns":'),
  stops: partOf(',"stops":'),
  unhandled: partOf(',"unhandled":true'),
  final: partOf(',"final":true'),
  type: partOf('{"type":'),
  from: partOf(',"from":'),
  sent: partOf(',"sent":'),
  message: partOf(',"message":'),
  timer: partOf(',"timer":'),
  set: partOf(',"set":'),
  by: partOf(',"by":'),
  firstTo: partOf(',"sends":[{"to":'),
  to: partOf(',{"to":'),
  ofType: partOf(',"type":'),
  firstId: partOf(',"timers":[{"id":'),
  id: partOf(',{"id":'),
  delay: partOf(',"delayMs":'),
  endList: partOf(']'),
  end: partOf('}'),
} as const;

/** Its hash is of no use. */
const single = new TraceLines();
