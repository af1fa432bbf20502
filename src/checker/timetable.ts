/**
 * What a path asks of the times of its steps, as constraints on how far apart they are: a timer goes off when it has run, a message
 * arrives when it has come all the way, and neither is still to come at the end if its time is over.
 */
import type { Distribution } from '../actors/random.ts';
import type { StartTimer } from '../actors/step.ts';
import { kindOf, type Arrival } from '../actors/system.ts';
import type { Envelope, Wires } from '../actors/wire.ts';
import { policies } from '../actors/wire-policy.ts';
import type { NetworkModel } from '../scenarios/check-spec.ts';
import type { Happening, Path, PathEvent } from './path.ts';
import { Rules, stepName, type Rule } from './rules.ts';
import { exactly, spanOf, spanOnWire, type Span } from './support.ts';

type Message = Envelope['message'];

export interface TimesOptions {
  /** As the scenario gives them for the path's parameters. */
  readonly delaysS?: Readonly<Record<string, Readonly<Record<string, Distribution>>>>;
  readonly wires?: Wires;
  /** What comes from outside, in order; without it, that may come at any time, as faults do. */
  readonly arrivals?: readonly Arrival[];
  /** Of the model: where messages stay for ever, nothing is too late; where any may be lost, what has not arrived by the end may be. */
  readonly network?: NetworkModel;
}

/** A timer that was started: at which step, how long it may run, and when it was over. */
export interface Run {
  readonly actor: string;
  readonly id: string;
  readonly startedAt: number;
  readonly span: Span;
  endedAt: number | undefined;
}

interface Underway {
  readonly from: string;
  readonly to: string;
  readonly message: Message;
  readonly text: string;
  readonly sentAt: number;
  readonly span: Span;
  hasArrived: boolean;
}

export class Timetable {
  readonly #rules: Rules;
  /** By the number of the event that started them, in its order. */
  readonly runs = new Map<number, readonly Run[]>();
  readonly #options: TimesOptions;
  readonly #policyOf: ReturnType<typeof policies>;
  readonly #arrivals = new Map<string, Arrival[]>();
  /** By actor and id. */
  readonly #running = new Map<string, Map<string, Run>>();
  readonly #underway = new Map<number, Underway[]>();
  /** Of the slowest so far from one actor to another: those that come after it may be held up. */
  readonly #slowestUs = new Map<string, number>();

  constructor({ start, steps }: Path, options: TimesOptions) {
    this.#options = options;
    this.#policyOf = policies(options.wires ?? {}, kindOf);
    for (const arrival of options.arrivals ?? []) listIn(this.#arrivals, JSON.stringify(arrival.to)).push(arrival);
    this.#rules = new Rules(steps.length);
    for (const event of start) this.#see(event, 0);
    for (const [index, { happening, events }] of steps.entries()) {
      this.#meet(happening, index + 1);
      for (const event of events) this.#see(event, index + 1);
    }
    this.#end(steps.length);
  }

  get rules(): readonly Rule[] {
    return this.#rules.all;
  }

  #meet(happening: Happening, at: number): void {
    if (happening.type === 'passing')
      this.#rules.apart(at - 1, at, exactly(happening.ms), (how) => `time passes at step ${at}, ${how} ${stepName(at - 1)}`);
    if (happening.type !== 'arrival') return;
    const next = this.#arrivals.get(JSON.stringify(happening.to))?.shift();
    if (next) this.#rules.apart(0, at, exactly(next.atMs), (how) => `${described(next)} comes at step ${at}, ${how} the start`);
  }

  #see({ event, timers, sends }: PathEvent, at: number): void {
    if (event.type !== 'step') {
      const found = this.#find(event.sent, event);
      if (!found) return;
      if (event.type === 'dead letter') this.#arrive(found, at);
      else listIn(this.#underway, event.sent).splice(listIn(this.#underway, event.sent).indexOf(found), 1);
      return;
    }
    const { n, actor, cause, cancels, stops, final } = event;
    if (cause.type === 'timer') this.#fire(actor, cause.timer, at);
    if (cause.type === 'message') {
      const found = this.#find(cause.sent, { from: cause.from, to: actor, message: cause.message });
      if (found) this.#arrive(found, at);
    }
    this.#start(event.kind, actor, n, timers, cancels, at);
    for (const { to, message } of sends) this.#send(actor, to, message, n, at);
    for (const id of final ? [...stops, actor] : stops) this.#stop(id, at);
  }

  /** A timer that is cancelled and started in one step is taken to run after it; one that was not there before, not. */
  #start(kind: string, actor: string, n: number, timers: readonly StartTimer[], cancels: readonly string[], at: number): void {
    const running = mapIn(this.#running, actor);
    const wasThere = new Set(running.keys());
    for (const id of cancels) this.#over(running, id, at);
    const runs = timers.map(({ id, delay }): Run => {
      this.#over(running, id, at);
      const span = typeof delay === 'number' ? exactly(delay) : spanOf(this.#options.delaysS?.[kind]?.[delay]);
      const run: Run = { actor, id, startedAt: at, span, endedAt: undefined };
      running.set(id, run);
      return run;
    });
    for (const id of new Set(cancels)) {
      const started = timers.filter((it) => it.id === id).length + (wasThere.has(id) ? 1 : 0);
      if (started <= cancels.filter((it) => it === id).length) this.#over(running, id, at);
    }
    if (runs.length > 0) this.runs.set(n, runs);
  }

  #fire(actor: string, id: string, at: number): void {
    const running = mapIn(this.#running, actor);
    const run = running.get(id);
    if (!run) return;
    running.delete(id);
    run.endedAt = at;
    const { startedAt, span } = run;
    this.#rules.apart(
      startedAt,
      at,
      span,
      (how) => `timer '${id}' of ${actor} goes off at step ${at}, ${how} ${stepName(startedAt)}, which sets it`,
    );
  }

  /** It has not gone off by then. */
  #over(running: Map<string, Run>, id: string, at: number): void {
    const run = running.get(id);
    if (!run) return;
    running.delete(id);
    run.endedAt = at;
    const { actor, startedAt, span } = run;
    this.#rules.notAfter(
      startedAt,
      at,
      span.mostUs,
      (how) => `timer '${id}' of ${actor} would go off ${how} ${stepName(startedAt)}, which sets it`,
    );
  }

  #stop(actor: string, at: number): void {
    const running = this.#running.get(actor);
    if (!running) return;
    for (const id of running.keys()) this.#over(running, id, at);
    this.#running.delete(actor);
  }

  #send(from: string, to: string, message: Message, n: number, at: number): void {
    const { wires = {} } = this.#options;
    const size = wires.sizeBytes ?? ((it: Message) => Buffer.byteLength(JSON.stringify(it)));
    const span = spanOnWire(this.#policyOf(from, to), () => size(message));
    const mostUs = Math.max(span.mostUs, this.#slowestUs.get(`${from}>${to}`) ?? 0);
    this.#slowestUs.set(`${from}>${to}`, mostUs);
    const text = JSON.stringify(message);
    listIn(this.#underway, n).push({ from, to, message, text, sentAt: at, span: { ...span, mostUs }, hasArrived: false });
  }

  #find(n: number, { from, to, message }: Pick<Underway, 'from' | 'to' | 'message'>): Underway | undefined {
    const text = JSON.stringify(message);
    const equal = this.#underway.get(n)?.filter((it) => it.from === from && it.to === to && it.text === text) ?? [];
    return equal.find(({ hasArrived }) => !hasArrived) ?? equal[0];
  }

  /** What comes a second time was doubled by a fault, and takes as long as it likes. */
  #arrive(it: Underway, at: number): void {
    const { from, to, message, sentAt, span } = it;
    const isTimeless = it.hasArrived || this.#options.network?.order === 'set';
    it.hasArrived = true;
    this.#rules.apart(
      sentAt,
      at,
      isTimeless ? { ...span, mostUs: Number.POSITIVE_INFINITY } : span,
      (how) => `'${message.type}' from ${from} to ${to} arrives at step ${at}, ${how} ${stepName(sentAt)}, which sends it`,
    );
  }

  /** What has not happened by the end is not yet due. */
  #end(last: number): void {
    const { network } = this.#options;
    for (const running of this.#running.values()) for (const id of running.keys()) this.#over(running, id, last);
    for (const { hasArrived, from, to, message, sentAt, span } of [...this.#underway.values()].flat())
      if (!hasArrived && network?.order !== 'set' && network?.lossy !== true)
        this.#rules.notAfter(
          sentAt,
          last,
          span.mostUs,
          (how) => `'${message.type}' from ${from} to ${to} would arrive ${how} ${stepName(sentAt)}, which sends it`,
        );
    for (const [next] of this.#arrivals.values())
      if (next) this.#rules.notAfter(0, last, exactly(next.atMs).mostUs, (how) => `${described(next)} would come ${how} the start`);
  }
}

function described({ message, to }: Arrival): string {
  return `'${message.type}' from outside to ${typeof to === 'string' ? to : `place ${to.place}`}`;
}

function listIn<K, V>(lists: Map<K, V[]>, key: K): V[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function mapIn<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const map = maps.get(key) ?? new Map<L, V>();
  maps.set(key, map);
  return map;
}
