/** One machine of the batch shop by itself: told things by hand, it shows where it stands and what it does. */
import { behaviorOf, type Behavior, type Machine } from '../../../src/actors/behavior.ts';
import type { Outcome, StartTimer, StateValue } from '../../../src/actors/step.ts';
import type { Message } from '../../../src/machines/effects.ts';
import type { Deck, Demand, Listing, Program } from '../../../src/machines/batch/protocol.ts';

/** A message that it sent, and to whom. */
export type Said = readonly [to: string, message: Message];

/** Steps a machine through the same behaviour as a run does, in its checked form. `C` is its context. */
export class Alone<M extends Message, C> {
  readonly #behavior: Behavior;
  readonly #timers = new Map<string, StartTimer>();
  #outcome: Outcome;
  #said: readonly Said[] = [];

  constructor(kind: string, machine: Machine, input: unknown) {
    this.#behavior = behaviorOf(kind, machine, { checked: true });
    this.#outcome = this.#behavior.start(input, noChoice);
    this.#carryOut();
  }

  get state(): StateValue {
    return this.#outcome.snapshot.value;
  }

  get context(): C {
    return this.#outcome.snapshot.context as unknown as C; // The context of the machine that it was made with.
  }

  get isGone(): boolean {
    return this.#outcome.snapshot.status === 'done';
  }

  /** What its last step sent, in order. */
  get said(): readonly Said[] {
    return this.#said;
  }

  /** Timers that run, by name: milliseconds, or the name of a delay that the scenario draws. */
  get timers(): Readonly<Record<string, number | string>> {
    return Object.fromEntries([...this.#timers].map(([id, { delay }]) => [shortName(id), delay]));
  }

  /** Tells it one thing after another; what it sent at the last one. @throws if it has no transition for one of them */
  tell(...messages: readonly M[]): readonly Said[] {
    for (const message of messages) this.#step(message);
    return this.#said;
  }

  /** Lets a timer fire; what it sent then. @throws if no timer of that name runs */
  fire(name: string): readonly Said[] {
    const timer = [...this.#timers.values()].find(({ id }) => shortName(id) === name);
    if (!timer) throw new Error(`no timer '${name}' runs; there are ${JSON.stringify(this.timers)}`);
    this.#timers.delete(timer.id);
    this.#step(timer.event);
    return this.#said;
  }

  /** Whether it has a transition for a message, as it stands. Takes no step. */
  hears(message: Message): boolean {
    return this.#behavior.step(this.#outcome.snapshot, message, noChoice).handled;
  }

  #step(event: Message): void {
    const before = this.state;
    this.#outcome = this.#behavior.step(this.#outcome.snapshot, event, noChoice);
    if (!this.#outcome.handled) throw new Error(`'${event.type}' is not heard in ${JSON.stringify(before)}`);
    this.#carryOut();
  }

  #carryOut(): void {
    const { effects } = this.#outcome;
    for (const effect of effects) {
      if (effect.type === 'timer.start') this.#timers.set(effect.id, effect);
      else if (effect.type === 'timer.cancel') this.#timers.delete(effect.id);
    }
    this.#said = effects.flatMap((effect): Said[] => (effect.type === 'send' ? [[effect.to, effect.message]] : []));
  }
}

type Version = Program['versions'][number];
type Changes<Whole extends { readonly demand: Demand }> = Partial<Omit<Whole, 'id' | 'demand'>> & { readonly demand?: Partial<Demand> };

/** A deck of which nothing is remarkable but what is said. */
export function deckOf(id: string, { owner = 'user-ada', ...changes }: Changes<Deck> = {}): Deck {
  return { id, owner, ...versionOf(changes) };
}

/** The same, as one version of a program. */
export function versionOf({ demand, ...changes }: Changes<Version> = {}): Version {
  return {
    programmer: 'ADA',
    account: '1001',
    compiler: 'FORTRAN',
    cards: 100,
    estimateS: null,
    limitS: null,
    unreadable: null,
    ...changes,
    demand: { compileS: 10, runS: 90, words: 5_000, lines: 50, ends: 'normally', ...demand },
  };
}

/** A listing of a job that ended well, unless it is said otherwise. */
export function listingOf(job: string, changes: Partial<Listing> = {}): Listing {
  return { job, owner: 'user-ada', outcome: 'finished', processorS: 100, lines: 50, ...changes };
}

/** `setUp` for `xstate.after.setUp.operator.machineRoom.mounting`; ids of one's own as they are. */
function shortName(id: string): string {
  return /^xstate\.after\.([^.]+)\./.exec(id)?.[1] ?? id;
}

function noChoice(): never {
  throw new Error('a batch machine leaves nothing open');
}
