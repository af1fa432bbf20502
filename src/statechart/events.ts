/** Types of events, and the classes of those that a chart treats alike: the ones that it names, and the ones that the same wildcards match. */
import type { Node, Transition } from './chart.ts';

export interface EventClass {
  readonly number: number;
  /** Of one of the events in the class. */
  readonly type: string;
  /** What XState treats apart from charts. */
  readonly special: 'init' | 'stop' | 'wildcard' | 'error' | undefined;
}

/** Bound on the types that are remembered; a machine with wildcards may hear of any number. */
const TYPES_MAX = 10_000;

export class EventClasses {
  readonly #named = new Set<string>();
  readonly #wildcards: readonly string[];
  readonly #byType = new Map<string, EventClass>();
  readonly #byMatch = new Map<string, EventClass>();
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
    const match = this.#named.has(type) || special ? `type ${type}` : this.#wildcards.filter((it) => matches(type, it)).join(' ');
    let known = this.#byMatch.get(match);
    if (!known) {
      known = { number: this.#count++, type, special };
      this.#byMatch.set(match, known);
    }
    if (this.#byType.size < TYPES_MAX) this.#byType.set(type, known);
    return known;
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
function matches(type: string, descriptor: string): boolean {
  if (descriptor === type || descriptor === '*') return true;
  if (!descriptor.endsWith('.*')) return false;
  const words = type.split('.');
  const wanted = descriptor.split('.');
  // XState ends at the first star, and matches only if it is the last word.
  const star = wanted.indexOf('*');
  return star === wanted.length - 1 && wanted.slice(0, star).every((word, at) => word === words[at]);
}

function specialOf(type: string): EventClass['special'] {
  if (type === 'xstate.init') return 'init';
  if (type === 'xstate.stop') return 'stop';
  if (type === '*') return 'wildcard';
  return type.startsWith('xstate.error.actor') ? 'error' : undefined;
}
