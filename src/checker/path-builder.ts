/** From the way back that a search keeps to a path that people can read: what happened, who sent what when. */
import type { Cause, MissedEvent, StepEvent } from '../actors/trace.ts';
import type { Message } from '../machines/effects.ts';
import { canonical } from '../actors/canonical.ts';
import type { Path, PathEvent, PathStep, Happening } from './path.ts';
import type { Part, Transition } from './transition.ts';

/** What a path must know of the wires. */
export interface Wiring {
  /** As the scenario says; it tells whom a split keeps apart. */
  readonly placeOf: (id: string) => string | null;
  /** What was sent stays, however often it is delivered. */
  readonly stays: boolean;
}

/** Keeps the numbers of the events, and by which of them each message was sent and each timer set. */
export class PathBuilder {
  readonly #start: PathEvent[] = [];
  readonly #steps: PathStep[] = [];
  readonly #sent = new Map<string, { readonly key: string; readonly n: number }[]>();
  readonly #set = new Map<string, number>();
  readonly #wiring: Wiring;
  #split: readonly (readonly string[])[] = [];
  #n = 0;

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
  }

  /** The start of an actor that is there from the beginning, with those that it creates. */
  start({ happening, parts }: Transition): void {
    this.#start.push(...this.#events(parts, happening, -1));
  }

  step({ happening, parts }: Transition): void {
    if (happening.type === 'split') this.#split = happening.groups;
    else if (happening.type === 'heal') this.#split = [];
    const sent = this.#takeCause(happening);
    this.#steps.push({ happening, events: parts.length === 0 ? this.#missed(happening, sent) : this.#events(parts, happening, sent) });
  }

  path(loopsTo?: number): Path {
    return { start: this.#start, steps: this.#steps, ...(loopsTo === undefined ? {} : { loopsTo }) };
  }

  /** Each actor that took a step, followed by what its effects led to at once, in their order. */
  #events(parts: readonly Part[], happening: Happening, sent: number): readonly PathEvent[] {
    const events: PathEvent[] = [];
    const numbers: number[] = [];
    let next = 0;
    const tell = (): void => {
      const part = parts[next];
      if (!part) return;
      next += 1;
      const { n } = this.#told(
        part,
        part.cause.type === 'spawned' ? { type: 'spawned', by: numbers[part.cause.by] ?? -1 } : causeOf(happening, part.cause.type, sent),
        events,
      );
      numbers.push(n);
      for (const effect of part.local.effects) {
        if (effect.type === 'spawn') tell();
        else if (effect.type === 'send') this.#send(part.actor.id, effect.to, effect.message, n, events);
      }
    };
    while (next < parts.length) tell();
    return events;
  }

  #told({ actor, before, local }: Part, cause: Cause, events: PathEvent[]): { readonly n: number } {
    const { outcome, started, cancelled, effects, isFinal } = local;
    const n = this.#number();
    const sends = effects.flatMap((it) => (it.type === 'send' ? [{ to: it.to, message: it.message }] : []));
    for (const { id } of started) this.#set.set(`${actor.id} ${id}`, n);
    const event: StepEvent = {
      type: 'step',
      n,
      atMs: 0,
      actor: actor.id,
      kind: actor.kind,
      cause,
      choices: outcome.choices,
      state: outcome.snapshot.value,
      sends: sends.map(({ to, message }) => ({ to, type: message.type })),
      timers: started.map(({ id }) => ({ id, delayMs: 0 })),
      cancels: cancelled,
      spawns: effects.flatMap((it) => (it.type === 'spawn' ? [it.id] : [])),
      stops: effects.flatMap((it) => (it.type === 'stop' ? [it.id] : [])),
      unhandled: !outcome.handled,
      final: isFinal,
      snapshot: outcome.snapshot,
    };
    events.push({ event, before: before === 0 ? null : actor.state(before).snapshot, timers: started, sends });
    return event;
  }

  #send(from: string, to: string, message: Message, sent: number, events: PathEvent[]): void {
    if (!this.#isCut(from, to)) {
      const wire = this.#sent.get(`${from}>${to}`) ?? [];
      const key = canonical(message);
      if (!this.#wiring.stays || wire.every((it) => it.key !== key)) wire.push({ key, n: sent });
      this.#sent.set(`${from}>${to}`, wire);
      return;
    }
    const event: MissedEvent = { type: 'partitioned', n: this.#number(), atMs: 0, from, to, sent, message };
    events.push({ event, before: null, timers: [], sends: [] });
  }

  #isCut(from: string, to: string): boolean {
    const side = (id: string): number => {
      const place = this.#wiring.placeOf(id);
      return place === null ? -1 : this.#split.findIndex((group) => group.includes(place));
    };
    const one = side(from);
    const other = side(to);
    return one >= 0 && other >= 0 && one !== other;
  }

  #number(): number {
    this.#n += 1;
    return this.#n - 1;
  }

  /** A message that is lost, or that nobody is there to get. */
  #missed(happening: Happening, sent: number): readonly PathEvent[] {
    if (happening.type !== 'loss' && happening.type !== 'delivery' && happening.type !== 'duplicate' && happening.type !== 'arrival')
      return [];
    const n = this.#number();
    const from = happening.type === 'arrival' ? 'arrival' : happening.from;
    const to = typeof happening.to === 'string' ? happening.to : `place ${happening.to.place}`;
    const type = happening.type === 'loss' ? 'lost' : 'dead letter';
    return [{ event: { type, n, atMs: 0, from, to, sent, message: happening.message }, before: null, timers: [], sends: [] }];
  }

  /** The event that led to this, which is over with that, unless the message comes again. */
  #takeCause(happening: Happening): number {
    if (happening.type === 'timer') return this.#set.get(`${happening.actor} ${happening.timer}`) ?? -1;
    if (happening.type !== 'delivery' && happening.type !== 'duplicate' && happening.type !== 'loss') return -1;
    const wire = this.#sent.get(`${happening.from}>${happening.to}`) ?? [];
    const key = canonical(happening.message);
    const at = wire.findIndex((it) => it.key === key);
    const found = wire[at];
    const isGone = happening.type === 'loss' || (happening.type === 'delivery' && !this.#wiring.stays);
    if (found && isGone) wire.splice(at, 1);
    return found?.n ?? -1;
  }
}

function causeOf(happening: Happening, type: 'start' | 'happening', sent: number): Cause {
  if (type === 'start') return { type: 'start' };
  switch (happening.type) {
    case 'timer':
      return { type: 'timer', timer: happening.timer, set: sent };
    case 'arrival':
    case 'fault':
      return { type: happening.type, message: happening.message };
    case 'delivery':
    case 'duplicate':
      return { type: 'message', from: happening.from, sent, message: happening.message };
    default:
      throw new Error(`an actor took a step because of a ${happening.type}`);
  }
}
