/**
 * Which steps to follow under partial-order reduction: all next steps of some actors, where whatever the others do, now or ever after, can
 * neither add to these steps, nor take from them, nor lead elsewhere together with them. Then all else may as well happen after them.
 *
 * Two steps of different actors come to the same in either order, but where one creates or stops the other actor, or makes a step of it
 * possible: it sends on a channel that is empty now, or on any that does not keep messages in order. What is sent on one that is not empty
 * waits behind its first message. Who may do so ever after is known from futures.ts; those who may, are added to the actors that are
 * followed. What comes from outside is on its way from the start, and concerns its receiver alone.
 *
 * This keeps every state at rest (Godefroid 1996, theorem 4.3). It keeps what properties say if in addition the steps change nothing that
 * they read (reads.ts), and one of them leads to a state that is yet to be looked at: else the others could be put off for ever, round a
 * cycle (Bošnački and Holzmann 2005: for a search that is breadth first, ahead is whatever was not looked at yet). A machine that fails, or
 * is told what it does not await, does so in every order: it takes but where it stands and what it is told, and every step of a path is
 * met in some state of the reduced one, where it is looked at even if it is not followed.
 */
import type { ActorColumn } from './actor-column.ts';
import type { Columns } from './columns.ts';
import { ALWAYS, type Futures } from './futures.ts';
import type { Reads } from './reads.ts';
import type { Reduction } from './reduction.ts';
import type { Space } from './space.ts';
import type { Steps } from './steps.ts';
import type { Transition } from './transition.ts';

export interface PersistentSetsOptions {
  readonly columns: Columns;
  readonly futures: Futures;
  readonly reads: Reads;
  /** What is sent on a channel waits behind what is there. */
  readonly isOrdered: boolean;
}

/** Of one row: where everybody stands, and who can do what next. */
interface Scene {
  readonly row: Int32Array;
  readonly present: readonly ActorColumn[];
  /** The numbers of the steps of each. */
  readonly steps: ReadonlyMap<ActorColumn, readonly number[]>;
  readonly next: Steps;
}

export class PersistentSets implements Reduction {
  readonly #options: PersistentSetsOptions;
  readonly #owners: (ActorColumn | undefined)[] = [];
  /** How much was read when something was left out first. */
  #readAtFirst: number | undefined;

  constructor(options: PersistentSetsOptions) {
    this.#options = options;
  }

  get isOutdated(): boolean {
    return this.#readAtFirst !== undefined && this.#readAtFirst !== this.#options.reads.size;
  }

  begin(): void {
    this.#readAtFirst = undefined;
  }

  choose({ model, row }: Space, isAhead: (step: number) => boolean): ((transition: Transition) => boolean) | undefined {
    const { steps: next } = model;
    const { count } = next;
    if (count < 2) return undefined;
    const leadsOn = (step: number): boolean => next.transition(step).failure === undefined && isAhead(step);
    const present = this.#options.columns.actors.filter(({ column }) => row[column] !== 0);
    const steps = new Map<ActorColumn, number[]>();
    for (let step = 0; step < count; step += 1) {
      const transition = next.transition(step);
      const owner = this.#ownerOf(transition);
      if (row[owner.column] !== 0) {
        const those = steps.get(owner);
        if (those) those.push(step);
        else steps.set(owner, [step]);
      } else if (this.#isInVain(owner, present, row) && leadsOn(step)) return this.#only((it) => it === transition);
    }
    const scene: Scene = { row, present, steps, next };
    const stepsOf = (actors: Iterable<ActorColumn>): readonly number[] => [...actors].flatMap((it) => steps.get(it) ?? []);
    const sets = [...steps.keys()].flatMap((it) => this.#persistent(it, scene) ?? []).map((actors) => ({ actors, steps: stepsOf(actors) }));
    const [least] = sets.filter((it) => it.steps.length < count && it.steps.some(leadsOn)).sort((a, b) => a.steps.length - b.steps.length);
    return least && this.#only((transition) => least.actors.has(this.#ownerOf(transition)));
  }

  #only(isChosen: (transition: Transition) => boolean): (transition: Transition) => boolean {
    this.#readAtFirst ??= this.#options.reads.size;
    return isChosen;
  }

  /** Whether a message to somebody who is not there is for nobody, since nobody ever creates its receiver. */
  #isInVain(receiver: ActorColumn, present: Scene['present'], row: Int32Array): boolean {
    return !present.some((it) => this.#options.futures.concerning(receiver, it, row[it.column]!).includes(ALWAYS));
  }

  /** The actor, and all who can get in its way, or in theirs. @returns undefined if not all they do next can be followed alone */
  #persistent(first: ActorColumn, { row, present, steps, next }: Scene): ReadonlySet<ActorColumn> | undefined {
    const { futures, reads } = this.#options;
    const actors = new Set([first]);
    // Those that are added meanwhile have their turn, too.
    for (const actor of actors) {
      for (const other of present)
        if (!actors.has(other) && this.#isInTheWay(futures.concerning(actor, other, row[other.column]!), row)) actors.add(other);
      for (const step of steps.get(actor) ?? []) {
        const transition = next.transition(step);
        if (reads.isVisible(transition)) return undefined;
        for (const { actor: created, cause } of transition.parts) {
          if (cause.type !== 'spawned') continue;
          // It fails as long as the other is there; or what is on its way to nobody would have a receiver.
          if (row[created.column] !== 0 || this.#isSentTo(created, row)) return undefined;
          for (const other of present) if (futures.concerning(created, other, row[other.column]!).length > 0) actors.add(other);
        }
        // Whether it is there or not: then those who may create it are added in its turn.
        for (const stopped of this.#stopped(transition)) actors.add(stopped);
      }
    }
    return actors;
  }

  /** @param columns what somebody may do to another, by futures.ts */
  #isInTheWay(columns: readonly number[], row: Int32Array): boolean {
    return columns.some((column) => column === ALWAYS || !this.#options.isOrdered || (row[column] ?? 0) === 0);
  }

  #isSentTo(actor: ActorColumn, row: Int32Array): boolean {
    return this.#options.columns.lines.some(({ channel, receiver }) => receiver === actor && (row[channel.column] ?? 0) !== 0);
  }

  #stopped({ parts }: Transition): readonly ActorColumn[] {
    return parts.flatMap(({ local }) => local.effects.flatMap((it) => (it.type === 'stop' ? [this.#options.columns.actor(it.id)] : [])));
  }

  /** Whose step it is, be it there or not. */
  #ownerOf({ number, happening }: Transition): ActorColumn {
    return (this.#owners[number] ??= this.#options.columns.actor(ownerOf(happening)));
  }
}

/** @throws Error for what never happens where a reduction is allowed */
function ownerOf(happening: Transition['happening']): string {
  if (happening.type === 'timer') return happening.actor;
  if ((happening.type === 'delivery' || happening.type === 'arrival') && typeof happening.to === 'string') return happening.to;
  throw new Error(`a '${happening.type}' is no step of one actor`);
}
