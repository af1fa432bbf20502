/**
 * Every local state that an actor may ever come to, and what it does there: worked out before the search, for each actor by itself, as if
 * all that anybody may ever send to it could come at any time, any number of times (a collecting semantics; Cousot and Cousot 1977).
 *
 * It holds more than can happen, never less. Where actors count without end it has no end: then it is given up.
 */
import { canonical } from '../actors/canonical.ts';
import { StepError } from '../actors/step.ts';
import type { ActorColumn, LocalOutcome } from './actor-column.ts';
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

/** What is still to be done where somebody stands. */
interface Open {
  readonly at: Standing;
  /** What happens there whatever is said: it starts, or a timer goes off. */
  own: readonly Take[];
  /** How many of the messages to the actor it was told. */
  told: number;
}

type Take = () => readonly LocalOutcome[];

class Collecting {
  readonly #columns: Columns;
  readonly #all: Open[] = [];
  /** By the local state. */
  readonly #standings = new Map<ActorColumn, Map<number, Standing>>();
  readonly #starts = new Map<string, Standing>();
  /** Numbers of the messages that anybody may send to an actor. */
  readonly #heard = new Map<ActorColumn, number[]>();

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** From an initial state: those who stand there, and what is on its way. */
  begin(row: Int32Array): void {
    for (const actor of this.#columns.actors) if ((row[actor.column] ?? 0) !== 0) this.#stand(actor, row[actor.column]!);
    for (const { channel, receiver } of this.#columns.lines)
      for (const message of channel.messages(row[channel.column] ?? 0)) this.#hear(receiver, message);
  }

  /** Each in its turn: where actors keep all that they are told, those who were told much come last, and steps stay cheap till it is given up. */
  goOn(stepsMax: number): readonly Standing[] | undefined {
    let steps = 0;
    let before: number;
    do {
      before = steps;
      for (const open of this.#all) {
        for (const take of this.#due(open)) {
          if (steps === stepsMax) return undefined;
          steps += 1;
          for (const outcome of survived(take)) this.#carryOut(open.at, outcome);
        }
      }
    } while (steps > before);
    return this.#all.map(({ at }) => at);
  }

  #due(open: Open): readonly Take[] {
    const { actor, local } = open.at;
    const heard = local === 0 ? [] : (this.#heard.get(actor) ?? []);
    const due = [
      ...open.own,
      ...heard.slice(open.told).map(
        (it): Take =>
          () =>
            actor.told(local, this.#columns.messages.value(it)),
      ),
    ];
    open.own = [];
    open.told = heard.length;
    return due;
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
    const timers = actor.state(local).timers.map(
      (timer): Take =>
        () =>
          actor.fired(local, timer),
    );
    const at = this.#add(actor, local, timers);
    standings.set(local, at);
    return at;
  }

  #starting(actor: ActorColumn, input: unknown): Standing {
    const key = `${actor.id} ${canonical(input ?? null)}`;
    const known = this.#starts.get(key);
    if (known) return known;
    const at = this.#add(actor, 0, [() => actor.start(input)]);
    this.#starts.set(key, at);
    return at;
  }

  #add(actor: ActorColumn, local: number, own: readonly Take[]): Standing {
    const at: Standing = { actor, local, next: new Set(), sends: new Set(), changes: new Set() };
    this.#all.push({ at, own, told: 0 });
    return at;
  }

  #hear(actor: ActorColumn, message: number): void {
    const heard = this.#heard.get(actor) ?? [];
    this.#heard.set(actor, heard);
    if (!heard.includes(message)) heard.push(message);
  }
}

/** A machine that fails goes no further. */
function survived(take: Take): readonly LocalOutcome[] {
  try {
    return take();
  } catch (cause) {
    if (cause instanceof StepError || cause instanceof TypeError) return [];
    throw cause;
  }
}
