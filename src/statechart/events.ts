/** Types of events, and the classes of those that a chart treats alike: the ones that it names, and the ones that the same wildcards match. */
import type { Node, Transition } from './chart.ts';

export interface EventClass {
  readonly number: number;
  /** Of one of the events in the class. */
  readonly type: string;
  /** What XState treats apart from charts, where it comes from outside. `no text`: a type that is none, whatever types say. */
  readonly special: 'init' | 'stop' | 'wildcard' | 'error' | 'no text' | undefined;
}

/** Bound on the types that are remembered; a machine with wildcards may hear of any number. */
const TYPES_MAX = 10_000;

export class EventClasses {
  readonly #named = new Set<string>();
  readonly #wildcards: readonly string[];
  readonly #byType = new Map<string, EventClass>();
  /** By what is the same for all of a class. */
  readonly #byAlike = new Map<string, EventClass>();
  #count = 0;

  constructor(nodes: readonly Node[]) {
    for (const node of nodes) for (const descriptor of node.transitions.keys()) this.#named.add(descriptor);
    this.#wildcards = [...this.#named].filter((descriptor) => descriptor === '*' || descriptor.endsWith('.*')).sort();
  }

  of(type: string): EventClass {
    return this.#byType.get(type) ?? this.#learn(type);
  }

  #learn(type: string): EventClass {
    const special = specialOf(type);
    const alike = this.#alike(type, special);
    let known = this.#byAlike.get(alike);
    if (!known) {
      known = { number: this.#count++, type, special };
      this.#byAlike.set(alike, known);
    }
    if (this.#byType.size < TYPES_MAX) this.#byType.set(type, known);
    return known;
  }

  #alike(type: string, special: EventClass['special']): string {
    if (special === 'no text') return `no text, ${type === null ? 'null' : typeof type}`;
    if (special !== undefined || this.#named.has(type)) return `type ${type}`;
    return `match ${JSON.stringify(this.#wildcards.filter((it) => matches(type, it)))}`;
  }
}

/** The transitions that a node has for an event: those that name it, then those of wildcards, the longest first. */
export function candidatesOf(node: Node, type: string): readonly Transition[] {
  const wild = [...node.transitions.keys()]
    .filter((descriptor) => descriptor !== type && matches(type, descriptor))
    .sort((a, b) => b.length - a.length);
  return [type, ...wild].flatMap((descriptor) => node.transitions.get(descriptor) ?? []);
}

/** `*` matches all; `a.*` what begins with the word `a`, and `a` itself. */
function matches(eventType: string, descriptor: string): boolean {
  if (descriptor === eventType || descriptor === '*') return true;
  if (!descriptor.endsWith('.*')) return false;
  const words = eventType.split('.'); // Of what is no text, an error, in XState's words: those of JavaScript for the same name.
  const wanted = descriptor.split('.');
  // XState ends at the first star, and matches only if it is the last word.
  const star = wanted.indexOf('*');
  return star === wanted.length - 1 && wanted.slice(0, star).every((word, at) => word === words[at]);
}

function specialOf(type: unknown): EventClass['special'] {
  if (typeof type !== 'string') return 'no text';
  if (type === 'xstate.init') return 'init';
  if (type === 'xstate.stop') return 'stop';
  if (type === '*') return 'wildcard';
  return type.startsWith('xstate.error.actor') ? 'error' : undefined;
}

/** @throws Error always, in the words of XState's development build */
export function refuseWildcard(): never {
  throw new Error("An event cannot have the wildcard type ('*')");
}

/** @throws TypeError always, as XState has it where it asks for the type of an event from outside */
export function refuseNoText(type: unknown): never {
  const isNothing = type === undefined || type === null;
  throw new TypeError(isNothing ? `Cannot read properties of ${type} (reading 'startsWith')` : 'event.type.startsWith is not a function');
}
