/**
 * What properties read of the actors of each kind: who there is, where they stand, and which entries of their contexts. A step that
 * changes nothing of it is one that no property can see (an invisible one; Peled 1993).
 *
 * What a property reads may depend on what it read before it: `a && b` does not look at b where a is false. So this grows as states are
 * asked about, and whoever went by it before must begin again.
 */
import { canonical } from '../actors/canonical.ts';
import { kindOf } from '../actors/system.ts';
import type { ActorState } from '../properties/property.ts';
import type { Part, Transition } from './transition.ts';

/** Names of entries of a context; in addition, what stands for where an actor is, and for all of its context. */
type Read = string | typeof VALUE | typeof CONTEXT;

const VALUE = Symbol('where it stands');
const CONTEXT = Symbol('all that it has');

export class Reads {
  readonly #kinds = new Map<string, Set<Read>>();
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
    const read = (what: Read): void => this.#read(kind, what);
    const context = watchedContext(state.context, read);
    // Its own properties, so that a copy of it reads them all.
    const watched: ActorState = {
      id: state.id,
      get value() {
        read(VALUE);
        return state.value;
      },
      get context() {
        return context;
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
    return [...read].some((what) => canonical(partOf(from, what)) !== canonical(partOf(to, what)));
  }

  #of(kind: string): Set<Read> {
    const known = this.#kinds.get(kind);
    if (known) return known;
    const none = new Set<Read>();
    this.#kinds.set(kind, none);
    this.#grow();
    return none;
  }

  #read(kind: string, what: Read): void {
    const reads = this.#of(kind);
    if (reads.has(what)) return;
    reads.add(what);
    this.#grow();
  }

  #grow(): void {
    this.#size += 1;
    this.#visible.length = 0;
  }
}

function partOf({ value, context }: ActorState, what: Read): unknown {
  if (what === VALUE) return value;
  if (what === CONTEXT) return context;
  return Object.hasOwn(context, what) ? context[String(what)] : undefined;
}

/** A context that tells which of its entries are read; to ask which there are is to read all. */
function watchedContext(context: ActorState['context'], read: (what: Read) => void): ActorState['context'] {
  const readAll = (): void => read(CONTEXT);
  return new Proxy(context, {
    get: (target, name) => {
      if (typeof name === 'string') read(name);
      return Reflect.get(target, name);
    },
    has: (target, name) => {
      readAll();
      return Reflect.has(target, name);
    },
    ownKeys: (target) => {
      readAll();
      return Reflect.ownKeys(target);
    },
    getOwnPropertyDescriptor: (target, name) => {
      readAll();
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
  });
}
