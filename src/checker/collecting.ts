/**
 * Every local state that an actor may ever come to, and what it does there: worked out before the search, for each actor by itself, as if
 * all that anybody may ever send to it could come at any time, any number of times (a collecting semantics; Cousot and Cousot 1977).
 *
 * It holds more than can happen, never less. Where actors count without end it has no end: then it is given up.
 */
import { canonical } from '../actors/canonical.ts';
import { StepError } from '../actors/step.ts';
import type { ActorColumn, LocalOutcome, Pending } from './actor-column.ts';
import type { Columns } from './columns.ts';
import type { Model } from './model.ts';

/** An actor where it may stand; with a local state of 0: where it is about to start. */
export interface Standing {
  readonly actor: ActorColumn;
  readonly local: number;
  /** Where it, and those that it creates, may stand next. */
  readonly next: Set<Standing>;
  /** To whom it may send there, whom it may create or stop. */
  readonly sends: Set<ActorColumn>;
  readonly changes: Set<ActorColumn>;
}

/** @returns undefined if it would take more steps of machines */
export function collected(model: Model, stepsMax: number): readonly Standing[] | undefined {
  const collecting = new Collecting(model.columns);
  for (const { row } of model.initial()) collecting.begin(row);
  return collecting.goOn(stepsMax);
}

class Collecting {
  readonly #columns: Columns;
  readonly #all: Standing[] = [];
  /** By the local state. */
  readonly #standings = new Map<ActorColumn, Map<number, Standing>>();
  readonly #starts = new Map<string, Standing>();
  /** Numbers of the messages that anybody may send to an actor. */
  readonly #heard = new Map<ActorColumn, Set<number>>();
  readonly #work: { readonly at: Standing; readonly take: () => readonly LocalOutcome[] }[] = [];

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** From an initial state: those who stand there, and what is on its way. */
  begin(row: Int32Array): void {
    for (const actor of this.#columns.actors) if ((row[actor.column] ?? 0) !== 0) this.#stand(actor, row[actor.column]!);
    for (const { channel, receiver } of this.#columns.lines)
      for (const message of channel.messages(row[channel.column] ?? 0)) this.#hear(receiver, message);
  }

  goOn(stepsMax: number): readonly Standing[] | undefined {
    for (let steps = 0; ; steps += 1) {
      const work = this.#work.pop();
      if (!work) return this.#all;
      if (steps === stepsMax) return undefined;
      for (const outcome of survived(work.take)) this.#carryOut(work.at, outcome);
    }
  }

  #carryOut(at: Standing, { next, isFinal, effects }: LocalOutcome): void {
    if (!isFinal) at.next.add(this.#stand(at.actor, next));
    for (const effect of effects) {
      const other = this.#actor(effect.type === 'send' ? effect.to : effect.id);
      // That fails.
      if (!other) return;
      switch (effect.type) {
        case 'send':
          at.sends.add(other);
          this.#hear(other, this.#columns.message(effect.message));
          break;
        case 'spawn':
          at.changes.add(other);
          at.next.add(this.#starting(other, effect.input));
          break;
        case 'stop':
          at.changes.add(other);
          break;
      }
    }
  }

  #actor(id: string): ActorColumn | undefined {
    try {
      return this.#columns.actor(id);
    } catch (cause) {
      if (cause instanceof StepError) return undefined;
      throw cause;
    }
  }

  #stand(actor: ActorColumn, local: number): Standing {
    const standings = this.#standings.get(actor) ?? new Map<number, Standing>();
    this.#standings.set(actor, standings);
    const known = standings.get(local);
    if (known) return known;
    const at = this.#add(actor, local);
    standings.set(local, at);
    for (const timer of actor.state(local).timers) this.#fire(at, timer);
    for (const message of this.#heard.get(actor) ?? []) this.#tell(at, message);
    return at;
  }

  #starting(actor: ActorColumn, input: unknown): Standing {
    const key = `${actor.id} ${canonical(input ?? null)}`;
    const known = this.#starts.get(key);
    if (known) return known;
    const at = this.#add(actor, 0);
    this.#starts.set(key, at);
    this.#work.push({ at, take: () => actor.start(input) });
    return at;
  }

  #add(actor: ActorColumn, local: number): Standing {
    const at: Standing = { actor, local, next: new Set(), sends: new Set(), changes: new Set() };
    this.#all.push(at);
    return at;
  }

  #hear(actor: ActorColumn, message: number): void {
    const heard = this.#heard.get(actor) ?? new Set();
    this.#heard.set(actor, heard);
    if (heard.has(message)) return;
    heard.add(message);
    for (const at of this.#standings.get(actor)?.values() ?? []) this.#tell(at, message);
  }

  #tell(at: Standing, message: number): void {
    this.#work.push({ at, take: () => at.actor.told(at.local, this.#columns.messages.value(message)) });
  }

  #fire(at: Standing, timer: Pending): void {
    this.#work.push({ at, take: () => at.actor.fired(at.local, timer) });
  }
}

/** A machine that fails goes no further. */
function survived(take: () => readonly LocalOutcome[]): readonly LocalOutcome[] {
  try {
    return take();
  } catch (cause) {
    if (cause instanceof StepError || cause instanceof TypeError) return [];
    throw cause;
  }
}
