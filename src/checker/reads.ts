/**
 * What properties read of the actors of each kind: who there is, where they stand, what they have in their contexts. A step that changes
 * nothing of it is one that no property can see (an invisible one; Peled 1993).
 *
 * What a property reads may depend on what it read before it: `a && b` does not look at b where a is false. So this grows as states are
 * asked about, and whoever went by it before must begin again.
 */
import { canonical } from '../actors/canonical.ts';
import { kindOf } from '../actors/system.ts';
import type { ActorState } from '../properties/property.ts';
import type { Part, Transition } from './transition.ts';

interface KindReads {
  value: boolean;
  context: boolean;
}

export class Reads {
  readonly #kinds = new Map<string, KindReads>();
  /** What was read of an actor, noted; the same object for the same one, as without. */
  readonly #watched = new WeakMap<ActorState, ActorState>();
  readonly #visible: (boolean | undefined)[] = [];
  #size = 0;

  /** How much is read; never less than before. */
  get size(): number {
    return this.#size;
  }

  /** Somebody asks who there is of a kind. */
  ask(kind: string): void {
    this.#of(kind);
  }

  /** The actor, for somebody who is watched. */
  watched(kind: string, state: ActorState): ActorState {
    const known = this.#watched.get(state);
    if (known) return known;
    const read = (what: keyof KindReads): void => this.#read(kind, what);
    // Its own properties, so that a copy of it reads them all.
    const watched: ActorState = {
      id: state.id,
      get value() {
        read('value');
        return state.value;
      },
      get context() {
        read('context');
        return state.context;
      },
    };
    this.#watched.set(state, watched);
    return watched;
  }

  /** Whether a step changes anything that is read. */
  isVisible(transition: Transition): boolean {
    return (this.#visible[transition.number] ??= transition.parts.some((part) => this.#isSeen(part)));
  }

  #isSeen({ actor, before, local }: Part): boolean {
    if (local.effects.some((it) => it.type === 'stop' && this.#kinds.has(kindOf(it.id)))) return true;
    const read = this.#kinds.get(actor.kind);
    if (!read) return false;
    if (before === 0 || local.isFinal) return true;
    const from = actor.view(before);
    const to = actor.view(local.next);
    return (read.value && !isEqual(from.value, to.value)) || (read.context && !isEqual(from.context, to.context));
  }

  #of(kind: string): KindReads {
    const known = this.#kinds.get(kind);
    if (known) return known;
    const none = { value: false, context: false };
    this.#kinds.set(kind, none);
    this.#grow();
    return none;
  }

  #read(kind: string, what: keyof KindReads): void {
    const reads = this.#of(kind);
    if (reads[what]) return;
    reads[what] = true;
    this.#grow();
  }

  #grow(): void {
    this.#size += 1;
    this.#visible.length = 0;
  }
}

function isEqual(one: unknown, other: unknown): boolean {
  return one === other || canonical(one) === canonical(other);
}
